package io.lockweir.sink.source;

import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.start.LogBounds;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks the brokers by an admin client. Thread-safe. */
public final class AdminSourceLog implements SourceLog {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Admin admin;
    private final Map<String, Object> properties;
    private @Nullable EndProbe probe;
    private boolean closed;

    /** @param properties of an admin client, {@code bootstrap.servers} at least */
    public AdminSourceLog(Map<String, Object> properties) {
        this.admin = Admin.create(properties);
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Map<TopicPartition, LogBounds> bounds(Collection<TopicPartition> partitions) {
        Map<TopicPartition, ListOffsetsResultInfo> starts = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, LogBounds> bounds = new HashMap<>();
        starts.forEach((partition, start) -> {
            ListOffsetsResultInfo end = ends.get(partition);
            if (end != null) {
                bounds.put(partition, new LogBounds(start.offset(), Math.max(start.offset(), end.offset())));
            }
        });
        return bounds;
    }

    @Override
    public Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        offsets(partitions, OffsetSpec.earliest()).forEach((partition, start) -> starts.put(partition, start.offset()));
        return starts;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> request = new HashMap<>();
        partitions.forEach(partition -> request.put(partition, spec));
        ListOffsetsResult result = admin.listOffsets(request);
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
        partitions.forEach(partition -> answers.put(partition, result.partitionResult(partition)));
        return Answers.within(answers, TIMEOUT, "list offsets");
    }

    @Override
    public Map<TopicPartition, Probed> probe(Map<TopicPartition, Long> positions) {
        return probe().probe(positions);
    }

    private synchronized EndProbe probe() {
        if (closed) {
            throw new KafkaException("The task ended");
        }
        EndProbe open = probe;
        if (open == null) {
            open = EndProbe.open(properties);
            probe = open;
        }
        return open;
    }

    private synchronized @Nullable EndProbe end() {
        closed = true;
        return probe;
    }

    @Override
    public Map<String, SourceIdentity> identities(Set<String> topics) {
        String cluster = get(admin.describeCluster().clusterId(), "describe the cluster");
        Map<String, SourceIdentity> identities = new HashMap<>();
        Answers.within(admin.describeTopics(topics).topicNameValues(), TIMEOUT, "describe topics")
                .forEach((name, topic) -> identities.put(
                        name, new SourceIdentity(cluster, topic.topicId().toString())));
        return identities;
    }

    @Override
    public Map<String, Integer> partitionCounts(Set<String> topics) {
        Map<String, Integer> counts = new HashMap<>();
        Answers.within(admin.describeTopics(topics).topicNameValues(), TIMEOUT, "describe topics")
                .forEach((name, topic) -> counts.put(name, topic.partitions().size()));
        return counts;
    }

    @Override
    public Set<String> topics() {
        return get(admin.listTopics().names(), "list topics");
    }

    private static <T> T get(KafkaFuture<T> future, String what) {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("Could not " + what + " by source.kafka.*: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("Could not " + what + " by source.kafka.* within " + TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        EndProbe open = end();
        if (open != null) {
            open.close();
        }
        admin.close(Duration.ofSeconds(5));
    }
}
