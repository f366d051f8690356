package io.lockweir.benchmarks.sink;

import io.lockweir.connect.EncryptFields;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Changes of card payments: ten columns, three of them personal, every one different. A batch is made right before it is
 * written, as a consumer's poll makes it: its records are new objects, and not yet pushed out of the processor's caches.
 */
final class Workload implements AutoCloseable {

    /** Field id of the key column, which is the first one. */
    static final int ID = 1;

    static final String TOPIC = "bank.public.payments";
    static final String ENCRYPTED = "card_holder,iban,email";
    /** As {@code max.poll.records} has it by default. */
    static final int BATCH = 500;

    private static final long START_MS = 1_700_000_000_000L;

    static final Schema COLUMNS = new Schema(
            List.of(
                    Types.NestedField.required(1, "id", Types.LongType.get()),
                    Types.NestedField.required(2, "card_holder", Types.StringType.get()),
                    Types.NestedField.required(3, "iban", Types.StringType.get()),
                    Types.NestedField.required(4, "email", Types.StringType.get()),
                    Types.NestedField.required(5, "amount", Types.DecimalType.of(12, 2)),
                    Types.NestedField.required(6, "currency", Types.StringType.get()),
                    Types.NestedField.required(7, "booked_at", Types.TimestampType.withZone()),
                    Types.NestedField.required(8, "status", Types.StringType.get()),
                    Types.NestedField.required(9, "quantity", Types.IntegerType.get()),
                    Types.NestedField.required(10, "disputed", Types.BooleanType.get())),
            Set.of(1));

    private static final org.apache.kafka.connect.data.Schema PAYMENT = SchemaBuilder.struct()
            .name("bank.public.payments.Value")
            .field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
            .field("card_holder", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .field("iban", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .field("email", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .field("amount", Decimal.schema(2))
            .field("currency", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .field("booked_at", Timestamp.SCHEMA)
            .field("status", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .field("quantity", org.apache.kafka.connect.data.Schema.INT32_SCHEMA)
            .field("disputed", org.apache.kafka.connect.data.Schema.BOOLEAN_SCHEMA)
            .build();

    private static final org.apache.kafka.connect.data.Schema KEY = SchemaBuilder.struct()
            .name("bank.public.payments.Key")
            .field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
            .build();

    private final EncryptFields.Value<SinkRecord> transform = new EncryptFields.Value<>();
    private final Changes changes;

    Workload(String keyset, Changes changes) {
        this.changes = changes;
        transform.configure(Map.of("keyset.json", keyset, "fields", ENCRYPTED));
    }

    /** What a sink without decryption is given. */
    List<SinkRecord> clear(long from) {
        return polled(batch(from, this::record));
    }

    /** What ours is given. */
    List<SinkRecord> encrypted(long from) {
        return polled(batch(from, number -> transform.apply(record(number))));
    }

    /** What both have to make of it. */
    List<GenericRecord> rows(long from) {
        return batch(from, this::row);
    }

    private static <T> List<T> batch(long from, LongFunction<T> maker) {
        return LongStream.range(from, from + BATCH).mapToObj(maker).toList();
    }

    /**
     * The same records as new objects, one after the other, as a converter leaves them: encrypting happened elsewhere, and what
     * it left in the heap does not lie between them.
     */
    private static List<SinkRecord> polled(List<SinkRecord> records) {
        return records.stream()
                .map(record -> record.newRecord(
                        record.topic(),
                        record.kafkaPartition(),
                        record.keySchema(),
                        copied(record.key()),
                        record.valueSchema(),
                        copied(record.value()),
                        record.timestamp()))
                .toList();
    }

    private static Object copied(Object value) {
        if (value instanceof Struct struct) {
            Struct copy = new Struct(struct.schema());
            struct.schema().fields().forEach(field -> copy.put(field, copied(struct.get(field))));
            return copy;
        }
        return value instanceof String text
                ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                : value;
    }

    @Override
    public void close() {
        transform.close();
    }

    private SinkRecord record(long number) {
        Struct value = payment(number);
        Struct key = new Struct(KEY).put("id", value.get("id"));
        return new SinkRecord(TOPIC, 0, KEY, key, PAYMENT, value, number, START_MS + number, TimestampType.CREATE_TIME);
    }

    private Struct payment(long number) {
        return new Struct(PAYMENT)
                .put("id", id(changes.row(number)))
                .put("card_holder", holder(number))
                .put("iban", iban(number))
                .put("email", email(number))
                .put("amount", amount(number))
                .put("currency", currency(number))
                .put("booked_at", Timestamp.toLogical(Timestamp.SCHEMA, bookedMs(number)))
                .put("status", status(number))
                .put("quantity", (int) (number % 17))
                .put("disputed", number % 31 == 0);
    }

    private GenericRecord row(long number) {
        GenericRecord row = GenericRecord.create(COLUMNS);
        row.setField("id", id(changes.row(number)));
        row.setField("card_holder", holder(number));
        row.setField("iban", iban(number));
        row.setField("email", email(number));
        row.setField("amount", amount(number));
        row.setField("currency", currency(number));
        row.setField("booked_at", Instant.ofEpochMilli(bookedMs(number)).atOffset(ZoneOffset.UTC));
        row.setField("status", status(number));
        row.setField("quantity", (int) (number % 17));
        row.setField("disputed", number % 31 == 0);
        return row;
    }

    private static long id(long row) {
        return 1_000_000_000L + row * 7919L;
    }

    private static String holder(long number) {
        return "Holder " + hex(number * 0x9E3779B9) + " of card " + digits(number, 8);
    }

    private static String iban(long number) {
        return "DE" + digits(id(number) * 31, 20);
    }

    private static String email(long number) {
        return "holder." + hex(number * 0x85EBCA6B) + "@bank.example";
    }

    /** A formatter would leave so much garbage between the records of a batch that they no longer share a cache. */
    private static String hex(long number) {
        return HexFormat.of().toHexDigits((int) number);
    }

    private static String digits(long number, int count) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, count - digits.length())) + digits;
    }

    private static BigDecimal amount(long number) {
        return BigDecimal.valueOf((number * 7L + 3) % 1_000_000, 2);
    }

    private static String currency(long number) {
        return number % 5 == 0 ? "USD" : "EUR";
    }

    private static long bookedMs(long number) {
        return START_MS + number * 61_007L;
    }

    private static String status(long number) {
        return number % 3 == 0 ? "settled" : "authorised";
    }
}
