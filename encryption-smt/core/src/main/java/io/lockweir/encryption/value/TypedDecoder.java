package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.security.MessageDigest;

/** Reads with the schema that stands beside the ciphertext; the plaintext's type and scale win over it. */
final class TypedDecoder implements PlaintextDecoder {
    private final ValueSchema expected;
    private final boolean fingerprinted;
    private final byte[] fingerprint;

    TypedDecoder(ValueSchema expected) {
        this.expected = expected;
        this.fingerprinted = expected.fingerprinted();
        this.fingerprint = fingerprinted ? expected.fingerprint() : new byte[0];
    }

    @Override
    public DecryptedValue decode(byte[] plaintext) {
        PlaintextReader reader = new PlaintextReader(plaintext);
        TypeByte type = TypeByte.read(reader);
        if (type.type() != ValueType.NULL) {
            check(type, reader);
        }
        // Of another type than expected, for instance because someone changed the parameters: the authenticated type
        // wins.
        ValueSchema schema = type.type() == expected.type() ? expected : ValueSchema.any();
        Object value = BodyReader.body(type.type(), schema, reader, 0);
        reader.end();
        return new DecryptedValue(type.type(), value);
    }

    private void check(TypeByte type, PlaintextReader reader) {
        byte[] written = type.fingerprinted() ? reader.raw(SchemaFingerprint.LENGTH) : new byte[0];
        if (type.fingerprinted() != fingerprinted || !MessageDigest.isEqual(written, fingerprint)) {
            throw new EnvelopeException(
                    Reason.FINGERPRINT,
                    "The schema rebuilt beside the ciphertext (type " + expected.type() + ", name " + expected.name()
                            + ") is not the one the value was encrypted with (type " + type.type()
                            + "); a schema parameter was changed or lost on the way");
        }
    }
}
