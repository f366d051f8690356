package io.lockweir.connect.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What Debezium writes in place of a large column that an update left unchanged ({@code unavailable.value.placeholder}). It
 * holds nothing of the row, and whoever merges updates must see it without a key: it stays clear, and a reader accepts it, and
 * nothing else in clear, where ciphertext is expected. Only text and bytes, also as an element that a path such as {@code a[*]}
 * names; in a field that is encrypted as a whole array, map or struct it is encrypted like any value.
 */
final class Placeholder {
    private final String text;
    private final byte[] bytes;

    Placeholder(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether columns of this type can hold it. */
    static boolean possible(Schema schema) {
        return schema.type() == Schema.Type.STRING
                || (schema.type() == Schema.Type.BYTES && !Decimal.LOGICAL_NAME.equals(schema.name()));
    }

    /** Whether it is the placeholder, as text or bytes. An empty placeholder is none. */
    boolean is(@Nullable Object value) {
        if (bytes.length == 0) {
            return false;
        }
        if (value instanceof String string) {
            return text.equals(string);
        }
        if (value instanceof byte[] array) {
            return Arrays.equals(bytes, array);
        }
        return value instanceof ByteBuffer buffer && buffer.equals(ByteBuffer.wrap(bytes));
    }

    /** The placeholder as a value of a type. */
    Object as(Schema.Type type) {
        return type == Schema.Type.BYTES ? bytes.clone() : text;
    }
}
