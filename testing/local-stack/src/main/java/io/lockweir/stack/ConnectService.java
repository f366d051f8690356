package io.lockweir.stack;

import io.lockweir.stack.connect.ConnectClient;
import io.lockweir.stack.connect.ConnectorStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A distributed Connect worker in its own JVM; plugins are isolated by {@code plugin.path} as users have it. */
public interface ConnectService extends Service {
    ConnectVersion version();

    URI restUrl();

    /** All calls of the worker's REST interface; the methods below are its most used. */
    default ConnectClient client() {
        return new ConnectClient(restUrl());
    }

    /** Creates the connector or replaces its configuration. */
    default void putConnector(String connector, Map<String, String> config) {
        client().put(connector, config);
    }

    default ConnectorStatus status(String connector) {
        return client().status(connector);
    }

    /**
     * Waits until the connector and at least one task run.
     *
     * @throws StackException at once with the trace when the connector or a task failed; after {@code timeout} otherwise
     */
    default ConnectorStatus awaitRunning(String connector, Duration timeout) {
        return client().awaitRunning(connector, timeout);
    }

    /** Waits for a failed task and returns its trace. */
    default String awaitFailed(String connector, Duration timeout) {
        return client().awaitFailed(connector, timeout);
    }

    default void deleteConnector(String connector) {
        client().delete(connector);
    }

    /** Class names of all plugins: connectors, transforms, converters… */
    default List<String> plugins() {
        return client().plugins();
    }
}
