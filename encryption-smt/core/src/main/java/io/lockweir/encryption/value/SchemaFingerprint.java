package io.lockweir.encryption.value;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/** The canonical form {@code D} of a schema and its hash. Frozen. */
final class SchemaFingerprint {
    static final int LENGTH = 8;

    private SchemaFingerprint() {}

    static byte[] of(ValueSchema schema) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        write(schema, form);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(form.toByteArray());
            return Arrays.copyOf(hash, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Refuses a name or parameter that has no form. */
    static void checkText(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "A schema's name or parameter holds a lone surrogate and has no UTF-8 form");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > 0xFFFF) {
            throw new IllegalArgumentException("A schema's name or parameter is longer than 65535 bytes of UTF-8");
        }
    }

    private static void write(ValueSchema schema, ByteArrayOutputStream form) {
        form.write(schema.type().code());
        String name = schema.name();
        prefixed(name == null ? "" : name, form);
        Integer version = schema.version();
        u32(version == null ? 0 : version, form);
        u16(schema.parameters().size(), form);
        schema.parameters().entrySet().stream()
                .sorted(Comparator.comparing(
                        (Map.Entry<String, String> entry) -> entry.getKey().getBytes(StandardCharsets.UTF_8),
                        Arrays::compareUnsigned))
                .forEach(entry -> {
                    prefixed(entry.getKey(), form);
                    prefixed(entry.getValue(), form);
                });
        if (schema.type().nested()) {
            u16(schema.children().size(), form);
            for (ValueSchema.Child child : schema.children()) {
                prefixed(child.name(), form);
                form.write(child.optional() ? 1 : 0);
                write(child.schema(), form);
            }
        }
    }

    private static void prefixed(String text, ByteArrayOutputStream form) {
        checkText(text);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        u16(utf8.length, form);
        form.writeBytes(utf8);
    }

    private static void u32(int number, ByteArrayOutputStream form) {
        form.write(number >>> 24);
        form.write(number >>> 16);
        form.write(number >>> 8);
        form.write(number);
    }

    private static void u16(int number, ByteArrayOutputStream form) {
        if (number > 0xFFFF) {
            throw new IllegalArgumentException("A schema has more than 65535 children or parameters");
        }
        form.write(number >>> 8);
        form.write(number);
    }
}
