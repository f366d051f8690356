package io.lockweir.encryption.keys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes {@code lp(utf8 name)} of a scope. */
final class ScopeName {
    private ScopeName() {}

    static void write(String name, ByteArrayOutputStream target) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("A namespace or join domain name holds a lone surrogate; rename it");
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0xFFFF) {
            throw new IllegalArgumentException("A namespace or join domain name is longer than 65535 bytes of UTF-8");
        }
        target.write(utf8.length >>> 8);
        target.write(utf8.length);
        target.writeBytes(utf8);
    }
}
