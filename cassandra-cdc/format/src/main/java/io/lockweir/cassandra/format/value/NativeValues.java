package io.lockweir.cassandra.format.value;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of types without parts. Source: Cassandra's native protocol, version 4, section 6. */
final class NativeValues {

    /** Of a date: 1970-01-01 stands in the middle of the unsigned numbers. */
    private static final int EPOCH_DAY = Integer.MIN_VALUE;

    private static final int INET6_BYTES = 16;

    private NativeValues() {}

    static @Nullable Object decode(Native type, Slice bytes) {
        return switch (type) {
            case ASCII, TEXT -> bytes.toUtf8();
            case BLOB -> bytes.toByteBuffer();
            default -> bytes.isEmpty() ? null : decodeSome(type, bytes);
        };
    }

    private static @Nullable Object decodeSome(Native type, Slice bytes) {
        return switch (type) {
            case BOOLEAN -> sized(bytes, 1).at(0) != 0;
            case TINYINT -> sized(bytes, 1).at(0);
            case SMALLINT -> (short) sized(bytes, Short.BYTES).shortAt(0);
            case INT -> sized(bytes, Integer.BYTES).intAt(0);
            case BIGINT -> sized(bytes, Long.BYTES).longAt(0);
            case VARINT -> new BigInteger(bytes.toByteArray());
            case DECIMAL -> decimal(bytes);
            case FLOAT -> Float.intBitsToFloat(sized(bytes, Float.BYTES).intAt(0));
            case DOUBLE -> Double.longBitsToDouble(sized(bytes, Double.BYTES).longAt(0));
            case DATE -> LocalDate.ofEpochDay(sized(bytes, Integer.BYTES).intAt(0) - EPOCH_DAY);
            case TIME -> time(sized(bytes, Long.BYTES).longAt(0));
            case TIMESTAMP -> Instant.ofEpochMilli(sized(bytes, Long.BYTES).longAt(0));
            case TIMEUUID, UUID -> new UUID(sized(bytes, 2 * Long.BYTES).longAt(0), bytes.longAt(Long.BYTES));
            case INET -> inet(bytes);
            case DURATION -> duration(bytes);
            case COUNTER -> CounterShards.of(bytes).total();
            case ASCII, TEXT, BLOB, EMPTY -> throw new MalformedBytesException("bytes of a type that has none");
        };
    }

    private static BigDecimal decimal(Slice bytes) {
        if (bytes.length() <= Integer.BYTES) {
            throw wrongLength(bytes);
        }
        Slice unscaled = bytes.slice(Integer.BYTES, bytes.length() - Integer.BYTES);
        return new BigDecimal(new BigInteger(unscaled.toByteArray()), bytes.intAt(0));
    }

    private static LocalTime time(long nanosOfDay) {
        try {
            return LocalTime.ofNanoOfDay(nanosOfDay);
        } catch (DateTimeException e) {
            throw new MalformedBytesException("a time that is not within a day");
        }
    }

    /** Sixteen bytes stay an address of version 6 also where Java would make one of version 4 of them: for Cassandra they are two values. */
    private static InetAddress inet(Slice bytes) {
        try {
            if (bytes.length() == INET6_BYTES) {
                return Inet6Address.getByAddress(null, bytes.toByteArray(), -1);
            }
            return InetAddress.getByAddress(bytes.toByteArray());
        } catch (UnknownHostException e) {
            throw wrongLength(bytes);
        }
    }

    /** Three variable-length integers, zigzag. */
    private static CqlDuration duration(Slice bytes) {
        Cursor in = Cursor.over(bytes);
        CqlDuration duration = new CqlDuration((int) zigzag(in.vint()), (int) zigzag(in.vint()), zigzag(in.vint()));
        if (in.remaining() != 0) {
            throw wrongLength(bytes);
        }
        return duration;
    }

    private static long zigzag(long encoded) {
        return (encoded >>> 1) ^ -(encoded & 1);
    }

    private static Slice sized(Slice bytes, int length) {
        if (bytes.length() != length) {
            throw wrongLength(bytes);
        }
        return bytes;
    }

    private static MalformedBytesException wrongLength(Slice bytes) {
        return new MalformedBytesException("a value of " + bytes.length() + " bytes, which its type does not have");
    }
}
