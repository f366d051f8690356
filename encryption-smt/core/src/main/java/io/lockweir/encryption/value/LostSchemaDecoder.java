package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;

/** Reads without a schema beside the ciphertext. */
final class LostSchemaDecoder implements PlaintextDecoder {

    /** What a fingerprinted value means here. */
    enum Fingerprint {
        FAILS,
        IGNORED
    }

    private final Fingerprint rule;

    LostSchemaDecoder(Fingerprint rule) {
        this.rule = rule;
    }

    @Override
    public DecryptedValue decode(byte[] plaintext) {
        PlaintextReader reader = new PlaintextReader(plaintext);
        TypeByte type = TypeByte.read(reader);
        if (type.fingerprinted()) {
            if (rule == Fingerprint.FAILS) {
                throw new EnvelopeException(
                        Reason.SCHEMA_LOST,
                        "A value of type " + type.type()
                                + " was encrypted with a named or parameterised schema, which was lost on"
                                + " the way; keep schema parameters, or set on.schema.lost=base to restore the base type");
            }
            reader.raw(SchemaFingerprint.LENGTH);
        }
        Object value = BodyReader.body(type.type(), ValueSchema.any(), reader, 0);
        reader.end();
        return new DecryptedValue(type.type(), value);
    }
}
