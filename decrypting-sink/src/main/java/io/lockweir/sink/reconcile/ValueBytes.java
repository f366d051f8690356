package io.lockweir.sink.reconcile;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Values as bytes, for digests: equal values of a type give equal bytes, and no two rows give the same ones, since each value
 * begins with a tag and all that has no fixed length with its length.
 */
final class ValueBytes {
    private static final int NULL = 0;
    private static final int VALUE = 1;
    private static final int UNFIT = 2;

    private byte[] bytes = new byte[1_024];
    private int size;

    /** Forgets everything and begins with a mark that tells uses apart. */
    void start(int use) {
        size = 0;
        number(use);
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Whether values of a type can be compared. */
    static boolean comparable(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN, INTEGER, LONG, FLOAT, DOUBLE, DATE, TIME, TIMESTAMP, TIMESTAMP_NANO, STRING -> true;
            case UUID, FIXED, BINARY, DECIMAL -> true;
            case LIST -> comparable(type.asListType().elementType());
            case MAP ->
                comparable(type.asMapType().keyType())
                        && comparable(type.asMapType().valueType());
            case STRUCT -> type.asStructType().fields().stream().allMatch(field -> comparable(field.type()));
            default -> false;
        };
    }

    void add(Type type, @Nullable Object value) {
        if (value == null) {
            tag(NULL);
        } else if (value instanceof Unfit unfit) {
            tag(UNFIT);
            block(unfit.text().getBytes(StandardCharsets.UTF_8));
        } else {
            tag(VALUE);
            present(type, value);
        }
    }

    private void present(Type type, Object value) {
        switch (type.typeId()) {
            case BOOLEAN -> tag((Boolean) value ? 1 : 0);
            case INTEGER, LONG -> number(((Number) value).longValue());
            case FLOAT -> number(Float.floatToIntBits((Float) value));
            case DOUBLE -> number(Double.doubleToLongBits((Double) value));
            case DATE -> number(((LocalDate) value).toEpochDay());
            case TIME -> number(((LocalTime) value).toNanoOfDay());
            case TIMESTAMP, TIMESTAMP_NANO -> time(value);
            case STRING -> block(value.toString().getBytes(StandardCharsets.UTF_8));
            case UUID -> {
                number(((UUID) value).getMostSignificantBits());
                number(((UUID) value).getLeastSignificantBits());
            }
            case FIXED, BINARY -> binary(value);
            case DECIMAL -> {
                number(((BigDecimal) value).scale());
                block(((BigDecimal) value).unscaledValue().toByteArray());
            }
            case LIST -> list(type.asListType(), (List<?>) value);
            case MAP -> map(type.asMapType(), (Map<?, ?>) value);
            case STRUCT -> struct(type.asStructType(), (StructLike) value);
            default -> throw new IllegalArgumentException("Values of " + type + " are not compared");
        }
    }

    private void time(Object value) {
        LocalDateTime utc = value instanceof OffsetDateTime instant
                ? instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : (LocalDateTime) value;
        number(utc.toLocalDate().toEpochDay());
        number(utc.toLocalTime().toNanoOfDay());
    }

    private void binary(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            block(copy);
        } else {
            block((byte[]) value);
        }
    }

    private void list(Types.ListType type, List<?> values) {
        number(values.size());
        values.forEach(value -> add(type.elementType(), value));
    }

    /** The order of a map's entries means nothing. */
    private void map(Types.MapType type, Map<?, ?> entries) {
        number(entries.size());
        int begin = size;
        byte[][] encoded = new byte[entries.size()][];
        int next = 0;
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            int start = size;
            add(type.keyType(), entry.getKey());
            add(type.valueType(), entry.getValue());
            encoded[next++] = Arrays.copyOfRange(bytes, start, size);
        }
        Arrays.sort(encoded, Arrays::compareUnsigned);
        size = begin;
        for (byte[] entry : encoded) {
            raw(entry);
        }
    }

    private void struct(Types.StructType type, StructLike values) {
        List<Types.NestedField> fields = type.fields();
        for (int i = 0; i < fields.size(); i++) {
            add(fields.get(i).type(), values.get(i, Object.class));
        }
    }

    private void tag(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    private void number(long value) {
        room(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(size, value);
        size += Long.BYTES;
    }

    private void block(byte[] value) {
        number(value.length);
        raw(value);
    }

    private void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
