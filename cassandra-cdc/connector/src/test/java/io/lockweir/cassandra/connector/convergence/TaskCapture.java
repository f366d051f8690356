package io.lockweir.cassandra.connector.convergence;

import io.lockweir.cassandra.connector.it.RunningTask;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/** Events of a task that is killed now and then, with what it had polled and not committed. */
final class TaskCapture implements AutoCloseable {
    private final Map<String, String> properties;
    private final Fold fold;
    private final JsonConverter json = new JsonConverter();
    private RunningTask task;

    TaskCapture(Map<String, String> properties, Fold fold) {
        this.properties = properties;
        this.fold = fold;
        this.task = RunningTask.start(properties);
        json.configure(Map.of("schemas.enable", "false", "replace.null.with.default", "false"), false);
    }

    /** One poll and its commit; how many records it had. */
    int poll() throws InterruptedException {
        int count = 0;
        for (SourceRecord event : task.poll().take()) {
            count++;
            fold.accept(
                    event.topic(),
                    json.fromConnectData(event.topic(), event.keySchema(), event.key()),
                    event.value() == null
                            ? null
                            : json.fromConnectData(event.topic(), event.valueSchema(), event.value()));
        }
        return count;
    }

    void kill() throws InterruptedException {
        Map<String, Object> offset = task.offset();
        // Its transaction is aborted.
        task.poll();
        task.close();
        task = RunningTask.start(properties, offset);
    }

    @Override
    public void close() {
        task.close();
    }
}
