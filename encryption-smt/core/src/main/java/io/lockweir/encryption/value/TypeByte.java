package io.lockweir.encryption.value;

/** The first byte of a plaintext, taken apart. */
record TypeByte(ValueType type, boolean fingerprinted) {

    static TypeByte read(PlaintextReader reader) {
        int code = reader.u8();
        if ((code & Plaintext.PADDED) != 0) {
            reader.stripPadding();
        }
        ValueType type = ValueType.ofCode(code & ~(Plaintext.PADDED | Plaintext.FINGERPRINTED));
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
