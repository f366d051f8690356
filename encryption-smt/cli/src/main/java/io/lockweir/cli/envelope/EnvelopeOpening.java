package io.lockweir.cli.envelope;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.value.DecryptedValue;
import java.util.Optional;

/**
 * Whether an envelope opens at a place of a record.
 *
 * @param status what came of it
 * @param explanation why, for people; nothing of the plaintext
 * @param value the plaintext where it could be decoded; only for who asked for it
 */
public record EnvelopeOpening(Status status, String explanation, Optional<DecryptedValue> value) {

    /** What came of it. */
    public enum Status {
        /** Authentic at this place. */
        OPENS,
        /** The key is there, and the ciphertext is not authentic at this place. */
        NOT_AUTHENTIC,
        /** Its subject was shredded: nobody opens it again. */
        SHREDDED,
        /** No key. */
        UNKNOWN_KEY,
        /** The place is not known, so it could not be tried. */
        NOT_TRIED
    }

    /** Tries it. */
    public static EnvelopeOpening of(byte[] envelope, KeySource keys, DecryptSpec place) {
        try (EncryptionEngine engine = new EncryptionEngine(keys)) {
            DecryptedValue value = engine.decryptor(place).decrypt(envelope);
            return new EnvelopeOpening(Status.OPENS, "Authentic, of type " + value.type(), Optional.of(value));
        } catch (EnvelopeException e) {
            return new EnvelopeOpening(status(e), String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    /** It could not be tried. */
    public static EnvelopeOpening notTried(String why) {
        return new EnvelopeOpening(Status.NOT_TRIED, why, Optional.empty());
    }

    /** Whether that is something to be reported as wrong. */
    public boolean wrong() {
        return status != Status.OPENS && status != Status.NOT_TRIED;
    }

    private static Status status(EnvelopeException e) {
        return switch (e.reason()) {
            case UNKNOWN_KEY -> Status.UNKNOWN_KEY;
            case SHREDDED -> Status.SHREDDED;
            // Decoding comes after authentication.
            case SCHEMA_LOST, FINGERPRINT, MALFORMED, UNSUPPORTED, TYPE_MISMATCH, NOT_CONVERTIBLE, TOO_LARGE ->
                Status.OPENS;
            default -> Status.NOT_AUTHENTIC;
        };
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "EnvelopeOpening[" + status + "]";
    }
}
