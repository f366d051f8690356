package io.lockweir.connect.record;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A decryption that puts something in the place of values whose subject was shredded. */
record Shredded(Conversion decryption, @Nullable Object replacement) implements Conversion {
    private static final String TEXT = "[shredded]";

    static Planned planned(OnShredded onShredded, Planned decrypting) {
        if (onShredded == OnShredded.FAIL) {
            return decrypting;
        }
        Schema schema = decrypting.schema();
        boolean text = onShredded == OnShredded.REDACT && schema.type() == Schema.Type.STRING;
        return new Planned(
                text ? schema : Redaction.withoutDefault(schema, true),
                new Shredded(decrypting.conversion(), text ? TEXT : null));
    }

    /** Without a schema every redacted value is text: what it was is not known. */
    static Conversion of(OnShredded onShredded, Conversion decryption) {
        return switch (onShredded) {
            case FAIL -> decryption;
            case NULL -> new Shredded(decryption, null);
            case REDACT -> new Shredded(decryption, TEXT);
        };
    }

    @Override
    public @Nullable Object apply(Object value) {
        try {
            return decryption.apply(value);
        } catch (FieldException e) {
            if (e.failure() == FieldFailure.SHREDDED) {
                return replacement;
            }
            throw e;
        }
    }
}
