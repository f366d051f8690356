package io.lockweir.stack.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the worker says of a connector and its tasks.
 *
 * @param state RUNNING, FAILED, PAUSED, STOPPED, UNASSIGNED, RESTARTING; UNKNOWN while the worker has no status
 * @param trace of the failed connector, else empty
 */
public record ConnectorStatus(String state, String trace, List<Task> tasks) {

    /** The trace is that of the failed task, else empty. */
    public record Task(int id, String state, String trace) {}

    static final ConnectorStatus UNKNOWN = new ConnectorStatus("UNKNOWN", "", List.of());

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    static ConnectorStatus of(JsonNode json) {
        JsonNode connector = json.path("connector");
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : json.path("tasks")) {
            tasks.add(new Task(
                    task.path("id").asInt(),
                    task.path("state").asText(),
                    task.path("trace").asText("")));
        }
        return new ConnectorStatus(
                connector.path("state").asText("UNKNOWN"),
                connector.path("trace").asText(""),
                tasks);
    }

    /** The connector and every task, of which there is at least one. */
    public boolean running() {
        return state.equals("RUNNING")
                && !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
    }

    /** The trace of the connector or of the first failed task. */
    public Optional<String> failure() {
        if (state.equals("FAILED")) {
            return Optional.of(trace);
        }
        return tasks.stream()
                .filter(task -> task.state().equals("FAILED"))
                .map(Task::trace)
                .findFirst();
    }
}
