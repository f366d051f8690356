package io.lockweir.connect.record;

import io.lockweir.encryption.EncryptionEngine;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a reader lets clear values pass where a rule of profile native expects ciphertext, and until when: for topics that hold both
 * for a time. What begins as an envelope is decrypted or fails, always.
 */
public final class Plaintext {
    /** Never. */
    public static final Plaintext REFUSED = new Plaintext(null, Clock.systemUTC());

    private final @Nullable Instant until;
    private final Clock clock;

    private Plaintext(@Nullable Instant until, Clock clock) {
        this.until = until;
        this.clock = clock;
    }

    /** Until a moment, and then never more. */
    public static Plaintext passingUntil(Instant until, Clock clock) {
        return new Plaintext(Objects.requireNonNull(until, "until"), clock);
    }

    /** Whether it may ever have passed: a topic may hold clear values. */
    public boolean isConfigured() {
        return until != null;
    }

    /** Whether clear values pass now. */
    public boolean passes() {
        return until != null && clock.instant().isBefore(until);
    }

    /** Whether a value that should be ciphertext is clear without doubt. */
    static boolean isClear(Object value) {
        if (value instanceof String text) {
            return !EncryptionEngine.beginsAsEnvelope(text);
        }
        byte[] bytes = Ciphertext.bytes(value);
        return bytes == null || !EncryptionEngine.beginsAsEnvelope(bytes);
    }

    /**
     * Counts a clear value that passes.
     *
     * @throws FieldException when the time for it is over
     */
    void pass(Place place, FieldObserver.FieldCounter counter) {
        if (!passes()) {
            throw FieldException.of(
                    FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED, place, "it is clear, and on.plaintext.until is over");
        }
        counter.value();
    }

    @Override
    public String toString() {
        return until == null ? "refused" : "passing until " + until;
    }
}
