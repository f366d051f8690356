package io.lockweir.stack;

import io.lockweir.stack.catalog.CatalogAdmin;
import io.lockweir.stack.fault.FaultyProxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An Iceberg REST catalog (test server of ours over Iceberg's own servlet, {@code JdbcCatalog} on SQLite) that checks OAuth2
 * bearer tokens and writes down every request.
 */
public interface CatalogService extends Service {
    /** What a client uses: the faulty proxy's address when there is one, else the server's. */
    URI uri();

    /** The client-credentials endpoint; the one of the server itself, never behind the faulty proxy. */
    URI tokenEndpoint();

    /** {@code client-id:client-secret}, as Iceberg's {@code credential} property wants it. */
    String credential();

    /** To make clients of the token endpoint, and to trust other issuers. */
    CatalogAdmin admin();

    /** In the order of arrival at the server. */
    List<CatalogRequest> requests();

    /** Forgets the requests so far. */
    void clearRequests();

    /** Requests of this method and kind that the server answered with 2xx. */
    default long count(String method, CatalogRequest.PathKind kind) {
        return requests().stream()
                .filter(r -> r.method().equals(method) && r.kind() == kind && r.succeeded())
                .count();
    }

    /** Present with {@link CatalogOptions#faultyProxy()}. */
    Optional<FaultyProxy> faultyProxy();
}
