package io.lockweir.benchmarks.sink;

import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.source.SourceLog;
import io.lockweir.sink.start.LogBounds;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The one partition of the one topic, as a broker would tell of it. */
final class EndlessTopic implements SourceLog {
    static final TopicPartition PARTITION = new TopicPartition(Workload.TOPIC, 0);

    @Override
    public Map<TopicPartition, LogBounds> bounds(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .collect(Collectors.toMap(Function.identity(), partition -> new LogBounds(0, Long.MAX_VALUE)));
    }

    @Override
    public Map<String, SourceIdentity> identities(Set<String> topics) {
        return topics.stream()
                .collect(Collectors.toMap(Function.identity(), topic -> new SourceIdentity("bench", topic)));
    }

    @Override
    public Map<String, Integer> partitionCounts(Set<String> topics) {
        return topics.stream().collect(Collectors.toMap(Function.identity(), topic -> 1));
    }

    @Override
    public Set<String> topics() {
        return Set.of(Workload.TOPIC);
    }

    @Override
    public void close() {}
}
