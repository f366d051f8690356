package io.lockweir.stack.fault;

import java.util.function.Predicate;

/**
 * A request on its way through the proxy.
 *
 * @param path without the query
 * @param body as text
 */
public record ProxiedRequest(String method, String path, String body) {

    /** A commit of one table in the Iceberg REST catalog (the creation of a table excluded). */
    public static Predicate<ProxiedRequest> tableCommit() {
        return request -> request.method().equals("POST") && request.path().matches(".*/namespaces/[^/]+/tables/[^/]+");
    }

    public static Predicate<ProxiedRequest> any() {
        return request -> true;
    }
}
