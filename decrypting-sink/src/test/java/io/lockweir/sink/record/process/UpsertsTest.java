package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.EncryptFields;
import io.lockweir.sink.record.FilterReason;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpsertsTest {
    private static final String CANARY = "canary-grace.hopper@example.com";
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema EMAIL_KEY =
            SchemaBuilder.struct().field("email", Schema.STRING_SCHEMA).build();
    private static final Schema BOTH = SchemaBuilder.struct()
            .field("email", Schema.STRING_SCHEMA)
            .field("id", Schema.INT64_SCHEMA)
            .build();
    /** No column for the operation: a copy of the source's table needs none. */
    private static final org.apache.iceberg.Schema COLUMNS = new org.apache.iceberg.Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.required(2, "email", Types.StringType.get()),
            Types.NestedField.optional(3, "note", Types.StringType.get()));

    private static final String[] JOIN = {"policy.decrypt", "email", "policy.mode", "join", "policy.join.domain", "mail"
    };

    @ParameterizedTest
    @ValueSource(strings = {"c", "u", "r"})
    void putsTheRowInThePlaceOfTheOneWithItsKey(String operation) {
        Outcome.Upsert upsert = upsert(process(event(key(1), operation, null, Bank.row(1, "a@b.c", "n"))));
        assertThat(upsert.table()).isEqualTo(Bank.TABLE);
        assertThat(upsert.eventTimeMs()).isEqualTo(Bank.TIME);
        assertThat(upsert.row().getField("note")).isEqualTo("n");
        assertThat(upsert.before()).isNull();
    }

    @Test
    void takesARowAwayByTheImageBeforeIt() {
        // Without REPLICA IDENTITY FULL the image holds the key alone, and fillers.
        Outcome.Delete delete = delete(process(event(key(7), "d", Bank.row(7, "", null), null)));
        assertThat(delete.eventTimeMs()).isEqualTo(Bank.TIME);
        assertKey(delete.key(), 7L, null);
    }

    @Test
    void takesARowAwayByTheRecordKeyWithoutAnImage() {
        assertKey(delete(process(event(key(7), "d", null, null))).key(), 7L, null);
    }

    @Test
    void takesARowAwayForATombstone() {
        Outcome.Delete delete = delete(process(keyed(KEY, key(7), Bank.record(null, null))));
        assertKey(delete.key(), 7L, null);
        assertThat(delete.eventTimeMs()).isEqualTo(Bank.TIME + 5);
    }

    @Test
    void knowsARecordKeyOfASingleValue() {
        assertKey(
                delete(process(keyed(Schema.INT64_SCHEMA, 7L, Bank.record(null, null))))
                        .key(),
                7L,
                null);
        assertKey(delete(process(keyed(null, 7L, Bank.record(null, null)))).key(), 7L, null);
    }

    @Test
    void knowsRecordKeysWithoutSchema() {
        assertKey(
                delete(process(keyed(null, Map.of("id", 7), Bank.record(null, null))))
                        .key(),
                7L,
                null);
    }

    @Test
    void takesFlatRows() {
        SinkRecord row = keyed(null, Map.of("id", 7), Bank.record(null, Map.of("id", 7, "email", "a@b.c")));
        assertThat(upsert(process(row)).row().getField("id")).isEqualTo(7L);
        SinkRecord gone = keyed(null, Map.of("id", 7), Bank.record(null, null));
        assertKey(delete(process(gone, "row.images", "flat")).key(), 7L, null);
    }

    @Test
    void tellsTheKeyThatAnUpdateLeft() {
        SinkRecord moved = event(key(7), "u", Bank.row(7, "old@b.c", null), Bank.row(7, "new@b.c", null));
        Outcome.Upsert upsert = upsert(process(moved, "upsert.key.columns", "id,email"));
        assertThat(upsert.row().getField("email")).isEqualTo("new@b.c");
        assertKey(Objects.requireNonNull(upsert.before()), 7L, "old@b.c");
        SinkRecord stayed = event(key(7), "u", Bank.row(7, "new@b.c", "n"), Bank.row(7, "new@b.c", null));
        assertThat(upsert(process(stayed, "upsert.key.columns", "id,email")).before())
                .isNull();
    }

    @Test
    void needsTheImageBeforeAnUpdateIfTheRecordKeyIsNotEnough() {
        Outcome update = process(event(key(7), "u", null, Bank.row(7, "b", null)), "upsert.key.columns", "id,email");
        assertHeld(update, ReasonCode.MISSING_IMAGE, "REPLICA IDENTITY FULL");
        Outcome delete = process(event(key(7), "d", null, null), "upsert.key.columns", "id,email");
        assertHeld(delete, ReasonCode.MISSING_KEY, "REPLICA IDENTITY FULL");
        upsert(process(event(key(7), "c", null, Bank.row(7, "b", null)), "upsert.key.columns", "id,email"));
    }

    @Test
    void passesTombstonesByThatDoNotTellTheRow() {
        SinkRecord tombstone = keyed(KEY, key(7), Bank.record(null, null));
        assertThat(process(tombstone, "upsert.key.columns", "id,email"))
                .isEqualTo(new Outcome.Filtered(Bank.TABLE, FilterReason.TOMBSTONE));
        assertHeld(
                process(tombstone, "upsert.key.columns", "id,email", "row.images", "flat"),
                ReasonCode.MISSING_KEY,
                "all key columns");
    }

    @Test
    void holdsAtFlatRowsWhoseRecordKeyIsNotEnough() {
        SinkRecord row = keyed(null, Map.of("id", 7), Bank.record(null, Map.of("id", 7, "email", "a@b.c")));
        assertHeld(process(row, "upsert.key.columns", "id,email"), ReasonCode.KEY_MISMATCH, "A flat row");
    }

    @Test
    void holdsAtAChangeOfTheRecordKeyInOneEvent() {
        SinkRecord moved = event(key(8), "u", Bank.row(7, "a", null), Bank.row(8, "a", null));
        assertHeld(process(moved), ReasonCode.KEY_MISMATCH, "may stand in another partition");
    }

    @Test
    void holdsWithoutARecordKey() {
        assertHeld(process(event(null, "c", null, Bank.row(1, "a", null))), ReasonCode.MISSING_KEY, "has no key");
        assertHeld(process(Bank.record(null, null)), ReasonCode.MISSING_KEY, "has no key");
        Schema nullable =
                SchemaBuilder.struct().field("id", Schema.OPTIONAL_INT64_SCHEMA).build();
        assertHeld(
                process(keyed(nullable, new Struct(nullable), Bank.record(null, null))),
                ReasonCode.MISSING_KEY,
                "is null");
    }

    @Test
    void holdsAtRecordKeysOfOtherFields() {
        Struct other = new Struct(BOTH).put("id", 1L).put("email", "a");
        SinkRecord record = keyed(BOTH, other, Bank.event("c", null, Bank.row(1, "a", null)));
        assertHeld(process(record), ReasonCode.KEY_MISMATCH, "no key columns");
        assertHeld(
                process(keyed(Schema.INT64_SCHEMA, 1L, Bank.record(null, null)), "upsert.key.columns", "id,email"),
                ReasonCode.KEY_MISMATCH,
                "a single value");
    }

    @Test
    void holdsAtTruncate() {
        assertHeld(process(event(key(1), "t", null, null)), ReasonCode.UNSUPPORTED_OPERATION, "c, u, d and r only");
    }

    @Test
    void decryptsKeysInImagesAndRecordKeys() {
        SinkRecord event = encrypted(Bank.event("d", Bank.row(7, CANARY, "secret"), null));
        assertKey(delete(processByEmail(event)).key(), null, CANARY);
        assertKey(delete(processByEmail(encrypted(Bank.record(null, null)))).key(), null, CANARY);
        Outcome.Upsert upsert = upsert(processByEmail(encrypted(Bank.event("c", null, Bank.row(7, CANARY, "n")))));
        assertThat(upsert.row().getField("email")).isEqualTo(CANARY);
    }

    @Test
    void holdsAtAClearRecordKeyThatMustBeEncrypted() {
        SinkRecord tombstone = keyed(EMAIL_KEY, new Struct(EMAIL_KEY).put("email", CANARY), Bank.record(null, null));
        assertHeld(processByEmail(tombstone), ReasonCode.CLEAR_TEXT, "email");
    }

    @Test
    void holdsABadRowInsteadOfCopyingTheClearRecordKeyBesideIt() {
        // The row alone would be quarantined: its column is required.
        SinkRecord encrypted = encrypted(Bank.event("c", null, Bank.row(7, null, null)));
        assertThat(processByEmail(encrypted)).isInstanceOf(Outcome.Quarantined.class);
        SinkRecord clearKey = keyed(EMAIL_KEY, new Struct(EMAIL_KEY).put("email", CANARY), encrypted);
        assertHeld(processByEmail(clearKey), ReasonCode.CLEAR_TEXT, "email");
    }

    @Test
    void holdsAtADeleteWhoseImageHasClearText() {
        SinkRecord clear = event(key(7), "d", Bank.row(7, CANARY, null), null);
        assertHeld(process(clear, "policy.decrypt", "note,email"), ReasonCode.CLEAR_TEXT, "image before");
    }

    @Test
    void refusesKeyColumnsEncryptedAtRandom() {
        assertThatThrownBy(() -> process(Bank.record(null, null), "policy.decrypt", "id"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("The key column id is encrypted at random");
    }

    @Test
    void appendsToTablesThatDoNotMatch() {
        try (TableRecordProcessor processor =
                Bank.processor(Bank.table(Bank.COLUMNS), "write.mode", "upsert", "upsert.tables", "other\\..*")) {
            assertThat(processor.keyColumns(Bank.TABLE)).isEmpty();
            assertThat(processor.process(Bank.event("c", null, Bank.row(1, null, null))))
                    .isInstanceOf(Outcome.Row.class);
            assertThat(processor.process(Bank.record(null, null)))
                    .isEqualTo(new Outcome.Filtered(Bank.TABLE, FilterReason.TOMBSTONE));
        }
    }

    @Test
    void tellsNoKeyInAnyText() {
        SinkRecord broken = keyed(Schema.STRING_SCHEMA, CANARY, Bank.record(null, null));
        assertThat(process(broken).toString()).doesNotContain(CANARY);
        SinkRecord clear = keyed(EMAIL_KEY, new Struct(EMAIL_KEY).put("email", CANARY), Bank.record(null, null));
        assertThat(processByEmail(clear).toString()).doesNotContain(CANARY);
        assertThat(processByEmail(encrypted(Bank.event("c", null, Bank.row(7, CANARY, "n"))))
                        .toString())
                .doesNotContain(CANARY);
        assertThat(processByEmail(encrypted(Bank.record(null, null))).toString())
                .isEqualTo("Delete[table=bank.customers, eventTimeMs=" + (Bank.TIME + 5) + "]");
    }

    private static Outcome process(SinkRecord record, String... keysAndValues) {
        Table table = Bank.table(COLUMNS);
        Map<String, String> properties = Bank.properties(keysAndValues);
        properties.put("write.mode", "upsert");
        properties.putIfAbsent("upsert.key.columns", "id");
        try (TableRecordProcessor processor = Bank.processor(table, properties)) {
            return processor.process(record);
        }
    }

    /** The key column is encrypted, deterministically. */
    private static Outcome processByEmail(SinkRecord record) {
        String[] properties = Arrays.copyOf(JOIN, JOIN.length + 2);
        properties[JOIN.length] = "upsert.key.columns";
        properties[JOIN.length + 1] = "email";
        return process(record, properties);
    }

    private static SinkRecord encrypted(SinkRecord record) {
        String[] rule = {"fields", "email", "mode", "join", "join.domain", "mail"};
        SinkRecord keyed = keyed(EMAIL_KEY, new Struct(EMAIL_KEY).put("email", CANARY), record);
        try (EncryptFields.Key<SinkRecord> transform = new EncryptFields.Key<>()) {
            transform.configure(Bank.writer(rule));
            return Bank.encrypt(transform.apply(keyed), rule);
        }
    }

    private static Struct key(long id) {
        return new Struct(KEY).put("id", id);
    }

    private static SinkRecord event(
            @Nullable Struct key, String operation, @Nullable Struct before, @Nullable Struct after) {
        return keyed(key == null ? null : KEY, key, Bank.event(operation, before, after));
    }

    private static SinkRecord keyed(@Nullable Schema schema, @Nullable Object key, SinkRecord record) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                schema,
                key,
                record.valueSchema(),
                record.value(),
                record.timestamp());
    }

    private static Outcome.Upsert upsert(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Upsert.class);
        return (Outcome.Upsert) outcome;
    }

    private static Outcome.Delete delete(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Delete.class);
        return (Outcome.Delete) outcome;
    }

    private static void assertHeld(Outcome outcome, ReasonCode reason, String text) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Held.class, held -> {
            assertThat(held.reason()).isEqualTo(reason);
            assertThat(held.message()).contains(text).doesNotContain(CANARY);
        });
    }

    private static void assertKey(Record key, @Nullable Long id, @Nullable String email) {
        assertThat(key.struct()).isEqualTo(COLUMNS.asStruct());
        assertThat(key.getField("id")).isEqualTo(id);
        assertThat(key.getField("email")).isEqualTo(email);
        assertThat(key.getField("note")).isNull();
    }
}
