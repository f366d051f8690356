package io.lockweir.encryption.value;

import org.jspecify.annotations.Nullable;

/** Reads the authenticated plaintexts of one field, strictly: exactly the bytes an encoder writes are accepted. */
public interface PlaintextDecoder {

    /**
     * The value.
     *
     * @throws io.lockweir.encryption.failure.EnvelopeException if the plaintext is malformed or not of the expected schema
     */
    DecryptedValue decode(byte[] plaintext);

    /** Every type; a fingerprint must match the expected schema. */
    static PlaintextDecoder typed(ValueSchema expected) {
        return new TypedDecoder(expected);
    }

    /** Every type without a fingerprint; a fingerprinted value fails because its schema is lost. */
    static PlaintextDecoder plainTypesOnly() {
        return new LostSchemaDecoder(LostSchemaDecoder.Fingerprint.FAILS);
    }

    /** Every type; names and parameters are given up. */
    static PlaintextDecoder baseTypes() {
        return new LostSchemaDecoder(LostSchemaDecoder.Fingerprint.IGNORED);
    }

    /** The bytes of an inner serializer, at most {@code largest} of them when they were compressed. */
    static PlaintextDecoder serialized(int largest) {
        return new SerializedDecoder(largest);
    }

    /** A domain's type, converted back to the field's own type where that is known. */
    static PlaintextDecoder join(JoinDomain domain, @Nullable ValueSchema expected) {
        return new JoinDecoder(domain, expected);
    }
}
