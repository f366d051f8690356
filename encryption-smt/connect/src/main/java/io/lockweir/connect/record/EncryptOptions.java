package io.lockweir.connect.record;

/**
 * How a writer encrypts.
 *
 * @param rowImages rows or change events
 * @param encoding how an encrypted field looks
 * @param placeholder Debezium's {@code unavailable.value.placeholder}, which stays clear; empty for none
 */
public record EncryptOptions(RowImages rowImages, Encoding encoding, String placeholder) {
    /** What {@code EncryptFields} does without further configuration. */
    public static final EncryptOptions DEFAULT =
            new EncryptOptions(RowImages.AUTO, Encoding.TEXT, DecryptOptions.DEBEZIUM_PLACEHOLDER);
}
