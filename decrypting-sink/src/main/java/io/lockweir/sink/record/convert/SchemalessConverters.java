package io.lockweir.sink.record.convert;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.sink.record.ColumnRules;
import io.lockweir.sink.record.ReasonCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Converters for values without a schema: the column's type is known, the value's class is looked at each time. A number
 * has no unit here, so dates and times come as ISO 8601 text, or as dates once decrypted; a binary floating point number
 * never becomes a decimal.
 */
public final class SchemalessConverters {
    private static final long MAX_EXACT_DOUBLE = 1L << 53;

    private final UnavailableValue unavailable;

    private final Set<String> encrypted;
    private final Columns columns;

    /**
     * @param unavailable what to do with a source's placeholders in fields of structures and rows
     * @param encrypted paths of fields that arrived encrypted; without schema, ciphertext anywhere else shows by its form only
     */
    public SchemalessConverters(UnavailableValue unavailable, Set<String> encrypted) {
        this(unavailable, encrypted, new Columns(ColumnRules.EXACT));
    }

    /** @param columns finds those of fields */
    public SchemalessConverters(UnavailableValue unavailable, Set<String> encrypted, Columns columns) {
        this.unavailable = unavailable;
        this.columns = columns;
        this.encrypted = Set.copyOf(encrypted);
    }

    UnavailableValue unavailable() {
        return unavailable;
    }

    Columns columns() {
        return columns;
    }

    /** A converter for values of the field; whether they fit shows with each value. */
    public Converter compile(String field, Type type) {
        Target target = new Target(field, type);
        return switch (type.typeId()) {
            case BOOLEAN -> value -> value instanceof Boolean ? value : refuse(target, value);
            case INTEGER ->
                value -> {
                    long number = integer(target, value);
                    if (number != (int) number) {
                        throw target.outOfRange("too large");
                    }
                    return (int) number;
                };
            case LONG -> value -> integer(target, value);
            case FLOAT -> value -> floating(target, value);
            case DOUBLE -> value -> doubleOf(target, value);
            case DECIMAL -> decimal(target, (Types.DecimalType) type);
            case STRING -> expectClear(target, text(target, type));
            case UUID -> text(target, type);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_NANO -> time(target, type);
            case BINARY, FIXED -> expectClear(target, binary(target, type));
            case LIST -> list(target, type.asListType());
            case MAP -> map(target, type.asMapType());
            case STRUCT -> SchemalessStructConverter.compile(this, field, type.asStructType(), Set.of());
            default -> throw target.incompatible("A value without schema");
        };
    }

    private Converter expectClear(Target target, Converter converter) {
        return encrypted.stream().anyMatch(path -> Paths.within(path, target.field()))
                ? converter
                : value -> {
                    if (looksEncrypted(value)) {
                        throw new Refusal(
                                ReasonCode.UNEXPECTED_CIPHERTEXT,
                                target.field(),
                                "The value has the form of a ciphertext; name the field in a policy");
                    }
                    return converter.convert(value);
                };
    }

    private static boolean looksEncrypted(Object value) {
        return value instanceof String text
                ? EncryptionEngine.looksLikeEnvelope(text)
                : value instanceof byte[] bytes && EncryptionEngine.looksLikeEnvelope(bytes);
    }

    private static Object refuse(Target target, Object value) {
        throw target.incompatible("A schemaless value of " + value.getClass());
    }

    private static long integer(Target target, Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger big) {
            if (big.bitLength() >= Long.SIZE) {
                throw target.outOfRange("too large");
            }
            return big.longValue();
        }
        throw target.incompatible("A schemaless value of " + value.getClass());
    }

    private static double doubleOf(Target target, Object value) {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        long number = integer(target, value);
        if (Math.abs(number) > MAX_EXACT_DOUBLE || number == Long.MIN_VALUE) {
            throw target.outOfRange("not exact as a floating point number");
        }
        return number;
    }

    private static float floating(Target target, Object value) {
        double number = doubleOf(target, value);
        if ((double) (float) number != number && !Double.isNaN(number)) {
            throw target.outOfRange("not exact as a floating point number");
        }
        return (float) number;
    }

    private static Converter decimal(Target target, Types.DecimalType type) {
        Converter text = converter(TextConverters.compile(target, type), target);
        return value -> {
            if (value instanceof BigDecimal number) {
                return NumberConverters.decimal(target, type, number);
            }
            return value instanceof String
                    ? text.convert(value)
                    : NumberConverters.decimal(target, type, BigDecimal.valueOf(integer(target, value)));
        };
    }

    private static Converter text(Target target, Type type) {
        Converter text = converter(TextConverters.compile(target, type), target);
        boolean uuid = type.typeId() == Type.TypeID.UUID;
        return value -> value instanceof String || (uuid && value instanceof java.util.UUID)
                ? text.convert(value)
                : refuse(target, value);
    }

    private static Converter time(Target target, Type type) {
        Converter text = converter(TextConverters.compile(target, type), target);
        Schema connect = switch (type.typeId()) {
            case DATE -> org.apache.kafka.connect.data.Date.SCHEMA;
            case TIME -> org.apache.kafka.connect.data.Time.SCHEMA;
            default -> org.apache.kafka.connect.data.Timestamp.SCHEMA;
        };
        Converter date = converter(TemporalConverters.compile(target, connect, type), target);
        return value -> {
            if (value instanceof Date) {
                return date.convert(value);
            }
            return value instanceof String ? text.convert(value) : refuse(target, value);
        };
    }

    private static Converter binary(Target target, Type type) {
        Converter bytes = converter(BinaryConverters.compile(target, type), target);
        return value ->
                value instanceof byte[] || value instanceof ByteBuffer ? bytes.convert(value) : refuse(target, value);
    }

    private Converter list(Target target, Types.ListType type) {
        String field = Paths.element(target.field());
        Converter converter = new ListConverter(
                compile(field, type.elementType()), new Target(field, type.elementType()), type.isElementOptional());
        return value -> value instanceof Collection ? converter.convert(value) : refuse(target, value);
    }

    private Converter map(Target target, Types.MapType type) {
        String key = Paths.mapKey(target.field());
        String item = Paths.mapValue(target.field());
        Converter converter = new MapConverter(
                compile(key, type.keyType()),
                new Target(key, type.keyType()),
                compile(item, type.valueType()),
                new Target(item, type.valueType()),
                type.isValueOptional());
        return value -> value instanceof Map ? converter.convert(value) : refuse(target, value);
    }

    private static Converter converter(@Nullable Converter converter, Target target) {
        if (converter == null) {
            throw target.incompatible("A value without schema");
        }
        return converter;
    }
}
