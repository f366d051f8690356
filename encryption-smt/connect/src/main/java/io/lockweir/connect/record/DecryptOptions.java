package io.lockweir.connect.record;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.policy.OnSchemaLost;
import java.util.function.Function;

/**
 * How a reader decrypts.
 *
 * @param rowImages rows or change events
 * @param unlisted what to do with marked fields that no rule names
 * @param onSchemaLost what to do when the converter lost the schema parameters
 * @param placeholder Debezium's {@code unavailable.value.placeholder}; empty for none
 * @param onShredded what stands in the place of a field's values whose subject was shredded; asked once per schema
 * @param plaintext what to do with clear values where ciphertext is expected
 */
public record DecryptOptions(
        RowImages rowImages,
        Unlisted unlisted,
        OnSchemaLost onSchemaLost,
        String placeholder,
        Function<FieldPath, OnShredded> onShredded,
        Plaintext plaintext) {

    /** Debezium's own default for unchanged large columns. */
    public static final String DEBEZIUM_PLACEHOLDER = "__debezium_unavailable_value";

    /** What {@code DecryptFields} does without further configuration. */
    public static final DecryptOptions DEFAULT =
            new DecryptOptions(RowImages.AUTO, Unlisted.KEEP, OnSchemaLost.FAIL, DEBEZIUM_PLACEHOLDER);

    /** Fails at values whose subject was shredded, and at clear ones. */
    public DecryptOptions(RowImages rowImages, Unlisted unlisted, OnSchemaLost onSchemaLost, String placeholder) {
        this(rowImages, unlisted, onSchemaLost, placeholder, everywhere -> OnShredded.FAIL, Plaintext.REFUSED);
    }

    /** With another answer to values whose subject was shredded. */
    public DecryptOptions withOnShredded(OnShredded other) {
        return withOnShredded(everywhere -> other);
    }

    /** With an answer of each field's own to values whose subject was shredded. */
    public DecryptOptions withOnShredded(Function<FieldPath, OnShredded> other) {
        return new DecryptOptions(rowImages, unlisted, onSchemaLost, placeholder, other, plaintext);
    }

    /** With another answer to marked fields that no rule names. */
    public DecryptOptions withUnlisted(Unlisted other) {
        return new DecryptOptions(rowImages, other, onSchemaLost, placeholder, onShredded, plaintext);
    }

    /** With another answer to clear values where ciphertext is expected. */
    public DecryptOptions withPlaintext(Plaintext other) {
        return new DecryptOptions(rowImages, unlisted, onSchemaLost, placeholder, onShredded, other);
    }

    /** With another answer to lost schemas. */
    public DecryptOptions withOnSchemaLost(OnSchemaLost other) {
        return new DecryptOptions(rowImages, unlisted, other, placeholder, onShredded, plaintext);
    }

    /** With another way to find row images. */
    public DecryptOptions withRowImages(RowImages other) {
        return new DecryptOptions(other, unlisted, onSchemaLost, placeholder, onShredded, plaintext);
    }
}
