package io.lockweir.encryption.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.Zstd;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SerializedTest {
    private static final byte[] TEXT = "abcabcabc".repeat(40).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Test
    void writesTheBytesAsTheyAreOrOneFrame() {
        assertThat(HexFormat.of().formatHex(encode(Compression.NONE, 0, new byte[] {1, 2})))
                .isEqualTo("20000102");
        byte[] compressed = encode(Compression.ZSTD, 0, TEXT);
        assertThat(compressed).startsWith(0x20, 0x01, 0x28, 0xB5, 0x2F, 0xFD).hasSizeLessThan(60);
        assertThat(decode(1000, compressed)).isEqualTo(TEXT);
        assertThat(decode(360, compressed)).isEqualTo(TEXT);
    }

    @Test
    void leavesAwayACompressionThatMakesItLonger() {
        assertThat(HexFormat.of().formatHex(encode(Compression.ZSTD, 0, new byte[] {1, 2})))
                .isEqualTo("20000102");
        assertThat(HexFormat.of().formatHex(encode(Compression.ZSTD, 0, new byte[0])))
                .isEqualTo("2000");
        assertThat(decode(1, new byte[] {0x20, 0})).isEmpty();
    }

    @Test
    void padsAndStripsAgain() {
        for (int length = 0; length < 40; length++) {
            byte[] bytes = new byte[length];
            byte[] plaintext = encode(Compression.NONE, 16, bytes);
            assertThat(plaintext.length % 16).isZero();
            assertThat(plaintext[0]).isEqualTo((byte) 0xA0);
            assertThat(decode(1000, plaintext)).isEqualTo(bytes);
        }
        assertThat(decode(1000, encode(Compression.ZSTD, 64, TEXT))).isEqualTo(TEXT);
    }

    @Test
    void refusesMoreThanTheMaximumBeforeAnythingIsAllocated() {
        byte[] compressed = encode(Compression.ZSTD, 0, TEXT);
        assertFails(Reason.TOO_LARGE, 359, compressed);
        // A frame that declares 2^62 bytes: magic, single segment with an eight-byte size.
        byte[] bomb = HexFormat.of().parseHex("2001" + "28b52ffd" + "e0" + "0000000000000040" + "010000");
        assertFails(Reason.TOO_LARGE, Integer.MAX_VALUE, bomb);
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> encode(PlaintextEncoder.serialized(Compression.ZSTD, 359, 0), TEXT))
                .returns(Reason.TOO_LARGE, EnvelopeException::reason);
    }

    @Test
    void refusesDamagedFramesAndOtherCodecs() {
        byte[] compressed = encode(Compression.ZSTD, 0, TEXT);
        for (int length = 2; length < compressed.length; length++) {
            assertFails(Reason.MALFORMED, 1000, Arrays.copyOf(compressed, length));
        }
        byte[] withoutSize = streamed();
        assertFails(Reason.MALFORMED, 1000, withoutSize);
        assertFails(Reason.UNSUPPORTED, 1000, new byte[] {0x20, 2, 0});
        assertFails(Reason.MALFORMED, 1000, new byte[] {0x20});
        assertFails(Reason.MALFORMED, 1000, new byte[] {0x08, 'a'});
        assertFails(Reason.MALFORMED, 1000, new byte[] {0x60, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertFails(Reason.MALFORMED, 1000, new byte[] {0});
        assertFails(Reason.MALFORMED, 1000, new byte[0]);
    }

    @Test
    void refusesWhatIsNoBytes() {
        for (@Nullable Object value : new @Nullable Object[] {null, "text"}) {
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() -> encode(PlaintextEncoder.serialized(Compression.NONE, 10, 0), value))
                    .returns(Reason.TYPE_MISMATCH, EnvelopeException::reason);
        }
    }

    /** A valid frame of two blocks' worth of nothing that does not say how long its content is. */
    private static byte[] streamed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x20);
        bytes.write(1);
        bytes.writeBytes(HexFormat.of().parseHex("28b52ffd" + "00" + "58" + "010000"));
        byte[] frame = bytes.toByteArray();
        assertThat(Zstd.getFrameContentSize(frame, 2, frame.length - 2)).isNegative();
        return frame;
    }

    private static byte[] encode(Compression compression, int pad, byte[] bytes) {
        return encode(PlaintextEncoder.serialized(compression, 1000, pad), bytes);
    }

    private static byte[] encode(PlaintextEncoder encoder, @Nullable Object value) {
        PlaintextBuffer buffer = new PlaintextBuffer();
        encoder.encode(value, buffer);
        return Arrays.copyOf(buffer.array(), buffer.length());
    }

    private static byte[] decode(int largest, byte[] plaintext) {
        Object value = PlaintextDecoder.serialized(largest).decode(plaintext).value();
        assertThat(value).isInstanceOf(byte[].class);
        return (byte[]) java.util.Objects.requireNonNull(value);
    }

    private static void assertFails(Reason reason, int largest, byte[] plaintext) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> PlaintextDecoder.serialized(largest).decode(plaintext))
                .returns(reason, EnvelopeException::reason);
    }
}
