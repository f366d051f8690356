package io.lockweir.registry;

import io.lockweir.encryption.confluent.BlobFormat;
import io.lockweir.encryption.confluent.Dek;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.registry.rule.KeyRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The data keys of rules, out of the registry. A writer gets or creates them, a reader only reads, soft-deleted ones too. Each is
 * fetched and unwrapped at most once in a process and time to live. Safe for many threads.
 */
public final class DataKeys {
    /** Threads that share a data key may use it up between two turns of one of them. */
    private static final int MOST_TURNS = 100;

    private final Deks deks;
    private final Clock clock;
    private final UseCounts uses;
    private final SingleFlightCache<Written, Current> current;
    private final SingleFlightCache<Read, Dek> read;

    DataKeys(Deks deks, CacheBounds bounds, UseCounts uses, Clock clock) {
        this.deks = deks;
        this.uses = uses;
        this.clock = clock;
        this.current = new SingleFlightCache<>(bounds, clock);
        this.read = new SingleFlightCache<>(bounds, clock);
    }

    /**
     * The data key to encrypt one value with, which is counted: version 1, or with an expiry the latest, and another one once that is expired, which is when
     * {@code (now - made) / one day >= days}, or once this process
     * has used it as often as random IVs bear.
     *
     * @param subject of the schema
     * @throws KeyUnavailableError if it can't be had: no answer, a refusal, or a key that is not what the rule says
     */
    public Dek toEncrypt(KeyRequest request, String subject) {
        DekScope scope = DekScope.of(request, subject);
        // Each turn that takes none found a data key spent, so that the next one asks for another or fails.
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            Dek dek = current.get(
                            new Written(request, subject),
                            found -> !isExpired(request, found.made(), clock.instant())
                                    && !uses.isSpent(scope, found.dek().version()),
                            () -> deks.toEncrypt(request, scope, version -> uses.isSpent(scope, version)))
                    .dek();
            if (uses.take(scope, dek.version())) {
                return dek;
            }
        }
        throw new KeyUnavailableError(
                KeyUnavailableError.Reason.UNAVAILABLE,
                "Data keys " + scope + " are used up as fast as they are made. Raise dek.max.uses",
                null);
    }

    /**
     * The data key that a ciphertext was made with.
     *
     * @param blob whose version is read where the rule has an expiry
     * @throws EnvelopeException if there should be a version and is none
     * @throws KeyUnavailableError if it can't be had, or is not there
     */
    public Dek toDecrypt(KeyRequest request, String subject, byte[] blob) {
        int version = request.format().version(blob);
        return read.get(
                new Read(new Written(request, subject), version),
                () -> deks.toDecrypt(request, DekScope.of(request, subject), version));
    }

    /** Encrypts a value under the data key of a rule. */
    public byte[] encrypt(KeyRequest request, String subject, byte[] plaintext) {
        return request.format().seal(toEncrypt(request, subject), plaintext);
    }

    /** Decrypts what {@link #encrypt} made, or Confluent's client. */
    public byte[] decrypt(KeyRequest request, String subject, byte[] blob) {
        return request.format().open(toDecrypt(request, subject, blob), blob);
    }

    static boolean isExpired(KeyRequest request, Instant made, Instant now) {
        return request.format() == BlobFormat.VERSIONED
                && Duration.between(made, now).toMillis() / Duration.ofDays(1).toMillis() >= request.expiryDays();
    }

    /**
     * A data key to encrypt with.
     *
     * @param made when, by the registry's clock
     */
    record Current(Dek dek, Instant made) {}

    private record Written(KeyRequest request, String subject) {}

    private record Read(Written use, int version) {}
}
