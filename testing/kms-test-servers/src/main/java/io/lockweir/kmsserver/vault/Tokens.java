package io.lockweir.kmsserver.vault;

import io.lockweir.kmsserver.Aead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Every token issued, and what became of it. */
final class Tokens {
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final AtomicInteger renewals = new AtomicInteger();
    private final Clock clock;

    Tokens(Clock clock) {
        this.clock = clock;
    }

    Lease issue(String namespace, Duration ttl, Duration longest) {
        Instant now = clock.instant();
        boolean ends = !ttl.isZero();
        String token = "hvs." + HexFormat.of().formatHex(Aead.random(24));
        Lease lease = new Lease(
                token,
                namespace,
                ttl,
                ends && longest.compareTo(ttl) > 0,
                ends ? now.plus(ttl) : Instant.MAX,
                ends ? now.plus(longest) : Instant.MAX);
        leases.put(token, lease);
        return lease;
    }

    /** The live lease of a token in a namespace. */
    Lease check(String token, String namespace) {
        Lease lease = leases.get(token);
        if (lease == null || lease.isOver(clock.instant()) || !lease.namespace().equals(namespace)) {
            throw new VaultError(403, "permission denied");
        }
        return lease;
    }

    Lease renew(String token, String namespace) {
        Lease lease = check(token, namespace);
        if (!lease.renewable()) {
            throw new VaultError(400, "lease is not renewable");
        }
        renewals.incrementAndGet();
        Lease renewed = lease.renewed(clock.instant());
        leases.put(token, renewed);
        return renewed;
    }

    int renewals() {
        return renewals.get();
    }

    long secondsLeft(Lease lease) {
        return lease.secondsLeft(clock.instant());
    }

    void revoke(String token) {
        leases.remove(token);
    }

    void expireAll() {
        leases.replaceAll((token, lease) -> lease.ttl().isZero() ? lease : lease.over(clock.instant()));
    }
}
