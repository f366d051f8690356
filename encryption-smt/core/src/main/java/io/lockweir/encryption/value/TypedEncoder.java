package io.lockweir.encryption.value;

import org.jspecify.annotations.Nullable;

/** {@code type u8 ‖ [fp 8] ‖ body}. */
final class TypedEncoder implements PlaintextEncoder {
    private final ValueSchema schema;
    private final byte @Nullable [] fingerprint;

    TypedEncoder(ValueSchema schema) {
        if (schema.type() == ValueType.UUID) {
            throw new IllegalArgumentException("Type UUID exists in join domains only; encrypt the UUID as STRING");
        }
        this.schema = schema;
        this.fingerprint = schema.fingerprinted() ? schema.fingerprint() : null;
    }

    @Override
    public void encode(@Nullable Object value, PlaintextBuffer buffer) {
        if (value == null) {
            buffer.u8(ValueType.NULL.code());
            return;
        }
        ValueType type = JavaTypes.actual(schema, value);
        if (fingerprint == null) {
            buffer.u8(type.code());
        } else {
            buffer.u8(type.code() | Plaintext.FINGERPRINTED);
            buffer.raw(fingerprint);
        }
        BodyWriter.body(type, schema, value, buffer, 0);
    }
}
