package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes bodies and items. Stateless. */
final class BodyWriter {
    private BodyWriter() {}

    static void body(ValueType type, ValueSchema schema, Object value, PlaintextBuffer buffer, int depth) {
        switch (type) {
            case ARRAY -> array(schema, value, buffer, depth + 1);
            case MAP -> map(schema, value, buffer, depth + 1);
            case STRUCT -> struct(schema, value, buffer, depth + 1);
            default -> scalar(type, value, buffer);
        }
    }

    static void scalar(ValueType type, Object value, PlaintextBuffer buffer) {
        try {
            switch (type) {
                case BOOLEAN -> buffer.u8((Boolean) value ? 1 : 0);
                case INT8 -> buffer.u8((Byte) value);
                case INT16 -> buffer.u16((Short) value);
                case INT32, DATE, TIME -> buffer.i32((Integer) value);
                case INT64, TIMESTAMP -> buffer.i64((Long) value);
                case FLOAT32 -> buffer.i32(Float.floatToRawIntBits((Float) value));
                case FLOAT64 -> buffer.i64(Double.doubleToRawLongBits((Double) value));
                case STRING -> buffer.utf8((String) value);
                case BYTES -> bytes(value, buffer);
                case DECIMAL -> decimal((BigDecimal) value, buffer);
                case UUID -> uuid((UUID) value, buffer);
                case SERIALIZED -> {
                    buffer.u8(Plaintext.CODEC_NONE);
                    bytes(value, buffer);
                }
                default -> throw JavaTypes.mismatch(type, value);
            }
        } catch (ClassCastException e) {
            throw JavaTypes.mismatch(type, value);
        }
    }

    private static void item(ValueSchema schema, @Nullable Object value, PlaintextBuffer buffer, int depth) {
        if (value == null) {
            buffer.u8(ValueType.NULL.code());
            return;
        }
        ValueType type = JavaTypes.actual(schema, value);
        if (type == ValueType.SERIALIZED || type == ValueType.UUID) {
            throw new EnvelopeException(
                    Reason.TYPE_MISMATCH, "A value of type " + type + " cannot stand inside another");
        }
        buffer.u8(type.code());
        if (type == ValueType.STRING || type == ValueType.BYTES || type == ValueType.DECIMAL) {
            int start = buffer.openLength();
            scalar(type, value, buffer);
            buffer.closeLength(start);
        } else {
            body(type, schema, value, buffer, depth);
        }
    }

    private static void array(ValueSchema schema, Object value, PlaintextBuffer buffer, int depth) {
        checkDepth(depth);
        if (!(value instanceof List<?> list)) {
            throw JavaTypes.mismatch(ValueType.ARRAY, value);
        }
        buffer.i32(list.size());
        ValueSchema element = child(schema, 0);
        for (Object each : list) {
            item(element, each, buffer, depth);
        }
    }

    private static void map(ValueSchema schema, Object value, PlaintextBuffer buffer, int depth) {
        checkDepth(depth);
        if (!(value instanceof Map<?, ?> map)) {
            throw JavaTypes.mismatch(ValueType.MAP, value);
        }
        buffer.i32(map.size());
        ValueSchema keys = child(schema, 0);
        ValueSchema values = child(schema, 1);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            item(keys, entry.getKey(), buffer, depth);
            item(values, entry.getValue(), buffer, depth);
        }
    }

    private static void struct(ValueSchema schema, Object value, PlaintextBuffer buffer, int depth) {
        checkDepth(depth);
        List<ValueSchema.Child> children = schema.children();
        if (!(value instanceof Object[] values)) {
            throw JavaTypes.mismatch(ValueType.STRUCT, value);
        }
        if (values.length != children.size()) {
            throw new EnvelopeException(
                    Reason.TYPE_MISMATCH,
                    "A struct of " + children.size() + " fields is declared, but " + values.length
                            + " values were given");
        }
        buffer.u16(values.length);
        for (int i = 0; i < values.length; i++) {
            ValueSchema.Child child = children.get(i);
            buffer.name(child.name());
            item(child.schema(), values[i], buffer, depth);
        }
    }

    private static ValueSchema child(ValueSchema schema, int index) {
        return schema.type() == ValueType.ANY
                ? schema
                : schema.children().get(index).schema();
    }

    private static void bytes(Object value, PlaintextBuffer buffer) {
        if (value instanceof byte[] array) {
            buffer.raw(array);
        } else {
            ByteBuffer view = ((ByteBuffer) value).duplicate();
            byte[] copy = new byte[view.remaining()];
            view.get(copy);
            buffer.raw(copy);
        }
    }

    private static void decimal(BigDecimal value, PlaintextBuffer buffer) {
        buffer.i32(value.scale());
        buffer.raw(value.unscaledValue().toByteArray());
    }

    private static void uuid(UUID value, PlaintextBuffer buffer) {
        buffer.i64(value.getMostSignificantBits());
        buffer.i64(value.getLeastSignificantBits());
    }

    private static void checkDepth(int depth) {
        if (depth > Plaintext.MAX_DEPTH) {
            throw new EnvelopeException(
                    Reason.TOO_LARGE, "The value nests deeper than " + Plaintext.MAX_DEPTH + " containers");
        }
    }
}
