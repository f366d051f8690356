package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.value.CqlDuration;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Types without parts: the table of docs/cassandra.md.
 *
 * <p>Names and meaning of the schemas are Debezium's (<a
 * href="https://debezium.io/documentation/reference/stable/connectors/cassandra.html#cassandra-data-types">data types</a>), except for what loses
 * nothing here: a {@code varint} is a decimal of scale 0, a {@code duration} keeps its three numbers.
 */
final class NativeTypes {
    private static final Schema DECIMAL = SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .version(1)
            .optional()
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();
    private static final Schema DURATION = SchemaBuilder.struct()
            .name("io.lockweir.cassandra.Duration")
            .version(1)
            .optional()
            .field("months", Schema.INT32_SCHEMA)
            .field("days", Schema.INT32_SCHEMA)
            .field("nanoseconds", Schema.INT64_SCHEMA)
            .build();
    private static final Schema VARINT = Decimal.builder(0).optional().build();

    private NativeTypes() {}

    static ConnectType of(Native type) {
        return switch (type) {
            case ASCII, TEXT -> new ConnectType(type, Schema.OPTIONAL_STRING_SCHEMA, value -> value, Slice::toUtf8);
            case EMPTY -> new ConnectType(type, Schema.OPTIONAL_BYTES_SCHEMA, NativeTypes::bytes);
            case BLOB ->
                new ConnectType(
                        type,
                        Schema.OPTIONAL_BYTES_SCHEMA,
                        NativeTypes::bytes,
                        bytes -> ByteBuffer.wrap(bytes.toByteArray()));
            case BOOLEAN -> new ConnectType(type, Schema.OPTIONAL_BOOLEAN_SCHEMA, value -> value);
            case TINYINT -> new ConnectType(type, Schema.OPTIONAL_INT8_SCHEMA, value -> value);
            case SMALLINT -> new ConnectType(type, Schema.OPTIONAL_INT16_SCHEMA, value -> value);
            case INT ->
                new ConnectType(
                        type,
                        Schema.OPTIONAL_INT32_SCHEMA,
                        value -> value,
                        bytes -> bytes.length() == Integer.BYTES ? bytes.intAt(0) : null);
            case BIGINT ->
                new ConnectType(
                        type,
                        Schema.OPTIONAL_INT64_SCHEMA,
                        value -> value,
                        bytes -> bytes.length() == Long.BYTES ? bytes.longAt(0) : null);
            case COUNTER -> new ConnectType(type, Schema.OPTIONAL_INT64_SCHEMA, value -> value);
            case VARINT -> new ConnectType(type, VARINT, value -> new BigDecimal((BigInteger) value));
            case DECIMAL -> new ConnectType(type, DECIMAL, value -> decimal((BigDecimal) value), NativeTypes::decimal);
            case FLOAT ->
                new ConnectType(
                        type,
                        Schema.OPTIONAL_FLOAT32_SCHEMA,
                        value -> value,
                        bytes -> bytes.length() == Float.BYTES ? Float.intBitsToFloat(bytes.intAt(0)) : null);
            case DOUBLE ->
                new ConnectType(
                        type,
                        Schema.OPTIONAL_FLOAT64_SCHEMA,
                        value -> value,
                        bytes -> bytes.length() == Double.BYTES ? Double.longBitsToDouble(bytes.longAt(0)) : null);
            case DATE ->
                new ConnectType(
                        type,
                        semantic(SchemaBuilder.int32(), "io.debezium.time.Date"),
                        value -> Math.toIntExact(((LocalDate) value).toEpochDay()),
                        // 1970-01-01 stands in the middle of the unsigned numbers.
                        bytes -> bytes.length() == Integer.BYTES ? bytes.intAt(0) - Integer.MIN_VALUE : null);
            case TIME ->
                new ConnectType(
                        type,
                        semantic(SchemaBuilder.int64(), "io.debezium.time.NanoTime"),
                        value -> ((LocalTime) value).toNanoOfDay());
            case TIMESTAMP ->
                new ConnectType(
                        type,
                        semantic(SchemaBuilder.int64(), "io.debezium.time.Timestamp"),
                        value -> ((Instant) value).toEpochMilli(),
                        bytes -> bytes.length() == Long.BYTES ? bytes.longAt(0) : null);
            case TIMEUUID, UUID ->
                new ConnectType(
                        type,
                        semantic(SchemaBuilder.string(), "io.debezium.data.Uuid"),
                        Object::toString,
                        bytes -> bytes.length() == 2 * Long.BYTES
                                ? new UUID(bytes.longAt(0), bytes.longAt(Long.BYTES)).toString()
                                : null);
            case INET ->
                new ConnectType(type, Schema.OPTIONAL_STRING_SCHEMA, value -> ((InetAddress) value).getHostAddress());
            case DURATION -> new ConnectType(type, DURATION, value -> duration((CqlDuration) value));
        };
    }

    private static Schema semantic(SchemaBuilder builder, String name) {
        return builder.name(name).version(1).optional().build();
    }

    /** In an array of its own: what the decoder returns is a view of a large chunk of the log. */
    static Object bytes(Object value) {
        ByteBuffer view = ((ByteBuffer) value).duplicate();
        byte[] copy = new byte[view.remaining()];
        view.get(copy);
        return ByteBuffer.wrap(copy);
    }

    /** The scale in four bytes, then the unscaled value, maybe in more bytes than it needs. */
    private static @Nullable Object decimal(Slice bytes) {
        int last = bytes.length() - 1;
        int from = Integer.BYTES;
        if (last < from) {
            return null;
        }
        while (from < last && bytes.at(from) == bytes.at(from + 1) >> (Byte.SIZE - 1)) {
            from++;
        }
        return EventStruct.of(
                DECIMAL,
                bytes.intAt(0),
                bytes.slice(from, bytes.length() - from).toByteArray());
    }

    private static Struct decimal(BigDecimal value) {
        return EventStruct.of(DECIMAL, value.scale(), value.unscaledValue().toByteArray());
    }

    private static Struct duration(CqlDuration value) {
        return EventStruct.of(DURATION, value.months(), value.days(), value.nanoseconds());
    }
}
