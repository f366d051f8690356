package io.lockweir.stack.servers.catalog;

import java.util.ArrayList;
import java.util.List;

/** The requests since the start or the last clear, in the order of their answers. Thread-safe. */
final class RequestLog {
    private final List<LoggedRequest> requests = new ArrayList<>();

    synchronized void add(LoggedRequest request) {
        requests.add(request);
    }

    synchronized List<LoggedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }
}
