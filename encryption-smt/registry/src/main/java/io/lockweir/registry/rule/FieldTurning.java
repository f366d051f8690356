package io.lockweir.registry.rule;

import io.lockweir.encryption.confluent.FieldText;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.registry.rule.EncryptionRules.Direction;

/** Turns the value of one field, and names the field when it can't. */
public final class FieldTurning {
    private FieldTurning() {}

    /**
     * A text the other way round.
     *
     * @param field its full name, of the schema alone
     * @throws EnvelopeException naming the field, if it can't be encrypted or decrypted
     */
    public static String text(String field, Direction direction, EncryptionRule rule, String text, FieldCipher cipher) {
        try {
            return direction == Direction.WRITE
                    ? FieldText.encode(cipher.turned(rule, FieldText.plaintext(text)))
                    : FieldText.text(cipher.turned(rule, FieldText.decode(text)));
        } catch (EnvelopeException e) {
            throw named(field, e);
        }
    }

    /**
     * Bytes the other way round; as {@link #text}.
     *
     * @throws EnvelopeException naming the field, if they can't be encrypted or decrypted
     */
    public static byte[] bytes(String field, EncryptionRule rule, byte[] bytes, FieldCipher cipher) {
        try {
            return cipher.turned(rule, bytes);
        } catch (EnvelopeException e) {
            throw named(field, e);
        }
    }

    private static EnvelopeException named(String field, EnvelopeException e) {
        return new EnvelopeException(e.reason(), "field " + field + ": " + e.getMessage());
    }
}
