package io.lockweir.reference.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The notation of the page's first section. */
final class Bytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code L(s)}. */
    static Bytes label(String s) {
        return new Bytes().add(utf8("lockweir/1 " + s)).u8(0);
    }

    Bytes add(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    Bytes u8(int value) {
        bytes.write(value);
        return this;
    }

    Bytes u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    Bytes u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    Bytes u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    Bytes lp(String text) {
        byte[] encoded = utf8(text);
        return u16(encoded.length).add(encoded);
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
