package io.lockweir.stack;

import java.util.List;
import java.util.Objects;

/**
 * A request as the catalog server saw it.
 *
 * @param method GET, POST, DELETE or HEAD
 * @param path without the query
 * @param updates the actions in a commit's body in their order ({@code add-snapshot}, {@code add-schema}…); else empty
 * @param status the answer's HTTP status
 * @param caller whom the request's token named; "null" without a valid one
 */
public record CatalogRequest(
        String method, PathKind kind, String path, List<String> updates, int status, String caller) {

    /** What a path of the REST catalog specification is about. */
    public enum PathKind {
        CONFIG,
        TOKENS,
        NAMESPACES,
        NAMESPACE,
        TABLES,
        TABLE,
        RENAME,
        TRANSACTION,
        METRICS,
        VIEWS,
        OTHER
    }

    public CatalogRequest {
        Objects.requireNonNull(method);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(path);
        Objects.requireNonNull(caller);
        updates = List.copyOf(updates);
    }

    public boolean succeeded() {
        return status / 100 == 2;
    }
}
