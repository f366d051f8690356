package io.lockweir.sink.record.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableRulesTest {

    private static final TableIdentifier TABLE = TableIdentifier.of("bank", "payments");
    private static final String SECRET = "canary-9b2e-lovelace";
    private static final Types.StructType ADDRESS = Types.StructType.of(
            Types.NestedField.required(101, "city", Types.StringType.get()),
            Types.NestedField.optional(102, "zip", Types.IntegerType.get()),
            Types.NestedField.optional(
                    103, "geo", Types.StructType.of(Types.NestedField.required(104, "lat", Types.DoubleType.get()))));
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "name", Types.StringType.get()),
            Types.NestedField.optional(3, "amount", Types.DecimalType.of(12, 2)),
            Types.NestedField.required(4, "fee", Types.DecimalType.of(12, 4)),
            Types.NestedField.optional(5, "balance", Types.DoubleType.get()),
            Types.NestedField.optional(6, "rate", Types.FloatType.get()),
            Types.NestedField.optional(7, "count", Types.IntegerType.get()),
            Types.NestedField.optional(8, "active", Types.BooleanType.get()),
            Types.NestedField.optional(9, "token", Types.UUIDType.get()),
            Types.NestedField.optional(10, "hash", Types.FixedType.ofLength(3)),
            Types.NestedField.optional(11, "blob", Types.BinaryType.get()),
            Types.NestedField.optional(12, "born", Types.DateType.get()),
            Types.NestedField.optional(13, "opens", Types.TimeType.get()),
            Types.NestedField.optional(14, "made", Types.TimestampType.withZone()),
            Types.NestedField.optional(15, "local", Types.TimestampType.withoutZone()),
            Types.NestedField.optional(16, "tags", Types.ListType.ofOptional(105, Types.StringType.get())),
            Types.NestedField.required(17, "codes", Types.ListType.ofRequired(106, Types.IntegerType.get())),
            Types.NestedField.required(
                    18, "limits", Types.MapType.ofRequired(107, 108, Types.StringType.get(), Types.LongType.get())),
            Types.NestedField.optional(19, "address", ADDRESS),
            Types.NestedField.optional(20, "type", Types.StringType.get()),
            Types.NestedField.optional(21, "timestamp", Types.TimestampType.withZone()),
            Types.NestedField.optional(22, "string", Types.StringType.get()),
            Types.NestedField.optional(
                    23, "days", Types.MapType.ofOptional(109, 110, Types.DateType.get(), Types.LongType.get())));

    private static final Event CREATED = event("c", 1_700_000_000_000L);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id == 7",
                "name == null || name.startsWith('A')",
                "name.matches('^A[a-z]+$')",
                "size(name) == 3",
                "amount == decimal('12.5')",
                "amount != decimal('12.51')",
                "amount.compare(decimal('12.499')) == 1",
                "amount.compare(decimal(13)) < 0",
                "amount.minus(fee) == decimal('12.4')",
                "amount.plus(fee).compare(decimal('12.6')) == 0",
                "balance > 0.5 && balance <= 10",
                "rate == 0.25",
                "count + 1 == 4",
                "active",
                "token == '6f1c0a4e-0c8f-4b57-9b57-0a6f1c2d3e4f'",
                "hash == b'abc'",
                "size(blob) == 2",
                "born < timestamp('2020-01-01T00:00:00Z')",
                "born.getFullYear() == 1990",
                "opens > duration('8h')",
                "made <= _event.time && local < made",
                "tags.all(t, t != '')",
                "'b' in tags",
                "codes.exists(c, c == 2) && size(codes) == 3",
                "limits['day'] == 100 && !('year' in limits)",
                "address.city == 'Paris' && address.zip == null",
                "address.geo.lat > 48.0",
                "address != null",
                "type == 'card'",
                "timestamp == made",
                "string == 'text'",
                "_event.op in ['c', 'u', 'r']",
                "_event.topic == 'bank.public.payments'",
                "has(address.city)",
            })
    void holds(String expression) {
        assertThat(violations(expression, row())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id > 7;''",
                "amount.compare(decimal('12.5')) > 0;''",
                "_event.op == 'd';''",
                "id / (id - 7) > 0;DIVIDE_BY_ZERO",
                "id + 9223372036854775807 > 0;NUMERIC_OVERFLOW",
                "codes[9] == 1;INDEX_OUT_OF_BOUNDS",
                "limits['year'] > 0;ATTRIBUTE_NOT_FOUND",
                "int(name) > 0;BAD_FORMAT",
            })
    void isViolatedWithItsReason(String expression, String error) {
        assertThat(violations(expression, row())).containsExactly(new Violation("r", RuleAction.DLQ, error));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name.startsWith('A')",
                "amount.compare(decimal(0)) > 0",
                "balance > 0.0",
                "tags.all(t, t != '')",
                "address.city == 'Paris'",
                "made < _event.time",
                "active"
            })
    void isViolatedByANullThatItDoesNotExpect(String expression) {
        Record row = GenericRecord.create(SCHEMA);
        row.setField("id", 7L);

        assertThat(violations(expression, row))
                .singleElement()
                .matches(violation -> !violation.error().isEmpty())
                .extracting(Violation::error)
                .asString()
                .doesNotContain("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name == null",
                "amount == null || amount.compare(decimal(0)) > 0",
                "tags == null || size(tags) > 0",
                "address == null || address.city != ''",
                "made == null",
                "_event.op == null",
                "_event.time == null"
            })
    void comparesWithNull(String expression) {
        assertThat(rules(expression).violations(GenericRecord.create(SCHEMA), event(null, -1)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id >;line 1, column 5: syntax error",
                "id > 'a';line 1, column 4: found no matching overload for '_>_'",
                "surname == 'x';line 1, column 1: undeclared reference to 'surname'",
                "address.town == 'x';line 1, column 8: undefined field 'town'",
                "id + 1;expected type 'bool' but found 'int'",
                "amount > 5;found no matching overload for '_>_'",
                "name.matches('(');malformed literal",
                "made < timestamp('yesterday');malformed literal",
                "days == null;columns whose types rules cannot use: days",
            })
    void isRefusedAtTheStartWithItsPosition(String expression, String problem) {
        assertThatThrownBy(() -> rules(expression))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Table bank.payments: the rule r (quality.rules.r.expression) ")
                .hasMessageContaining(problem);
    }

    @Test
    void doesNotQuoteTheTextItStumblesUpon() {
        for (String expression :
                List.of("name == '" + SECRET, "name '" + SECRET + "'", "name.matches('(" + SECRET + "')")) {
            assertThatThrownBy(() -> rules(expression))
                    .isInstanceOf(ConfigException.class)
                    .satisfies(e -> assertThat(trace(e)).doesNotContain(SECRET));
        }
    }

    @Test
    void tellsNothingOfTheRow() {
        Record row = row();
        row.setField("name", SECRET);
        row.setField("limits", Map.of(SECRET, 1L));
        for (String expression : List.of(
                "int(name) > 0",
                "duration(name) > duration('1s')",
                "timestamp(name) > made",
                "decimal(name) == amount",
                "name.matches(name + '(')",
                "limits[name + 'x'] > 0",
                "name == ''",
                "codes[size(name)] > 0")) {
            assertThat(violations(expression, row)).as(expression).hasSize(1);
            assertThat(violations(expression, row).toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void refusesAColumnOfTheReservedName() {
        Schema schema = new Schema(Types.NestedField.optional(1, "_event", Types.StringType.get()));

        assertThatThrownBy(() -> TableRules.of(TABLE, schema, config(rule("r", "true", RuleAction.WARN))))
                .hasMessageContaining("has a column _event")
                .hasMessageContaining("quality.rules.r.tables");
    }

    @Test
    void asksEachRuleOfTheTable() {
        QualityConfig config = config(
                rule("a", "id > 100", RuleAction.WARN),
                rule("b", "id == 7", RuleAction.FAIL),
                rule("c", "id < 0", RuleAction.FAIL),
                new QualityRule("other", Pattern.compile("bank\\.customers"), "no column", RuleAction.FAIL));

        assertThat(TableRules.of(TABLE, SCHEMA, config).violations(row(), CREATED))
                .extracting(Violation::rule)
                .containsExactly("a", "c");
        assertThat(TableRules.of(TableIdentifier.of("x", "y"), SCHEMA, QualityConfig.NONE)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void readsOnlyTheColumnsThatItUses() {
        List<Integer> read = new ArrayList<>();
        org.apache.iceberg.StructLike row = new org.apache.iceberg.StructLike() {
            @Override
            public int size() {
                return SCHEMA.columns().size();
            }

            @Override
            public <T> T get(int position, Class<T> type) {
                read.add(position);
                return type.cast(7L);
            }

            @Override
            public <T> void set(int position, T value) {
                throw new UnsupportedOperationException("read only");
            }
        };

        assertThat(rules("id == 7").violations(row, CREATED)).isEmpty();
        assertThat(read).containsExactly(0);
    }

    private static List<Violation> violations(String expression, Record row) {
        return rules(expression).violations(row, CREATED);
    }

    private static TableRules rules(String expression) {
        return TableRules.of(TABLE, SCHEMA, config(rule("r", expression, RuleAction.DLQ)));
    }

    private static QualityConfig config(QualityRule... rules) {
        return new QualityConfig(List.of(rules), Optional.empty());
    }

    private static QualityRule rule(String name, String expression, RuleAction action) {
        return new QualityRule(name, Pattern.compile("bank\\..*"), expression, action);
    }

    private static Event event(@Nullable String operation, long timeMs) {
        return new Event() {
            @Override
            public @Nullable String operation() {
                return operation;
            }

            @Override
            public String topic() {
                return "bank.public.payments";
            }

            @Override
            public long timeMs() {
                return timeMs;
            }
        };
    }

    private static Record row() {
        Map<String, Object> values = new HashMap<>();
        values.put("id", 7L);
        values.put("name", "Ada");
        values.put("amount", new BigDecimal("12.50"));
        values.put("fee", new BigDecimal("0.1000"));
        values.put("balance", 1.5);
        values.put("rate", 0.25f);
        values.put("count", 3);
        values.put("active", true);
        values.put("token", UUID.fromString("6f1c0a4e-0c8f-4b57-9b57-0a6f1c2d3e4f"));
        values.put("hash", "abc".getBytes(StandardCharsets.UTF_8));
        values.put("blob", ByteBuffer.wrap(new byte[] {1, 2}));
        values.put("born", LocalDate.of(1990, 5, 1));
        values.put("opens", LocalTime.of(9, 30));
        values.put("made", Instant.ofEpochMilli(1_699_999_999_000L).atOffset(ZoneOffset.UTC));
        values.put("timestamp", Instant.ofEpochMilli(1_699_999_999_000L).atOffset(ZoneOffset.UTC));
        values.put("local", LocalDateTime.of(2020, 1, 1, 0, 0));
        values.put("tags", List.of("a", "b"));
        values.put("codes", List.of(1, 2, 3));
        values.put("limits", Map.of("day", 100L));
        values.put("type", "card");
        values.put("string", "text");
        Record geo = GenericRecord.create(ADDRESS.field("geo").type().asStructType());
        geo.setField("lat", 48.86);
        Record address = GenericRecord.create(ADDRESS);
        address.setField("city", "Paris");
        address.setField("geo", geo);
        values.put("address", address);
        return GenericRecord.create(SCHEMA).copy(values);
    }

    private static String trace(Throwable throwable) {
        java.io.StringWriter text = new java.io.StringWriter();
        throwable.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
