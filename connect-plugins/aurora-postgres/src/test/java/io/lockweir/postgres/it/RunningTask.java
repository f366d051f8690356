package io.lockweir.postgres.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.awaitility.Awaitility;

/** A connector and its task, driven as a worker does, without Kafka. */
final class RunningTask implements AutoCloseable {

    private final SourceConnector connector;
    private final SourceTask task;
    private final List<SourceRecord> records = new ArrayList<>();

    private RunningTask(SourceConnector connector, SourceTask task) {
        this.connector = connector;
        this.task = task;
    }

    static RunningTask start(SourceConnector connector, Map<String, String> properties)
            throws ReflectiveOperationException {
        connector.start(properties);
        Map<String, String> taskProperties = connector.taskConfigs(1).get(0);
        SourceTask task =
                (SourceTask) connector.taskClass().getDeclaredConstructor().newInstance();
        task.initialize(new TaskContext(taskProperties));
        task.start(taskProperties);
        return new RunningTask(connector, task);
    }

    /** Polls until so many records of tables have come; heartbeats are left out. */
    List<SourceRecord> await(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    List<SourceRecord> polled = task.poll();
                    if (polled != null) {
                        polled.stream()
                                .filter(record -> !record.topic().startsWith("__debezium-heartbeat"))
                                .forEach(records::add);
                    }
                    return records.size() >= count;
                });
        return List.copyOf(records);
    }

    @Override
    public void close() {
        task.stop();
        connector.stop();
    }
}
