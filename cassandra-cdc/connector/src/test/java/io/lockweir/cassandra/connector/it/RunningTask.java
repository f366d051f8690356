package io.lockweir.cassandra.connector.it;

import static org.awaitility.Awaitility.await;

import io.lockweir.cassandra.connector.CassandraCdcSourceTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A task as a worker with exactly-once support runs it: what a poll returned is committed before the next. */
public final class RunningTask implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CassandraCdcSourceTask task = new CassandraCdcSourceTask();
    private final List<SourceRecord> records = new ArrayList<>();
    private Map<String, Object> offset;

    private RunningTask(Map<String, Object> offset) {
        this.offset = offset;
    }

    public static RunningTask start(Map<String, String> properties) {
        return start(properties, Map.of());
    }

    public static RunningTask start(Map<String, String> properties, Map<String, Object> offset) {
        RunningTask running = new RunningTask(offset);
        running.task.initialize(new Context(properties, offset));
        running.task.start(properties);
        return running;
    }

    /** One poll. */
    public RunningTask poll() throws InterruptedException {
        List<SourceRecord> polled = task.poll();
        if (polled != null) {
            for (SourceRecord record : polled) {
                records.add(record);
                RecordMetadata delivered =
                        new RecordMetadata(new TopicPartition(record.topic(), 0), records.size(), 0, 0, 0, 0);
                @SuppressWarnings("unchecked")
                Map<String, Object> next = (Map<String, Object>) record.sourceOffset();
                offset = new HashMap<>(next);
                task.commitRecord(record, delivered);
            }
            task.commit();
        }
        return this;
    }

    /** All records since the last time, which are not kept any longer. */
    public List<SourceRecord> take() {
        List<SourceRecord> taken = List.copyOf(records);
        records.clear();
        return taken;
    }

    /** The first records of a topic, once there are so many. */
    List<SourceRecord> awaitRecords(String topic, int count) {
        await().atMost(PATIENCE).pollInSameThread().until(() -> poll().of(topic).size() >= count);
        return of(topic);
    }

    List<SourceRecord> of(String topic) {
        return records.stream().filter(record -> record.topic().equals(topic)).toList();
    }

    public Map<String, Object> offset() {
        return offset;
    }

    @Override
    public void close() {
        task.stop();
    }

    private record Context(Map<String, String> configs, Map<String, Object> offset)
            implements SourceTaskContext, OffsetStorageReader {
        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("the task has none of Kafka's");
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return this;
        }

        @Override
        @SuppressWarnings("NullAway")
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return offset.isEmpty() ? null : offset;
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            throw new UnsupportedOperationException("the task asks for one partition");
        }
    }
}
