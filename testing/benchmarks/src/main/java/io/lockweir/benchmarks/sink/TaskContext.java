package io.lockweir.benchmarks.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** Remembers where a task wants to read, and whether it does. */
final class TaskContext implements SinkTaskContext {
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private boolean reading;

    boolean reading() {
        return reading;
    }

    /** Where it asked to begin. */
    long offset(TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> wanted) {
        offsets.putAll(wanted);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        offsets.put(partition, offset);
    }

    @Override
    public void timeout(long timeoutMs) {}

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of(EndlessTopic.PARTITION);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        reading = false;
    }

    @Override
    public void resume(TopicPartition... partitions) {
        reading = true;
    }

    @Override
    public void requestCommit() {}

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return null;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("The sink counts by itself");
    }
}
