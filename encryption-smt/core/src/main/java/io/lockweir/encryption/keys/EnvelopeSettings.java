package io.lockweir.encryption.keys;

import java.time.Duration;
import java.util.List;

/**
 * How the envelope source treats its data keys.
 *
 * @param kekLabels the KEKs that wrap a new data key where a rule names none; may be empty for a reader
 * @param budget what one data key may encrypt
 * @param ttl how long a data key is used before its KEK is asked again; asked ahead, at three quarters
 * @param maxStale how much longer it is used while no KEK can be asked. A revocation takes effect within {@code ttl}, or, while the
 *     service cannot be reached, within {@code ttl + maxStale}: for encrypting and decrypting keys alike
 * @param keyWait how long a thread waits for a key, whatever is wrong
 * @param createdBy what the records of new data keys say of who made them; no secret
 */
public record EnvelopeSettings(
        List<String> kekLabels, KeyBudget budget, Duration ttl, Duration maxStale, Duration keyWait, String createdBy) {
    /** Five minutes. */
    public static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

    /** A quarter of an hour. */
    public static final Duration DEFAULT_MAX_STALE = Duration.ofMinutes(15);

    /** A minute. */
    public static final Duration DEFAULT_KEY_WAIT = Duration.ofMinutes(1);

    public EnvelopeSettings {
        kekLabels = List.copyOf(kekLabels);
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("The time to live of a data key must be positive, not " + ttl);
        }
        if (maxStale.isNegative() || keyWait.isNegative()) {
            throw new IllegalArgumentException("The longest staleness and the wait must not be negative");
        }
    }

    /** The longest time a data key is used after its KEK was last heard of. */
    public Duration bound() {
        return ttl.plus(maxStale);
    }
}
