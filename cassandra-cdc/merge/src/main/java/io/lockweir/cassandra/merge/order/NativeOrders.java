package io.lockweir.cassandra.merge.order;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Native;

/** The orders of types without parts. An empty value comes before all others, as in Cassandra. */
final class NativeOrders {

    private static final int EMPTY = 0;
    private static final int PRESENT = 1;

    private NativeOrders() {}

    /** Whether Cassandra compares values of the type by their unsigned bytes. */
    static boolean isByBytes(CqlType type) {
        return type instanceof Native simple
                && switch (simple) {
                    case ASCII, TEXT, BLOB, INET, DATE, TIME, DURATION -> true;
                    default -> false;
                };
    }

    static ValueOrder of(Native type) {
        return switch (type) {
            case ASCII, TEXT, BLOB, INET, DATE, TIME, DURATION -> (value, key) -> key.putTerminated(value);
            case TINYINT, SMALLINT, INT, BIGINT, TIMESTAMP -> orEmpty(NativeOrders::signed);
            case BOOLEAN -> orEmpty((value, key) -> key.put(value.at(0) == 0 ? 0 : 1));
            case FLOAT -> orEmpty((value, key) -> key.putInt(floatBits(value)));
            case DOUBLE -> orEmpty((value, key) -> key.putLong(doubleBits(value)));
            case TIMEUUID -> orEmpty(UuidOrders::timeUuid);
            case UUID -> orEmpty(UuidOrders::uuid);
            case VARINT -> orEmpty(NumberOrders::integer);
            case DECIMAL -> orEmpty(NumberOrders::decimal);
            case EMPTY -> (value, key) -> {};
            case COUNTER -> throw new UnsupportedOperationException("counters have no order and stand in no key");
        };
    }

    private static ValueOrder orEmpty(ValueOrder order) {
        return (value, key) -> {
            if (value.isEmpty()) {
                key.put(EMPTY);
            } else {
                key.put(PRESENT);
                order.write(value, key);
            }
        };
    }

    private static void signed(Slice value, KeyWriter key) {
        key.put(value.at(0) ^ 0x80);
        key.putFixed(value, 1);
    }

    /** As {@link Float#compareTo}: minus zero before zero, all NaN alike and last. */
    private static int floatBits(Slice value) {
        int bits = Float.floatToIntBits(Float.intBitsToFloat(value.intAt(0)));
        return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
    }

    private static long doubleBits(Slice value) {
        long bits = Double.doubleToLongBits(Double.longBitsToDouble(value.longAt(0)));
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }
}
