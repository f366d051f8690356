package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;

/** The first byte of a plaintext, taken apart. */
record TypeByte(ValueType type, boolean fingerprinted) {

    static TypeByte read(PlaintextReader reader) {
        int code = reader.u8();
        if ((code & Plaintext.PADDED) != 0) {
            throw new EnvelopeException(
                    Reason.UNSUPPORTED, "The plaintext is padded, which this version does not read");
        }
        ValueType type = ValueType.ofCode(code & ~Plaintext.FINGERPRINTED);
        if (type == null || type == ValueType.UUID) {
            throw Plaintext.malformed("has a type this format does not know");
        }
        boolean fingerprinted = (code & Plaintext.FINGERPRINTED) != 0;
        if (fingerprinted && (type == ValueType.NULL || type.connectLogical())) {
            throw Plaintext.malformed("has a fingerprint where the format allows none");
        }
        return new TypeByte(type, fingerprinted);
    }
}
