package io.lockweir.stack.catalog;

import java.time.Duration;

/** A client of the catalog's own token endpoint, with tokens as short-lived as the test wants. */
public final class CatalogClient {
    private final CatalogAdmin admin;
    private final String id;
    private final String secret;
    private final Duration lifetime;

    CatalogClient(CatalogAdmin admin, String id, String secret, Duration lifetime) {
        this.admin = admin;
        this.id = id;
        this.secret = secret;
        this.lifetime = lifetime;
        admit();
    }

    /** As Iceberg's {@code credential} property wants it. */
    public String credential() {
        return id + ":" + secret;
    }

    /** May have tokens, and do everything with them; so is a new client. */
    public void admit() {
        admin.putClient(id, secret, lifetime, "ADMITTED");
    }

    /** Its tokens are good, but it has not the role any more. */
    public void takeRole() {
        admin.putClient(id, secret, lifetime, "WITHOUT_ROLE");
    }

    /** Gets no more tokens. */
    public void disable() {
        admin.putClient(id, secret, lifetime, "DISABLED");
    }

    @Override
    public String toString() {
        return "client " + id;
    }
}
