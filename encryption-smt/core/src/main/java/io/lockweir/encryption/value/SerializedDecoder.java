package io.lockweir.encryption.value;

/** Reads {@code 20 ‖ codec u8 ‖ bytes}, and nothing else. */
final class SerializedDecoder implements PlaintextDecoder {
    private final int largest;

    SerializedDecoder(int largest) {
        this.largest = largest;
    }

    @Override
    public DecryptedValue decode(byte[] plaintext) {
        PlaintextReader reader = new PlaintextReader(plaintext);
        TypeByte type = TypeByte.read(reader);
        if (type.type() != ValueType.SERIALIZED || type.fingerprinted()) {
            throw Plaintext.malformed("is no serialized record");
        }
        int codec = reader.u8();
        byte[] bytes = reader.raw(reader.left());
        return new DecryptedValue(
                ValueType.SERIALIZED,
                codec == Plaintext.CODEC_NONE ? bytes : Compression.decompress(codec, bytes, largest));
    }
}
