package io.lockweir.stack;

import java.time.Duration;
import java.util.Objects;

/**
 * How the catalog is set up.
 *
 * @param tokenLifetime after which a bearer token is refused
 * @param proxy whether a faulty proxy stands before the server
 */
public record CatalogOptions(Duration tokenLifetime, Proxy proxy) {

    /** Whether clients reach the server directly. */
    public enum Proxy {
        NONE,
        FAULTY
    }

    public static final CatalogOptions DEFAULT = new CatalogOptions(Duration.ofHours(1), Proxy.NONE);

    public CatalogOptions {
        Objects.requireNonNull(proxy);
        if (tokenLifetime.isNegative() || tokenLifetime.isZero()) {
            throw new IllegalArgumentException("the token lifetime must be positive");
        }
    }

    public CatalogOptions faultyProxy() {
        return new CatalogOptions(tokenLifetime, Proxy.FAULTY);
    }

    public CatalogOptions withTokenLifetime(Duration lifetime) {
        return new CatalogOptions(lifetime, proxy);
    }
}
