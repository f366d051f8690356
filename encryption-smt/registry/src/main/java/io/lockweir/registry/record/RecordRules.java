package io.lockweir.registry.record;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.registry.DataKeys;
import io.lockweir.registry.rule.EncryptionRule;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.FieldCipher;
import java.util.Optional;

/**
 * What the rules of one schema do to bodies in one direction: in writing fields, then the payload; in reading the other way round. Safe for
 * many threads.
 */
final class RecordRules {
    private static final byte NATIVE = (byte) 0xE1;

    private final Direction direction;
    private final Optional<Body> fields;
    private final Optional<EncryptionRule> payload;
    private final FieldCipher cipher;

    /** @param fields nothing where no rule means any */
    RecordRules(EncryptionRules rules, Optional<Body> fields, DataKeys keys, String subject) {
        this.direction = rules.direction();
        this.fields = fields.filter(body -> !body.isEmpty());
        this.payload = rules.payload();
        this.cipher = direction == Direction.WRITE
                ? (rule, plaintext) -> keys.encrypt(rule.keys(), subject, plaintext)
                : (rule, blob) -> opened(keys, rule, subject, blob);
    }

    /** Whether nothing of the schema is meant. */
    boolean isEmpty() {
        return fields.isEmpty() && payload.isEmpty();
    }

    byte[] turned(byte[] body) {
        return direction == Direction.WRITE ? payload(fields(body)) : fields(payload(body));
    }

    private byte[] fields(byte[] body) {
        try {
            return fields.isPresent() ? fields.get().turned(body, cipher) : body;
        } catch (IllegalArgumentException e) {
            // The walkers name field and class, never a value.
            throw new EnvelopeException(Reason.TYPE_MISMATCH, String.valueOf(e.getMessage()));
        }
    }

    private byte[] payload(byte[] body) {
        return payload.isPresent() ? cipher.turned(payload.get(), body) : body;
    }

    private static byte[] opened(DataKeys keys, EncryptionRule rule, String subject, byte[] blob) {
        try {
            return keys.decrypt(rule.keys(), subject, blob);
        } catch (EnvelopeException e) {
            throw isNative(blob)
                    ? new EnvelopeException(
                            e.reason(),
                            e.getMessage()
                                    + ". It begins as an envelope of profile native: compare the writer's profile")
                    : e;
        }
    }

    /** Only for words: an IV may begin so too. */
    private static boolean isNative(byte[] blob) {
        return blob.length > 1 && blob[0] == NATIVE && blob[1] >= 1 && blob[1] <= 3;
    }
}
