package io.lockweir.demo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.internal.core.type.UserDefinedTypeBuilder;
import io.lockweir.demo.ledger.LedgerColumn.Elements;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalValueTest {
    private static final Types.StructType PARTY = Types.StructType.of(
            Types.NestedField.optional(1, "name", Types.StringType.get()),
            Types.NestedField.optional(2, "iban", Types.StringType.get()));
    private static final UserDefinedType USER_TYPE = new UserDefinedTypeBuilder("k", "party")
            .withField("name", DataTypes.TEXT)
            .withField("iban", DataTypes.TEXT)
            .build();

    @Test
    void bothSidesGiveOneText() throws Exception {
        same(new BigDecimal("1.5"), new BigDecimal("1.5000"));
        same(new BigDecimal("1E+2"), new BigDecimal("100.0000"));
        same(new BigInteger("-123456789012345678901234567890"), new BigDecimal("-123456789012345678901234567890"));
        same((short) -3, -3);
        same(Instant.parse("2026-01-05T00:00:01.234Z"), LocalDateTime.parse("2026-01-05T00:00:01.234"));
        same(LocalTime.parse("10:00"), LocalTime.parse("10:00:00"));
        same(InetAddress.getByName("10.0.0.1"), "10.0.0.1");
        same(UUID.fromString("00000000-0000-4000-8000-000000000000"), "00000000-0000-4000-8000-000000000000");
        same(
                ByteBuffer.wrap(new byte[] {1, -1}),
                ByteBuffer.wrap(new byte[] {1, -1}).asReadOnlyBuffer());
        same(CqlVector.newInstance(1f, -0.5f), List.of(1f, -0.5f));
        same(USER_TYPE.newValue("a", null), party("a", null));
        same(
                Map.of("b", BigDecimal.ONE, "a", BigDecimal.TEN),
                Map.of("a", new BigDecimal("10.0000"), "b", new BigDecimal("1.0000")));
        same(CqlDuration.newInstance(1, 2, 3), record(1, 2, 3L));
        same(Map.of(7, "x"), List.of(record(7, "x")));
        assertThat(text(Set.of("a", "b"))).isEqualTo(text(List.of("b", "a"))).isEqualTo(text(List.of("a", "b")));
    }

    @Test
    void differentValuesDiffer() {
        assertThat(CanonicalValue.of(List.of("a", "b"), Elements.ORDERED))
                .isNotEqualTo(CanonicalValue.of(List.of("b", "a"), Elements.ORDERED));
        assertThat(text(party("a", null))).isNotEqualTo(text(party(null, "a")));
        assertThat(text(party("", null))).isNotEqualTo(text(party(null, null)));
        assertThat(text(List.of("ab"))).isNotEqualTo(text(List.of("a", "b")));
    }

    @Test
    void anEmptyCollectionIsNull() {
        assertThat(text(List.of())).isNull();
        assertThat(text(Map.of())).isNull();
        assertThat(text(party(null, null))).isNull();
        assertThat(text("")).isNotNull();
    }

    private static void same(Object cassandra, Object lake) {
        assertThat(CanonicalValue.of(cassandra, Elements.ORDERED))
                .isNotNull()
                .isEqualTo(CanonicalValue.of(lake, Elements.ORDERED));
    }

    private static @Nullable String text(Object value) {
        return CanonicalValue.of(value, Elements.ANY_ORDER);
    }

    private static Record party(@Nullable String name, @Nullable String iban) {
        Record party = GenericRecord.create(PARTY);
        party.set(0, name);
        party.set(1, iban);
        return party;
    }

    private static Record record(Object... values) {
        Record made = GenericRecord.create(Types.StructType.of(Arrays.stream(values)
                .map(value -> Types.NestedField.optional(
                        Arrays.asList(values).indexOf(value) + 1,
                        "f" + Arrays.asList(values).indexOf(value),
                        value instanceof Long
                                ? Types.LongType.get()
                                : value instanceof Integer ? Types.IntegerType.get() : Types.StringType.get()))
                .toList()));
        for (int i = 0; i < values.length; i++) {
            made.set(i, values[i]);
        }
        return made;
    }
}
