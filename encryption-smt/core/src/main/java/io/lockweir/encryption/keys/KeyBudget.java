package io.lockweir.encryption.keys;

import java.time.Duration;

/**
 * How much one data key may encrypt. The defaults are the format's limits for AES-GCM.
 *
 * @param uses the number of encryptions, at most 2^31
 * @param bytes the number of plaintext bytes, at most 2^38
 * @param maxAge how long a key encrypts; reading is not limited
 */
public record KeyBudget(long uses, long bytes, Duration maxAge) {
    /** 2^31 uses, 2^38 bytes, one day. */
    public static final KeyBudget DEFAULT = new KeyBudget(1L << 31, 1L << 38, Duration.ofDays(1));

    public KeyBudget {
        if (uses < 1 || uses > 1L << 31) {
            throw new IllegalArgumentException("The uses of a data key are between 1 and 2^31, not " + uses);
        }
        if (bytes < 1 || bytes > 1L << 38) {
            throw new IllegalArgumentException("The bytes of a data key are between 1 and 2^38, not " + bytes);
        }
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("The maximum age of a data key must be positive, not " + maxAge);
        }
    }
}
