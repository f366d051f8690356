package io.lockweir.encryption.value;

import org.jspecify.annotations.Nullable;

/** Writes the plaintexts of one field. */
public interface PlaintextEncoder {

    /**
     * Appends the plaintext of a value.
     *
     * @throws io.lockweir.encryption.failure.EnvelopeException if the value does not fit
     */
    void encode(@Nullable Object value, PlaintextBuffer buffer);

    /** Every type, with type code and fingerprint. */
    static PlaintextEncoder typed(ValueSchema schema) {
        return new TypedEncoder(schema, 0);
    }

    /** As {@link #typed}, padded to a multiple of {@code pad} bytes. */
    static PlaintextEncoder padded(ValueSchema schema, int pad) {
        return new TypedEncoder(schema, pad);
    }

    /** The bytes of an inner serializer, as a whole key or value. */
    static PlaintextEncoder serialized(Compression compression, int largest, int pad) {
        return new SerializedEncoder(compression, largest, pad);
    }

    /**
     * The domain's type only, after a lossless conversion.
     *
     * @throws IllegalArgumentException if the schema's type has no conversion to the domain's
     */
    static PlaintextEncoder join(ValueSchema schema, JoinDomain domain) {
        return new JoinEncoder(schema, domain);
    }
}
