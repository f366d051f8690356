package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Which Java class carries which type at the border. */
final class JavaTypes {
    private JavaTypes() {}

    /** The type a value is written with: the schema's, or by its class where the schema is ANY. */
    static ValueType actual(ValueSchema schema, Object value) {
        return schema.type() == ValueType.ANY ? ofClass(value) : schema.type();
    }

    static EnvelopeException mismatch(ValueType type, Object value) {
        return new EnvelopeException(
                Reason.TYPE_MISMATCH,
                "A value of type " + type + " is declared, but a "
                        + value.getClass().getName() + " was given");
    }

    private static ValueType ofClass(Object value) {
        if (value instanceof String) {
            return ValueType.STRING;
        } else if (value instanceof Number number) {
            return ofNumber(number);
        } else if (value instanceof Boolean) {
            return ValueType.BOOLEAN;
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            return ValueType.BYTES;
        } else if (value instanceof List) {
            return ValueType.ARRAY;
        } else if (value instanceof Map) {
            return ValueType.MAP;
        }
        throw noType(value);
    }

    private static ValueType ofNumber(Number number) {
        if (number instanceof Long) {
            return ValueType.INT64;
        } else if (number instanceof Integer) {
            return ValueType.INT32;
        } else if (number instanceof Double) {
            return ValueType.FLOAT64;
        } else if (number instanceof BigDecimal) {
            return ValueType.DECIMAL;
        } else if (number instanceof Float) {
            return ValueType.FLOAT32;
        } else if (number instanceof Short) {
            return ValueType.INT16;
        } else if (number instanceof Byte) {
            return ValueType.INT8;
        }
        throw noType(number);
    }

    private static EnvelopeException noType(Object value) {
        return new EnvelopeException(
                Reason.TYPE_MISMATCH,
                "A " + value.getClass().getName() + " has no type of its own; describe it with a schema");
    }
}
