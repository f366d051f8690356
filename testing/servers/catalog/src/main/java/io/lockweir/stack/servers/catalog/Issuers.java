package io.lockweir.stack.servers.catalog;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The OpenID Connect issuers whose tokens this catalog accepts beside its own. Thread-safe. */
final class Issuers {
    private final List<Issuer> trusted = new CopyOnWriteArrayList<>();
    private final Clock clock;

    Issuers(Clock clock) {
        this.clock = clock;
    }

    void trust(URI issuer, String role) {
        trusted.add(new Issuer(issuer, role, clock));
    }

    Optional<Caller> caller(String token) {
        return trusted.stream().flatMap(issuer -> issuer.caller(token).stream()).findFirst();
    }
}
