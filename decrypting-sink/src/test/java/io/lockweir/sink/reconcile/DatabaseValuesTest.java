package io.lockweir.sink.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.reconcile.DatabaseValues.Precision;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatabaseValuesTest {

    @Test
    void readsTheServersTexts() {
        assertThat(of(Types.BooleanType.get(), "t")).isEqualTo(true);
        assertThat(of(Types.BooleanType.get(), "f")).isEqualTo(false);
        assertThat(of(Types.IntegerType.get(), "-7")).isEqualTo(-7);
        assertThat(of(Types.LongType.get(), "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(of(Types.DoubleType.get(), "NaN")).isEqualTo(Double.NaN);
        assertThat(of(Types.DoubleType.get(), "0.1")).isEqualTo(0.1);
        assertThat(DatabaseValues.of(Types.DoubleType.get(), "0.1", Precision.SINGLE))
                .isEqualTo((double) 0.1f);
        assertThat(of(Types.DecimalType.of(24, 4), "12.5")).isEqualTo(new BigDecimal("12.5000"));
        assertThat(of(Types.StringType.get(), "padded  ")).isEqualTo("padded  ");
        assertThat(of(Types.UUIDType.get(), "6f9619ff-8b86-d011-b42d-00cf4fc964ff"))
                .isEqualTo(UUID.fromString("6f9619ff-8b86-d011-b42d-00cf4fc964ff"));
        assertThat(of(Types.BinaryType.get(), "\\x00ff")).isEqualTo(ByteBuffer.wrap(new byte[] {0, -1}));
        assertThat(of(Types.FixedType.ofLength(1), "\\x07")).isEqualTo(new byte[] {7});
        assertThat(of(Types.StringType.get(), null)).isNull();
    }

    @Test
    void readsDatesAndTimes() {
        assertThat(of(Types.DateType.get(), "2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(of(Types.TimeType.get(), "12:34:56.789")).isEqualTo(LocalTime.parse("12:34:56.789"));
        assertThat(of(Types.TimestampType.withoutZone(), "2024-02-29 12:34:56.123456"))
                .isEqualTo(LocalDateTime.parse("2024-02-29T12:34:56.123456"));
        assertThat(of(Types.TimestampType.withoutZone(), "2024-02-29"))
                .isEqualTo(LocalDateTime.parse("2024-02-29T00:00"));
        assertThat(of(Types.TimestampType.withZone(), "2024-02-29 12:34:56.1+00"))
                .isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56.1Z"));
        assertThat(of(Types.TimestampType.withZone(), "12024-02-29 12:34:56+00"))
                .isEqualTo(OffsetDateTime.parse("+12024-02-29T12:34:56Z"));
        assertThat(of(Types.TimestampType.withZone(), "2024-02-29T12:34:56+00:00"))
                .isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56Z"));
    }

    @Test
    void readsArrays() {
        assertThat(of(Types.ListType.ofOptional(1, Types.StringType.get()), "[\"a,\\\"b\",null,\"\"]"))
                .isEqualTo(Arrays.asList("a,\"b", null, ""));
        assertThat(of(Types.ListType.ofOptional(1, Types.DecimalType.of(5, 2)), "[1.5,10000000000]"))
                .isEqualTo(List.of(new BigDecimal("1.50"), new Unfit("10000000000")));
        assertThat(of(Types.ListType.ofOptional(1, Types.IntegerType.get()), "[[1],[2]]"))
                .isInstanceOf(Unfit.class);
    }

    @Test
    void whatTheColumnCannotHoldIsNoValueOfIt() {
        assertThat(of(Types.DecimalType.of(5, 2), "1.234")).isInstanceOf(Unfit.class);
        assertThat(of(Types.DecimalType.of(5, 2), "NaN")).isInstanceOf(Unfit.class);
        assertThat(of(Types.IntegerType.get(), "3000000000")).isInstanceOf(Unfit.class);
        assertThat(of(Types.TimeType.get(), "24:00:00")).isInstanceOf(Unfit.class);
        assertThat(of(Types.DateType.get(), "infinity")).isInstanceOf(Unfit.class);
        assertThat(of(Types.TimestampType.withZone(), "0044-03-15 12:00:00+00 BC"))
                .isInstanceOf(Unfit.class);
        assertThat(String.valueOf(of(Types.DateType.get(), "canary"))).doesNotContain("canary");
    }

    @Test
    void takesColumnsOnlyThatTheSinkWouldHaveMade() {
        assertThat(new DatabaseColumn("a", "timestamptz", 93).fits(Types.TimestampType.withZone()))
                .isTrue();
        assertThat(new DatabaseColumn("a", "timestamptz", 93).fits(Types.TimestampType.withoutZone()))
                .isFalse();
        assertThat(new DatabaseColumn("a", "interval", 1111).fits(Types.StringType.get()))
                .isFalse();
        assertThat(new DatabaseColumn("a", "mood", java.sql.Types.VARCHAR).fits(Types.StringType.get()))
                .isTrue();
        assertThat(new DatabaseColumn("a", "_int4", java.sql.Types.ARRAY)
                        .fits(Types.ListType.ofOptional(1, Types.IntegerType.get())))
                .isTrue();
        assertThat(new DatabaseColumn("say \"a\"", "int4", 4).expression()).isEqualTo("\"say \"\"a\"\"\"");
    }

    private static @Nullable Object of(Type type, @Nullable String text) {
        return DatabaseValues.of(type, text, Precision.OTHER);
    }
}
