package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import org.jspecify.annotations.Nullable;

/** {@code 20 ‖ codec u8 ‖ bytes ‖ [padding]}. */
final class SerializedEncoder implements PlaintextEncoder {
    private final Compression compression;
    private final int largest;
    private final int pad;

    SerializedEncoder(Compression compression, int largest, int pad) {
        compression.check();
        this.compression = compression;
        this.largest = largest;
        this.pad = pad;
    }

    @Override
    public void encode(@Nullable Object value, PlaintextBuffer buffer) {
        if (!(value instanceof byte[] bytes)) {
            throw new EnvelopeException(Reason.TYPE_MISMATCH, "A whole key or value is serialized bytes, never null");
        }
        buffer.u8(ValueType.SERIALIZED.code() | (pad > 0 ? Plaintext.PADDED : 0));
        byte[] shortest = shortest(bytes);
        buffer.u8(shortest.length < bytes.length ? Plaintext.CODEC_ZSTD : Plaintext.CODEC_NONE);
        buffer.raw(shortest.length < bytes.length ? shortest : bytes);
        buffer.pad(pad);
    }

    private byte[] shortest(byte[] bytes) {
        if (compression == Compression.NONE) {
            return bytes;
        }
        if (bytes.length > largest) {
            // The reader would refuse it; better to hear of it here.
            throw new EnvelopeException(
                    Reason.TOO_LARGE,
                    "The serialized record has " + bytes.length + " bytes, more than the " + largest
                            + " configured as max.decompressed.bytes; raise it on both sides, or switch compression off");
        }
        return compression.compress(bytes);
    }
}
