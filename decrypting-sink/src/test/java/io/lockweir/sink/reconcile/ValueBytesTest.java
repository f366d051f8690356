package io.lockweir.sink.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueBytesTest {
    private static final Type TEXT = Types.StringType.get();

    @Test
    void equalValuesGiveEqualBytes() {
        Type instant = Types.TimestampType.withZone();
        assertThat(bytes(instant, OffsetDateTime.parse("2024-05-06T07:08:09Z")))
                .isEqualTo(bytes(instant, OffsetDateTime.parse("2024-05-06T09:08:09+02:00")));
        Type map = Types.MapType.ofOptional(1, 2, TEXT, Types.LongType.get());
        Map<String, Long> one = new LinkedHashMap<>(Map.of("a", 1L));
        one.put("b", 2L);
        Map<String, Long> other = new LinkedHashMap<>(Map.of("b", 2L));
        other.put("a", 1L);
        assertThat(bytes(map, one)).isEqualTo(bytes(map, other));
        byte[] content = {1, 2, 3};
        ByteBuffer part = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}, 1, 3);
        assertThat(bytes(Types.BinaryType.get(), part))
                .isEqualTo(bytes(Types.BinaryType.get(), ByteBuffer.wrap(content)));
        assertThat(part.remaining()).isEqualTo(3);
    }

    @Test
    void otherValuesGiveOtherBytes() {
        Type list = Types.ListType.ofOptional(1, TEXT);
        assertThat(bytes(list, List.of("ab", "c"))).isNotEqualTo(bytes(list, List.of("a", "bc")));
        assertThat(bytes(list, Arrays.asList("a", null))).isNotEqualTo(bytes(list, List.of("a")));
        assertThat(bytes(TEXT, null)).isNotEqualTo(bytes(TEXT, ""));
        assertThat(bytes(TEXT, new Unfit("x"))).isNotEqualTo(bytes(TEXT, "x"));
        Type decimal = Types.DecimalType.of(9, 2);
        assertThat(bytes(decimal, new BigDecimal("1.10"))).isNotEqualTo(bytes(decimal, new BigDecimal("11.0")));
        Types.StructType struct =
                Types.StructType.of(Types.NestedField.optional(1, "a", TEXT), Types.NestedField.optional(2, "b", TEXT));
        GenericRecord one = GenericRecord.create(struct);
        one.setField("a", "x");
        GenericRecord other = GenericRecord.create(struct);
        other.setField("b", "x");
        assertThat(bytes(struct, one)).isNotEqualTo(bytes(struct, other));
    }

    private static byte[] bytes(Type type, @Nullable Object value) {
        ValueBytes bytes = new ValueBytes();
        bytes.start(0);
        bytes.add(type, value);
        return Arrays.copyOf(bytes.array(), bytes.size());
    }
}
