package io.lockweir.encryption.value;

import org.jspecify.annotations.Nullable;

/** {@code type u8 ‖ [fp 8] ‖ body ‖ [padding]}. */
final class TypedEncoder implements PlaintextEncoder {
    private final ValueSchema schema;
    private final byte @Nullable [] fingerprint;
    private final int pad;
    private final int bits;

    /** @param pad the multiple to pad to, 0 for no padding */
    TypedEncoder(ValueSchema schema, int pad) {
        if (schema.type() == ValueType.UUID) {
            throw new IllegalArgumentException("Type UUID exists in join domains only; encrypt the UUID as STRING");
        }
        this.schema = schema;
        this.fingerprint = schema.fingerprinted() ? schema.fingerprint() : null;
        this.pad = pad;
        this.bits = pad > 0 ? Plaintext.PADDED : 0;
    }

    @Override
    public void encode(@Nullable Object value, PlaintextBuffer buffer) {
        if (value == null) {
            buffer.u8(ValueType.NULL.code() | bits);
            buffer.pad(pad);
            return;
        }
        ValueType type = JavaTypes.actual(schema, value);
        if (fingerprint == null) {
            buffer.u8(type.code() | bits);
        } else {
            buffer.u8(type.code() | bits | Plaintext.FINGERPRINTED);
            buffer.raw(fingerprint);
        }
        BodyWriter.body(type, schema, value, buffer, 0);
        buffer.pad(pad);
    }
}
