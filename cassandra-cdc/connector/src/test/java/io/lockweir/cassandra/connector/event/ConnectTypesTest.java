package io.lockweir.cassandra.connector.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.type.UserDefinedTypeBuilder;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Field;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.value.CqlValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of types of docs/cassandra.md, on bytes that Cassandra's own driver wrote. */
final class ConnectTypesTest {
    private static final UUID RANDOM = UUID.fromString("50554d6e-29bb-41e5-b345-feff819cdc9f");
    private static final UUID TIMED = UUID.fromString("50554d6e-29bb-11e5-b345-feff819cdc9f");

    static List<Arguments> values() throws Exception {
        List<Arguments> all = new ArrayList<>();
        add(all, Native.ASCII, DataTypes.ASCII, "a", "a");
        add(all, Native.TEXT, DataTypes.TEXT, "ü€😀", "ü€😀");
        add(all, Native.BLOB, DataTypes.BLOB, bytes(1, -1), bytes(1, -1));
        add(all, Native.BOOLEAN, DataTypes.BOOLEAN, true, true);
        add(all, Native.TINYINT, DataTypes.TINYINT, Byte.MIN_VALUE, Byte.MIN_VALUE);
        add(all, Native.SMALLINT, DataTypes.SMALLINT, Short.MIN_VALUE, Short.MIN_VALUE);
        add(all, Native.INT, DataTypes.INT, Integer.MIN_VALUE, Integer.MIN_VALUE);
        add(all, Native.BIGINT, DataTypes.BIGINT, Long.MAX_VALUE, Long.MAX_VALUE);
        BigInteger large = BigInteger.TEN.pow(60).negate();
        add(all, Native.VARINT, DataTypes.VARINT, large, new BigDecimal(large));
        add(all, Native.FLOAT, DataTypes.FLOAT, Float.NaN, Float.NaN);
        add(all, Native.DOUBLE, DataTypes.DOUBLE, -0.0, -0.0);
        add(all, Native.DATE, DataTypes.DATE, LocalDate.ofEpochDay(Integer.MIN_VALUE), Integer.MIN_VALUE);
        add(all, Native.DATE, DataTypes.DATE, LocalDate.ofEpochDay(Integer.MAX_VALUE), Integer.MAX_VALUE);
        add(all, Native.TIME, DataTypes.TIME, LocalTime.MAX, LocalTime.MAX.toNanoOfDay());
        add(all, Native.TIMESTAMP, DataTypes.TIMESTAMP, Instant.ofEpochMilli(-1), -1L);
        add(all, Native.TIMESTAMP, DataTypes.TIMESTAMP, Instant.ofEpochMilli(Long.MIN_VALUE), Long.MIN_VALUE);
        add(all, Native.UUID, DataTypes.UUID, RANDOM, RANDOM.toString());
        add(all, Native.TIMEUUID, DataTypes.TIMEUUID, TIMED, TIMED.toString());
        add(all, Native.INET, DataTypes.INET, InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), "10.0.0.1");
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        add(all, Native.INET, DataTypes.INET, InetAddress.getByAddress(loopback), "0:0:0:0:0:0:0:1");
        add(all, list(Native.INT), DataTypes.frozenListOf(DataTypes.INT), List.of(2, 1), List.of(2, 1));
        add(all, list(Native.INT), DataTypes.frozenListOf(DataTypes.INT), List.of(), List.of());
        add(
                all,
                new CqlType.SetOf(list(Native.TEXT), Frozen.YES),
                DataTypes.frozenSetOf(DataTypes.frozenListOf(DataTypes.TEXT)),
                Set.of(List.of("a", "")),
                List.of(List.of("a", "")));
        add(
                all,
                new CqlType.MapOf(Native.TEXT, list(Native.DATE), Frozen.YES),
                DataTypes.frozenMapOf(DataTypes.TEXT, DataTypes.frozenListOf(DataTypes.DATE)),
                Map.of("k", List.of(LocalDate.ofEpochDay(3))),
                Map.of("k", List.of(3)));
        add(
                all,
                new CqlType.Vector(Native.FLOAT, 2),
                DataTypes.vectorOf(DataTypes.FLOAT, 2),
                CqlVector.newInstance(1.5f, -2f),
                List.of(1.5f, -2f));
        add(
                all,
                new CqlType.Vector(Native.TEXT, 2),
                DataTypes.vectorOf(DataTypes.TEXT, 2),
                CqlVector.newInstance("a", "bc"),
                List.of("a", "bc"));
        return all;
    }

    private static void add(List<Arguments> all, CqlType type, DataType driver, Object value, Object expected) {
        all.add(Arguments.of(type, driver, value, expected));
    }

    private static CqlType list(CqlType element) {
        return new CqlType.ListOf(element, Frozen.YES);
    }

    private static ByteBuffer bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteBuffer.wrap(bytes);
    }

    private static Slice encoded(DataType type, Object value) {
        TypeCodec<Object> codec = CodecRegistry.DEFAULT.codecFor(type);
        ByteBuffer buffer = Objects.requireNonNull(codec.encode(value, ProtocolVersion.V5));
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return Slice.of(copy);
    }

    /** Of the bytes in a record that is valid by its schema. */
    private static @Nullable Object converted(CqlType type, Slice bytes) {
        ConnectType mapped = ConnectTypes.of(type, "name");
        Object value = mapped.ofBytes(bytes);
        ConnectSchema.validateValue(mapped.schema(), value);
        return value;
    }

    /** Of a struct with its bytes, which have no equality of their own. */
    private static String text(@Nullable Object value) {
        return value instanceof Struct struct
                ? struct.get("scale") + " " + Arrays.toString(struct.getBytes("value"))
                : String.valueOf(value);
    }

    @ParameterizedTest
    @EnumSource(
            value = Native.class,
            names = {"DECIMAL", "DATE", "TIMESTAMP"})
    void takesTheShortcutOnlyToTheSameValue(Native type) {
        ConnectType mapped = ConnectTypes.of(type, "value");
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(12)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : -random.nextInt(2));
            }
            Slice slice = Slice.of(bytes);
            if (mapped.shortcut().apply(slice) != null) {
                assertThat(text(mapped.ofBytes(slice))).isEqualTo(text(mapped.ofValue(CqlValues.decode(type, slice))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesAreMappedAsDocumented(CqlType type, DataType driver, Object value, Object expected) {
        assertThat(converted(type, encoded(driver, value))).isEqualTo(expected);
    }

    @Test
    void decimalsKeepTheirScale() {
        Struct struct = (Struct)
                Objects.requireNonNull(converted(Native.DECIMAL, encoded(DataTypes.DECIMAL, new BigDecimal("-1.50"))));
        assertThat(struct.schema().name()).isEqualTo("io.debezium.data.VariableScaleDecimal");
        assertThat(struct.getInt32("scale")).isEqualTo(2);
        assertThat(new BigInteger(struct.getBytes("value"))).isEqualTo(BigInteger.valueOf(-150));
    }

    @Test
    void durationsKeepTheirThreeNumbers() {
        CqlDuration duration = CqlDuration.newInstance(-1, -2, -3);
        Struct struct =
                (Struct) Objects.requireNonNull(converted(Native.DURATION, encoded(DataTypes.DURATION, duration)));
        assertThat(struct.getInt32("months")).isEqualTo(-1);
        assertThat(struct.getInt32("days")).isEqualTo(-2);
        assertThat(struct.getInt64("nanoseconds")).isEqualTo(-3);
    }

    @Test
    void mapsWithOtherKeysThanTextAreEntriesInCassandrasOrder() {
        CqlType type = new CqlType.MapOf(Native.INET, Native.INT, Frozen.YES);
        Slice value = encoded(
                DataTypes.frozenMapOf(DataTypes.INET, DataTypes.INT), Map.of(InetAddress.getLoopbackAddress(), 4));
        List<?> entries = (List<?>) Objects.requireNonNull(converted(type, value));
        assertThat(entries).hasSize(1);
        assertThat(((Struct) entries.get(0)).getString("key")).isEqualTo("127.0.0.1");
        assertThat(((Struct) entries.get(0)).getInt32("value")).isEqualTo(4);
    }

    @Test
    void tuplesAndUserTypesAreStructsWithNullForWhatIsMissing() {
        CqlType tuple = new CqlType.Tuple(List.of(Native.INT, list(Native.TEXT), Native.TEXT));
        Slice shorter = Slice.of(new byte[] {0, 0, 0, 4, 0, 0, 0, 7, -1, -1, -1, -1});
        Struct struct = (Struct) Objects.requireNonNull(converted(tuple, shorter));
        assertThat(Arrays.asList(struct.get("field0"), struct.get("field1"), struct.get("field2")))
                .containsExactly(7, null, null);

        UserDefinedType inner = new UserDefinedTypeBuilder("bank", "inner")
                .withField("n", DataTypes.INT)
                .build();
        UserDefinedType outer = new UserDefinedTypeBuilder("bank", "outer")
                .withField("part", inner)
                .withField("\"Out-Of\"", DataTypes.TEXT)
                .build();
        CqlType type = new CqlType.UserDefined(
                "bank",
                "outer",
                List.of(
                        new Field(
                                "part",
                                new CqlType.UserDefined(
                                        "bank", "inner", List.of(new Field("n", Native.INT)), Frozen.YES)),
                        new Field("Out-Of", Native.TEXT)),
                Frozen.YES);
        Slice value = encoded(outer, outer.newValue(inner.newValue(3), "x"));
        struct = (Struct) Objects.requireNonNull(converted(type, value));
        assertThat(struct.getStruct("part").getInt32("n")).isEqualTo(3);
        assertThat(struct.getString("Out_Of")).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource(Native.class)
    void anEmptyValueIsEmptyWhereTheTypeHasItElseNull(Native type) {
        Object value = converted(type, Slice.EMPTY);
        switch (type) {
            case ASCII, TEXT -> assertThat(value).isEqualTo("");
            case BLOB -> assertThat(value).isEqualTo(ByteBuffer.allocate(0));
            default -> assertThat(value).isNull();
        }
    }

    @Test
    void everyNullMayStandInARecord() {
        assertThat(Stream.of(Native.values())
                        .map(type -> ConnectTypes.of(type, "name").schema()))
                .allMatch(Schema::isOptional);
    }
}
