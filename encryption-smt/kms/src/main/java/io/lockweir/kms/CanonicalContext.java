package io.lockweir.kms;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A context as associated data, for services that take bytes: for each entry in the order of the names, {@code u32 length ‖ UTF-8} of
 * the name, then of the value, big-endian. Frozen: wrapped data keys depend on it.
 */
public final class CanonicalContext {

    private CanonicalContext() {}

    public static byte[] bytes(Map<String, String> context) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TreeMap<>(context).forEach((name, value) -> {
            write(out, name);
            write(out, value);
        });
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        out.writeBytes(utf8);
    }
}
