package io.lockweir.benchmarks.sink;

import io.lockweir.connect.EncryptFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
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
 * Card payments of ten columns, three of them personal, every one different. A batch is made right before it is written, as
 * a consumer's poll makes it: its records are new objects, and not yet pushed out of the processor's caches.
 */
final class Workload implements AutoCloseable {

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

    private final EncryptFields.Value<SinkRecord> transform = new EncryptFields.Value<>();

    Workload(String keyset) {
        transform.configure(Map.of("keyset.json", keyset, "fields", ENCRYPTED));
    }

    /** What a sink without decryption is given. */
    List<SinkRecord> clear(long from) {
        return batch(from, number -> record(number, payment(number)));
    }

    /** What ours is given. */
    List<SinkRecord> encrypted(long from) {
        return batch(from, number -> transform.apply(record(number, payment(number))));
    }

    /** What both have to make of it. */
    List<GenericRecord> rows(long from) {
        return batch(from, Workload::row);
    }

    private static <T> List<T> batch(long from, LongFunction<T> maker) {
        return LongStream.range(from, from + BATCH).mapToObj(maker).toList();
    }

    @Override
    public void close() {
        transform.close();
    }

    private static SinkRecord record(long number, Struct value) {
        org.apache.kafka.connect.data.Schema key = org.apache.kafka.connect.data.Schema.INT64_SCHEMA;
        return new SinkRecord(
                TOPIC, 0, key, value.get("id"), PAYMENT, value, number, START_MS + number, TimestampType.CREATE_TIME);
    }

    private static Struct payment(long number) {
        return new Struct(PAYMENT)
                .put("id", id(number))
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

    private static GenericRecord row(long number) {
        GenericRecord row = GenericRecord.create(COLUMNS);
        row.setField("id", id(number));
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

    private static long id(long number) {
        return 1_000_000_000L + number * 7919L;
    }

    private static String holder(long number) {
        return "Holder %08x of card %08d".formatted((int) (number * 0x9E3779B9), number);
    }

    private static String iban(long number) {
        return String.format(Locale.ROOT, "DE%020d", id(number) * 31);
    }

    private static String email(long number) {
        return "holder.%08x@bank.example".formatted((int) (number * 0x85EBCA6B));
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
