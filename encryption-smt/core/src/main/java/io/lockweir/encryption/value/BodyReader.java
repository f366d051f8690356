package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads bodies and items, along a schema where there is one ({@code ANY} where not). Stateless. */
final class BodyReader {
    private BodyReader() {}

    static @Nullable Object body(ValueType type, ValueSchema schema, PlaintextReader reader, int depth) {
        return switch (type) {
            case ARRAY -> array(schema, reader, deeper(depth));
            case MAP -> map(schema, reader, deeper(depth));
            case STRUCT ->
                schema.type() == ValueType.STRUCT
                        ? struct(schema, reader, deeper(depth))
                        : namedValues(reader, deeper(depth));
            default -> scalar(type, reader, reader.left());
        };
    }

    static @Nullable Object scalar(ValueType type, PlaintextReader reader, int count) {
        return switch (type) {
            case NULL -> null;
            case BOOLEAN -> reader.bool();
            case INT8 -> (byte) reader.u8();
            case INT16 -> (short) reader.u16();
            case INT32, DATE, TIME -> reader.i32();
            case INT64, TIMESTAMP -> reader.i64();
            case FLOAT32 -> Float.intBitsToFloat(reader.i32());
            case FLOAT64 -> Double.longBitsToDouble(reader.i64());
            case STRING -> reader.text(count);
            case BYTES -> reader.raw(count);
            case DECIMAL -> reader.decimal(count);
            case UUID -> reader.uuid();
            case SERIALIZED -> serialized(reader);
            default -> throw Plaintext.malformed("has a scalar of type " + type);
        };
    }

    private static byte[] serialized(PlaintextReader reader) {
        if (reader.u8() != Plaintext.CODEC_NONE) {
            throw new EnvelopeException(
                    Reason.UNSUPPORTED, "The plaintext is compressed with a codec this version does not read");
        }
        return reader.raw(reader.left());
    }

    private static @Nullable Object item(ValueSchema schema, PlaintextReader reader, int depth) {
        int code = reader.u8();
        ValueType type = ValueType.ofCode(code);
        if (type == null || type == ValueType.UUID || type == ValueType.SERIALIZED) {
            throw Plaintext.malformed("has an item of an impossible type");
        }
        if (type != ValueType.NULL && schema.type() != ValueType.ANY && schema.type() != type) {
            throw new EnvelopeException(
                    Reason.TYPE_MISMATCH,
                    "An item of type " + type + " was encrypted where the schema expects " + schema.type());
        }
        boolean lengthPrefixed = type == ValueType.STRING || type == ValueType.BYTES || type == ValueType.DECIMAL;
        return lengthPrefixed ? scalar(type, reader, reader.length()) : body(type, schema, reader, depth);
    }

    private static List<@Nullable Object> array(ValueSchema schema, PlaintextReader reader, int depth) {
        int count = reader.count(reader.i32(), 1);
        ValueSchema element = child(schema, 0);
        List<@Nullable Object> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item(element, reader, depth));
        }
        return items;
    }

    private static Map<@Nullable Object, @Nullable Object> map(ValueSchema schema, PlaintextReader reader, int depth) {
        int count = reader.count(reader.i32(), 2);
        ValueSchema keys = child(schema, 0);
        ValueSchema values = child(schema, 1);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(item(keys, reader, depth), item(values, reader, depth));
        }
        if (map.size() != count) {
            throw Plaintext.malformed("has a map with a key twice");
        }
        return map;
    }

    private static @Nullable Object[] struct(ValueSchema schema, PlaintextReader reader, int depth) {
        List<ValueSchema.Child> children = schema.children();
        if (reader.u16() != children.size()) {
            throw otherFields();
        }
        @Nullable Object[] values = new @Nullable Object[children.size()];
        for (int i = 0; i < values.length; i++) {
            ValueSchema.Child child = children.get(i);
            if (!reader.text(reader.u16()).equals(child.name())) {
                throw otherFields();
            }
            values[i] = item(child.schema(), reader, depth);
        }
        return values;
    }

    private static Map<String, @Nullable Object> namedValues(PlaintextReader reader, int depth) {
        int count = reader.count(reader.u16(), 3);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(reader.text(reader.u16()), item(ValueSchema.any(), reader, depth));
        }
        if (values.size() != count) {
            throw Plaintext.malformed("has a struct with a field twice");
        }
        return values;
    }

    private static ValueSchema child(ValueSchema schema, int index) {
        return schema.type() == ValueType.ANY
                ? schema
                : schema.children().get(index).schema();
    }

    private static EnvelopeException otherFields() {
        return new EnvelopeException(
                Reason.TYPE_MISMATCH, "A struct was encrypted with other fields than the schema beside it has");
    }

    private static int deeper(int depth) {
        if (depth == Plaintext.MAX_DEPTH) {
            throw Plaintext.malformed("nests deeper than " + Plaintext.MAX_DEPTH + " containers");
        }
        return depth + 1;
    }
}
