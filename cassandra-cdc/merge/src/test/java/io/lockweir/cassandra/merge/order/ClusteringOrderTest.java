package io.lockweir.cassandra.merge.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusteringOrderTest {

    private static final long SEED = new Random().nextLong();

    @Test
    void ordersWholeNumbersWithTheirSign() {
        assertAscending(Native.TINYINT, "", "80", "ff", "00", "01", "7f");
        assertAscending(Native.SMALLINT, "8000", "ffff", "0000", "0100", "7fff");
        assertAscending(Native.INT, "", "80000000", "ffffffff", "00000000", "7fffffff");
        assertAscending(Native.BIGINT, "8000000000000000", "ffffffffffffffff", "0000000000000000", "0000000000000100");
        assertAscending(Native.TIMESTAMP, "ffffffffffffffff", "0000000000000000");
    }

    @Test
    void ordersTextBytesAndAddressesByUnsignedBytesWithAPrefixFirst() {
        for (Native type : List.of(Native.TEXT, Native.ASCII, Native.BLOB)) {
            assertAscending(type, "", "00", "0000", "0001", "00ff", "01", "61", "6100", "6101", "ff", "ff00");
        }
        assertAscending(Native.INET, "7f000001", "80000001", "fe800000000000000000000000000001");
        assertAscending(Native.DATE, "00000000", "7fffffff", "80000000", "ffffffff");
        assertAscending(Native.TIME, "0000000000000000", "00004e94914effff");
    }

    @Test
    void ordersFloatingPointAsJavaDoes() {
        assertOrdered(
                Native.DOUBLE,
                Stream.of(
                        Double.NEGATIVE_INFINITY,
                        -2.5,
                        -0.0,
                        0.0,
                        Double.MIN_VALUE,
                        1.0,
                        Double.POSITIVE_INFINITY,
                        Double.NaN),
                value -> bytes(8, buffer -> buffer.putDouble(value)));
        assertOrdered(
                Native.FLOAT,
                Stream.of(Float.NEGATIVE_INFINITY, -2.5f, -0.0f, 0.0f, 1.0f, Float.NaN),
                value -> bytes(4, buffer -> buffer.putFloat(value)));
        assertThat(key(Native.FLOAT, "ffc00001")).isEqualTo(key(Native.FLOAT, "7fc00000"));
    }

    @Test
    void ordersNumbersOfAnySizeByTheirValue() {
        Random random = new Random(SEED);
        List<BigInteger> numbers = Stream.generate(() -> new BigInteger(random.nextInt(80), random))
                .map(number -> random.nextBoolean() ? number.negate() : number)
                .limit(400)
                .toList();
        assertAgrees(Native.VARINT, numbers, Comparator.naturalOrder(), number -> Slice.of(number.toByteArray()));
        assertThat(key(Native.VARINT, "00000001")).isEqualTo(key(Native.VARINT, "01"));

        List<BigDecimal> decimals = numbers.stream()
                .map(number -> new BigDecimal(number.shiftRight(random.nextInt(60)), random.nextInt(30) - 15))
                .toList();
        assertAgrees(Native.DECIMAL, decimals, Comparator.naturalOrder(), ClusteringOrderTest::decimal);
    }

    @Test
    void takesDecimalsOfEqualValueForOne() {
        assertThat(key(Native.DECIMAL, decimal(new BigDecimal("1.0"))))
                .isEqualTo(key(Native.DECIMAL, decimal(new BigDecimal("1.00"))))
                .isNotEqualTo(key(Native.DECIMAL, decimal(new BigDecimal("10"))));
        assertThat(key(Native.DECIMAL, decimal(new BigDecimal("0E+9"))))
                .isEqualTo(key(Native.DECIMAL, decimal(BigDecimal.ZERO)));
    }

    @Test
    void ordersTimeUuidsByTimeThenBySignedBytes() {
        assertAscending(
                Native.TIMEUUID,
                "",
                "ffffffff000011e08000000000000000",
                "00000000000111e0ff00000000000000",
                "00000000000111e00000000000000000",
                "00000000000111e07f00000000000000",
                "00000000000011e18000000000000000");
    }

    @Test
    void ordersUuidsByVersionThenTimeThenUnsignedBytes() {
        assertAscending(
                Native.UUID,
                "",
                "ffffffff000011e08000000000000000",
                "00000000000111e00000000000000000",
                "00000000000111e0ff00000000000000",
                "0000000000004000ff00000000000000",
                "80000000000040000000000000000000");
    }

    @Test
    void ordersFrozenCollectionsElementByElementThenBySize() {
        CqlType list = new CqlType.ListOf(Native.INT, Frozen.YES);
        assertOrdered(
                list, Stream.of(ints(), ints(-1), ints(-1, 5), ints(0), ints(0, 0), ints(3)), Function.identity());
        CqlType map = new CqlType.MapOf(Native.TEXT, Native.INT, Frozen.YES);
        assertOrdered(
                map,
                Stream.of(map(), map("a", -1), map("a", -1, "b", 0), map("a", 0), map("aa", -5)),
                Function.identity());
    }

    @Test
    void ordersTuplesWithNullFirstAndMissingTheSameAsNull() {
        CqlType tuple = new CqlType.Tuple(List.of(Native.INT, Native.TEXT, Native.INT));
        Slice one = tuple(Ints.of(1));
        Slice oneNull = tuple(Ints.of(1), null);
        assertOrdered(
                tuple,
                Stream.of(
                        Slice.EMPTY,
                        tuple(null, Slice.utf8("z")),
                        one,
                        tuple(Ints.of(1), null, Ints.of(-7)),
                        tuple(Ints.of(1), Slice.utf8("a")),
                        tuple(Ints.of(1), Slice.utf8("a"), Ints.of(-7))),
                Function.identity());
        assertThat(key(tuple, one)).isEqualTo(key(tuple, oneNull));
    }

    @Test
    void ordersVectorsElementByElement() {
        assertOrdered(
                new CqlType.Vector(Native.INT, 2),
                Stream.of("8000000000000001", "0000000000000000", "000000007fffffff", "0000000180000000"),
                ClusteringOrderTest::hex);
        assertOrdered(
                new CqlType.Vector(Native.TEXT, 2),
                Stream.of("0000", "000161", "01610162", "026161" + "00"),
                ClusteringOrderTest::hex);
        String longText = "61".repeat(300);
        assertThat(key(new CqlType.Vector(Native.TEXT, 1), hex("812c" + longText)))
                .isEqualTo(keyOfText(longText));
    }

    @Test
    void turnsDescendingColumnsAround() {
        assertThat(key(Native.INT, Order.DESCENDING, "00000001"))
                .isLessThan(key(Native.INT, Order.DESCENDING, "00000000"));
        assertThat(key(Native.TEXT, Order.DESCENDING, "6100")).isLessThan(key(Native.TEXT, Order.DESCENDING, "61"));
        assertThat(key(Native.TEXT, Order.DESCENDING, "61")).isLessThan(key(Native.TEXT, Order.DESCENDING, ""));
    }

    @Test
    void putsBoundsBesideTheRowsOfTheirPrefix() {
        ClusteringOrder order = order(
                Column.clustering("a", Native.TEXT, Order.DESCENDING),
                Column.clustering("b", Native.INT, Order.ASCENDING));
        Slice row = order.key(Clustering.of(Slice.utf8("m"), hex("80000000")));
        Slice lastOfPrefix = order.key(Clustering.of(Slice.utf8("m"), hex("7fffffff")));
        for (RangeBound.Kind kind : RangeBound.Kind.values()) {
            Slice all = order.bound(new RangeBound(kind, Clustering.EMPTY, Deletion.NONE));
            Slice prefix = order.bound(new RangeBound(kind, Clustering.of(Slice.utf8("m")), Deletion.NONE));
            Slice exact =
                    order.bound(new RangeBound(kind, Clustering.of(Slice.utf8("m"), hex("80000000")), Deletion.NONE));
            if (kind.isBeforePrefix()) {
                assertThat(List.of(all, prefix, exact)).allMatch(bound -> bound.compareTo(row) <= 0);
                assertThat(all).isGreaterThan(ClusteringOrder.STATIC);
            } else {
                assertThat(List.of(all, prefix)).allMatch(bound -> bound.compareTo(lastOfPrefix) > 0);
                assertThat(exact).isGreaterThan(row).isLessThan(lastOfPrefix);
            }
        }
    }

    @Test
    void ordersNullBeforeAllElseEvenDescending() {
        for (Order direction : Order.values()) {
            ClusteringOrder order = order(Column.clustering("a", Native.INT, direction));
            assertThat(order.key(Clustering.of((Slice) null))).isLessThan(order.key(Clustering.of(hex("80000000"))));
        }
    }

    @Test
    void refusesClusteringColumnsOfJavaClasses() {
        assertThatThrownBy(() -> order(Column.clustering("a", new CqlType.Custom("com.example.Type"), Order.ASCENDING)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("exclude the table");
    }

    private static Slice keyOfText(String hex) {
        KeyWriter key = new KeyWriter();
        key.put(1);
        key.putTerminated(hex(hex));
        return key.toSlice();
    }

    private static void assertAscending(CqlType type, String... hex) {
        assertOrdered(type, Arrays.stream(hex), ClusteringOrderTest::hex);
    }

    private static <T> void assertOrdered(CqlType type, Stream<T> values, Function<T, Slice> bytes) {
        List<Slice> keys = values.map(bytes).map(value -> key(type, value)).toList();
        for (int i = 1; i < keys.size(); i++) {
            assertThat(keys.get(i)).as("%s: value %d", type, i).isGreaterThan(keys.get(i - 1));
        }
    }

    private static <T> void assertAgrees(CqlType type, List<T> values, Comparator<T> order, Function<T, Slice> bytes) {
        for (T left : values) {
            for (T right : values) {
                assertThat(Integer.signum(key(type, bytes.apply(left)).compareTo(key(type, bytes.apply(right)))))
                        .as("%s and %s, seed %d", left, right, SEED)
                        .isEqualTo(Integer.signum(order.compare(left, right)));
            }
        }
    }

    private static Slice key(CqlType type, String hex) {
        return key(type, hex(hex));
    }

    private static Slice key(CqlType type, Slice value) {
        return order(Column.clustering("a", type, Order.ASCENDING)).key(Clustering.of(value));
    }

    private static Slice key(CqlType type, Order order, String hex) {
        return order(Column.clustering("a", type, order)).key(Clustering.of(hex(hex)));
    }

    private static ClusteringOrder order(Column... columns) {
        return ClusteringOrder.of(new TableSchema(
                new TableId(0, 0),
                "k",
                "t",
                List.of(Column.partitionKey("p", Native.INT)),
                List.of(columns),
                List.of(),
                List.of(),
                List.of()));
    }

    private static Slice hex(String hex) {
        return Slice.of(HexFormat.of().parseHex(hex));
    }

    private static Slice bytes(int size, Consumer<ByteBuffer> write) {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        write.accept(buffer);
        return Slice.of(buffer.array());
    }

    private static Slice decimal(BigDecimal value) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        return bytes(4 + unscaled.length, buffer -> buffer.putInt(value.scale()).put(unscaled));
    }

    private static Slice ints(int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Ints.of(values.length).toByteArray());
        for (int value : values) {
            out.writeBytes(tuple(Ints.of(value)).toByteArray());
        }
        return Slice.of(out.toByteArray());
    }

    private static Slice map(Object... entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Ints.of(entries.length / 2).toByteArray());
        for (Object part : entries) {
            Slice value = part instanceof Integer number ? Ints.of(number) : Slice.utf8((String) part);
            out.writeBytes(tuple(value).toByteArray());
        }
        return Slice.of(out.toByteArray());
    }

    private static Slice tuple(@Nullable Slice... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (@Nullable Slice part : parts) {
            out.writeBytes(Ints.of(part == null ? -1 : part.length()).toByteArray());
            if (part != null) {
                out.writeBytes(part.toByteArray());
            }
        }
        return Slice.of(out.toByteArray());
    }

    /** Four bytes. */
    private static final class Ints {
        static Slice of(int value) {
            return Slice.of(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        }
    }
}
