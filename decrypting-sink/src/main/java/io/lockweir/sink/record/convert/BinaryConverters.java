package io.lockweir.sink.record.convert;

import java.nio.ByteBuffer;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Byte strings, given as {@code byte[]} or {@link ByteBuffer}. */
final class BinaryConverters {
    private BinaryConverters() {}

    static @Nullable Converter compile(Target target, Type type) {
        return switch (type.typeId()) {
            case BINARY ->
                value -> value instanceof ByteBuffer buffer ? buffer.duplicate() : ByteBuffer.wrap((byte[]) value);
            case FIXED -> {
                int length = ((Types.FixedType) type).length();
                yield value -> fixed(target, length, value);
            }
            default -> null;
        };
    }

    private static byte[] fixed(Target target, int length, Object value) {
        byte[] bytes = value instanceof ByteBuffer buffer ? copy(buffer) : (byte[]) value;
        if (bytes.length != length) {
            throw target.outOfRange("another length");
        }
        return bytes;
    }

    static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
