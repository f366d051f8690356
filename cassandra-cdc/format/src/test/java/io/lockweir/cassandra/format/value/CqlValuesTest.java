package io.lockweir.cassandra.format.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.ListOf;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.CqlType.Tuple;
import java.math.BigDecimal;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A few values by hand; all types, at random, are compared with Cassandra's in {@code OracleIT}. */
class CqlValuesTest {

    @Test
    void decodesValues() {
        assertThat(decode(Native.INT, "ffffffff")).isEqualTo(-1);
        assertThat(decode(Native.DECIMAL, "0000000203e8")).isEqualTo(new BigDecimal("10.00"));
        assertThat(decode(Native.DATE, "80000001")).isEqualTo(LocalDate.of(1970, 1, 2));
        assertThat(decode(Native.DURATION, "020406")).isEqualTo(new CqlDuration(1, 2, 3));
        assertThat(decode(new ListOf(Native.TEXT, Frozen.YES), "00000001" + "00000001" + "61"))
                .isEqualTo(List.of("a"));
        assertThat(decode(new Tuple(List.of(Native.INT, Native.INT, Native.INT)), "ffffffff" + "0000000400000001"))
                .isEqualTo(Arrays.asList(null, 1, null));
    }

    /** Java makes the shorter address of it, and two keys would be one. */
    @Test
    void keepsAnIpv4AddressInIpv6FormApartFromTheAddress() {
        Object mapped = decode(Native.INET, "00000000000000000000ffff01020304");
        assertThat(mapped).isInstanceOf(Inet6Address.class).isNotEqualTo(decode(Native.INET, "01020304"));
        assertThat(mapped).hasToString("/0:0:0:0:0:ffff:102:304");
    }

    @Test
    void takesAnEmptyValueForNullButOfTextAndBlob() {
        assertThat(decode(Native.TEXT, "")).isEqualTo("");
        assertThat(decode(Native.BLOB, "")).isEqualTo(ByteBuffer.allocate(0));
        assertThat(decode(Native.INT, "")).isNull();
        assertThat(decode(new ListOf(Native.INT, Frozen.YES), "")).isNull();
    }

    @Test
    void refusesBytesThatAreNoValueOfTheType() {
        for (CqlType type : List.of(
                Native.INT,
                Native.UUID,
                Native.INET,
                Native.DURATION,
                Native.DECIMAL,
                new ListOf(Native.INT, Frozen.YES))) {
            assertThatExceptionOfType(MalformedBytesException.class)
                    .as("%s", type)
                    .isThrownBy(() -> decode(type, "7fffff"));
        }
        assertThatExceptionOfType(MalformedBytesException.class)
                .isThrownBy(() -> decode(new ListOf(Native.INT, Frozen.YES), "7fffffff"));
    }

    private static @Nullable Object decode(CqlType type, String hex) {
        return CqlValues.decode(type, Slice.of(HexFormat.of().parseHex(hex)));
    }
}
