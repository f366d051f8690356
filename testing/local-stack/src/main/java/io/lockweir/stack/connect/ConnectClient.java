package io.lockweir.stack.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.stack.StackException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Calls a Connect worker.
 *
 * <p>Errors of the worker are {@link ConnectRestException}, an unreachable worker is {@link UncheckedIOException}; the {@code await}
 * methods take both for "not yet", so that a worker may be killed and come back meanwhile.
 */
public final class ConnectClient {
    private final ConnectRest rest;

    /** The worker's address is for example {@code http://127.0.0.1:8083/}. */
    public ConnectClient(URI worker) {
        this.rest = new ConnectRest(worker);
    }

    public List<String> connectors() {
        return texts(rest.send("GET", "/connectors", null));
    }

    /** Creates the connector or replaces its configuration. */
    public void put(String connector, Map<String, String> config) {
        rest.send("PUT", "/connectors/" + connector + "/config", config);
    }

    /** Error messages by configuration key, of the keys that have any; nothing is created. */
    public Map<String, List<String>> validate(Map<String, String> config) {
        String type = config.getOrDefault("connector.class", "");
        JsonNode answer = rest.send("PUT", "/connector-plugins/" + type + "/config/validate", config);
        Map<String, List<String>> errors = new TreeMap<>();
        for (JsonNode entry : answer.path("configs")) {
            List<String> messages = texts(entry.path("value").path("errors"));
            if (!messages.isEmpty()) {
                errors.put(entry.path("value").path("name").asText(), messages);
            }
        }
        return errors;
    }

    /** {@link ConnectorStatus#UNKNOWN} while the worker knows the connector but has no status of it. */
    public ConnectorStatus status(String connector) {
        try {
            return ConnectorStatus.of(rest.send("GET", "/connectors/" + connector + "/status", null));
        } catch (ConnectRestException e) {
            if (e.status() == 404) {
                return ConnectorStatus.UNKNOWN;
            }
            throw e;
        }
    }

    public void pause(String connector) {
        rest.send("PUT", "/connectors/" + connector + "/pause", null);
    }

    public void resume(String connector) {
        rest.send("PUT", "/connectors/" + connector + "/resume", null);
    }

    /** Unlike pause: ends the tasks, so that offsets can be changed. */
    public void stop(String connector) {
        rest.send("PUT", "/connectors/" + connector + "/stop", null);
    }

    /** Restarts the connector and all its tasks, failed or not. */
    public void restart(String connector) {
        rest.send("POST", "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=false", null);
    }

    public void delete(String connector) {
        rest.send("DELETE", "/connectors/" + connector, null);
    }

    /** As the worker answers, {@code {"offsets":[{"partition":…,"offset":…}]}}. */
    public JsonNode offsets(String connector) {
        return rest.send("GET", "/connectors/" + connector + "/offsets", null);
    }

    /** Of a stopped connector. */
    public void alterOffsets(String connector, JsonNode offsets) {
        rest.send("PATCH", "/connectors/" + connector + "/offsets", offsets);
    }

    /** Of a stopped connector. */
    public void resetOffsets(String connector) {
        rest.send("DELETE", "/connectors/" + connector + "/offsets", null);
    }

    /** Class names of all plugins: connectors, transforms, predicates, converters, config providers. */
    public List<String> plugins() {
        List<String> classes = new ArrayList<>();
        for (JsonNode plugin : rest.send("GET", "/connector-plugins?connectorsOnly=false", null)) {
            classes.add(plugin.path("class").asText());
        }
        return classes;
    }

    /** For example {@code io.lockweir} to {@code DEBUG}, until the worker ends. */
    public void logLevel(String logger, String level) {
        rest.send("PUT", "/admin/loggers/" + logger, Map.of("level", level));
    }

    /**
     * Waits for the connector and all its tasks.
     *
     * @throws StackException at once with the trace of what failed, or after {@code timeout}
     */
    public ConnectorStatus awaitRunning(String connector, Duration timeout) {
        return await(connector, timeout, "running", status -> {
            Optional<String> failure = status.failure();
            if (failure.isPresent()) {
                throw new StackException("connector " + connector + " failed:\n" + failure.get());
            }
            return status.running() ? Optional.of(status) : Optional.empty();
        });
    }

    /** Returns the trace of what failed. */
    public String awaitFailed(String connector, Duration timeout) {
        return await(connector, timeout, "failed", ConnectorStatus::failure);
    }

    private <T> T await(
            String connector, Duration timeout, String state, Function<ConnectorStatus, Optional<T>> wanted) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Object last;
            try {
                ConnectorStatus status = status(connector);
                Optional<T> found = wanted.apply(status);
                if (found.isPresent()) {
                    return found.get();
                }
                last = status;
            } catch (ConnectRestException | UncheckedIOException e) {
                last = e;
            }
            if (System.nanoTime() > deadline) {
                throw new StackException("connector %s was not %s within %d s: %s"
                        .formatted(connector, state, timeout.toSeconds(), last));
            }
            ConnectRest.pause();
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
