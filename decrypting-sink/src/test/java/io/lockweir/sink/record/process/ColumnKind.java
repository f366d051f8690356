package io.lockweir.sink.record.process;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** One way a column can be: its schemas, and random values with what must be read back. */
@SuppressWarnings("JavaUtilDate") // Connect's logical types are java.util.Date.
record ColumnKind(Schema schema, Type type, Function<Random, Sample> samples) {

    /** A value as Connect has it, and as Iceberg must have it. */
    record Sample(Object source, Object expected) {}

    private static final String LETTERS = "aZ0 äß漢😀\u0000\n\"\\";

    static final List<ColumnKind> ALL = List.of(
            same(Schema.OPTIONAL_BOOLEAN_SCHEMA, Types.BooleanType.get(), Random::nextBoolean),
            kind(Schema.OPTIONAL_INT8_SCHEMA, Types.IntegerType.get(), random -> {
                byte value = (byte) random.nextInt();
                return new Sample(value, (int) value);
            }),
            same(Schema.OPTIONAL_INT32_SCHEMA, Types.IntegerType.get(), Random::nextInt),
            same(Schema.OPTIONAL_INT64_SCHEMA, Types.LongType.get(), Random::nextLong),
            same(Schema.OPTIONAL_FLOAT32_SCHEMA, Types.FloatType.get(), Random::nextFloat),
            same(Schema.OPTIONAL_FLOAT64_SCHEMA, Types.DoubleType.get(), Random::nextGaussian),
            same(Schema.OPTIONAL_STRING_SCHEMA, Types.StringType.get(), ColumnKind::text),
            kind(Schema.OPTIONAL_BYTES_SCHEMA, Types.BinaryType.get(), random -> {
                byte[] value = bytes(random, random.nextInt(40));
                return new Sample(value, ByteBuffer.wrap(value));
            }),
            kind(Schema.OPTIONAL_BYTES_SCHEMA, Types.FixedType.ofLength(7), random -> {
                byte[] value = bytes(random, 7);
                return new Sample(ByteBuffer.wrap(value), ByteBuffer.wrap(value));
            }),
            same(
                    Decimal.builder(4).optional().build(),
                    Types.DecimalType.of(30, 4),
                    random -> new BigDecimal(new BigInteger(80, random), 4)),
            kind(Date.builder().optional().build(), Types.DateType.get(), random -> {
                int days = random.nextInt(60_000) - 30_000;
                return new Sample(new java.util.Date(days * 86_400_000L), LocalDate.ofEpochDay(days));
            }),
            kind(Time.builder().optional().build(), Types.TimeType.get(), random -> {
                int millis = random.nextInt(86_400_000);
                return new Sample(new java.util.Date(millis), LocalTime.ofNanoOfDay(millis * 1_000_000L));
            }),
            kind(Timestamp.builder().optional().build(), Types.TimestampType.withZone(), random -> {
                long millis = random.nextLong() >> 16;
                return new Sample(
                        new java.util.Date(millis), Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
            }),
            kind(
                    named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"),
                    Types.TimestampType.withoutZone(),
                    random -> {
                        long micros = random.nextLong() >> 8;
                        return new Sample(
                                micros,
                                LocalDateTime.ofEpochSecond(
                                        Math.floorDiv(micros, 1_000_000L),
                                        (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                                        ZoneOffset.UTC));
                    }),
            kind(
                    named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"),
                    Types.TimestampType.withZone(),
                    random -> {
                        OffsetDateTime time = Instant.ofEpochSecond(
                                        random.nextInt(), random.nextInt(1_000_000) * 1_000L)
                                .atOffset(ZoneOffset.ofHours(random.nextInt(12)));
                        return new Sample(time.toString(), time.withOffsetSameInstant(ZoneOffset.UTC));
                    }),
            kind(named(Schema.Type.STRING, "io.debezium.data.Uuid"), Types.UUIDType.get(), random -> {
                UUID uuid = new UUID(random.nextLong(), random.nextLong());
                return new Sample(uuid.toString(), uuid);
            }),
            kind(
                    SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build(),
                    Types.ListType.ofOptional(1_000, Types.StringType.get()),
                    random -> {
                        List<String> texts = new ArrayList<>();
                        for (int i = random.nextInt(4); i >= 0; i--) {
                            texts.add(i == 2 ? null : text(random));
                        }
                        return new Sample(texts, texts);
                    }),
            kind(
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA)
                            .optional()
                            .build(),
                    Types.MapType.ofOptional(1_001, 1_002, Types.StringType.get(), Types.LongType.get()),
                    random -> {
                        Map<String, Long> entries = new LinkedHashMap<>();
                        for (int i = random.nextInt(4); i > 0; i--) {
                            entries.put(i + text(random), random.nextLong());
                        }
                        return new Sample(entries, entries);
                    }));

    private static ColumnKind kind(Schema schema, Type type, Function<Random, Sample> samples) {
        return new ColumnKind(schema, type, samples);
    }

    private static ColumnKind same(Schema schema, Type type, Function<Random, Object> values) {
        return new ColumnKind(schema, type, random -> {
            Object value = values.apply(random);
            return new Sample(value, value);
        });
    }

    private static Schema named(Schema.Type type, String name) {
        return SchemaBuilder.type(type).name(name).version(1).optional().build();
    }

    private static String text(Random random) {
        int[] points = random.ints(random.nextInt(50), 0, LETTERS.codePointCount(0, LETTERS.length()))
                .map(i -> LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, i)))
                .toArray();
        return new String(points, 0, points.length);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
