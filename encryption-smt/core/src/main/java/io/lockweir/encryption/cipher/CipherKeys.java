package io.lockweir.encryption.cipher;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.security.GeneralSecurityException;

/** Checks that every cipher shares. */
final class CipherKeys {
    private CipherKeys() {}

    /** A key of zeros is a key that was wiped too early: it encrypts without complaint, and everyone knows it. */
    static void check(byte[] key, int length) {
        if (key.length != length) {
            throw new IllegalArgumentException("The key has " + key.length + " bytes instead of " + length);
        }
        int bits = 0;
        for (byte each : key) {
            bits |= each;
        }
        if (bits == 0) {
            throw new IllegalArgumentException("The key is all zero");
        }
    }

    static EnvelopeException tagMismatch() {
        return new EnvelopeException(
                Reason.TAG_MISMATCH,
                "The ciphertext does not authenticate: it was changed, or it belongs to another field or part of a record");
    }

    static IllegalStateException broken(String operation, GeneralSecurityException cause) {
        return new IllegalStateException("The platform's cipher failed to " + operation, cause);
    }
}
