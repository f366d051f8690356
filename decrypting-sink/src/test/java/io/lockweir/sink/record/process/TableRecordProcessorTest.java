package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.record.FilterReason;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableRecordProcessorTest {
    private static final String CANARY = "canary-grace.hopper@example.com";

    @ParameterizedTest
    @ValueSource(strings = {"c", "u", "r"})
    void writesTheAfterImageDecrypted(String operation) {
        SinkRecord record = encrypted(Bank.event(operation, Bank.row(1, "old", null), Bank.row(1, CANARY, "n")));
        Outcome.Row outcome = Bank.row(process(record, "policy.decrypt", "email"));
        assertThat(outcome.table()).isEqualTo(Bank.TABLE);
        assertThat(outcome.eventTimeMs()).isEqualTo(Bank.TIME);
        Record row = outcome.row();
        assertThat(row.getField("id")).isEqualTo(1L);
        assertThat(row.getField("email")).isEqualTo(CANARY);
        assertThat(row.getField("note")).isEqualTo("n");
        assertThat(row.getField("_op")).isEqualTo(operation);
    }

    @Test
    void stopsWithoutTheTextOfAnUnforeseenException() {
        Map<String, Object> row = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw new IllegalStateException(CANARY);
            }
        };
        SinkRecord record = new SinkRecord(Bank.TOPIC, 2, null, null, null, row, 41);

        assertThatThrownBy(() -> process(record, "row.images", "flat"))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("The record at " + Bank.TOPIC + "-2 offset 41 for table " + Bank.TABLE
                        + " failed with java.lang.IllegalStateException at ")
                .hasMessageNotContaining(CANARY)
                .hasNoCause();
    }

    @Test
    void writesTheBeforeImageOfDeletes() {
        SinkRecord record = encrypted(Bank.event("d", Bank.row(1, CANARY, null), null));
        Record row = Bank.row(process(record, "policy.decrypt", "email")).row();
        assertThat(row.getField("email")).isEqualTo(CANARY);
        assertThat(row.getField("_op")).isEqualTo("d");
    }

    @Test
    void fillsTheMetadataColumnsTheTableHas() {
        Record row = Bank.row(
                        process(encrypted(Bank.event("c", null, Bank.row(1, CANARY, null))), "policy.decrypt", "email"))
                .row();
        assertThat(row.getField("_source_lsn")).isEqualTo(77L);
        assertThat(row.getField("_source_ts"))
                .isEqualTo(Instant.ofEpochMilli(Bank.TIME)
                        .plus(7, ChronoUnit.MICROS)
                        .atOffset(ZoneOffset.UTC));
        assertThat(row.getField("_event_ts"))
                .isEqualTo(Instant.ofEpochMilli(Bank.TIME + 1).atOffset(ZoneOffset.UTC));
        assertThat(row.getField("_topic")).isEqualTo(Bank.TOPIC);
        assertThat(row.getField("_kafka_partition")).isEqualTo(3);
        assertThat(row.getField("_offset")).isEqualTo(42L);
    }

    @Test
    void routesByTheOriginalTopicWhateverTransformsRename() {
        SinkRecord record = encrypted(Bank.event("c", null, Bank.row(1, CANARY, null)));
        SinkRecord renamed =
                record.newRecord("elsewhere", 9, null, null, record.valueSchema(), record.value(), record.timestamp());
        Record row = Bank.row(process(renamed, "policy.decrypt", "email")).row();
        assertThat(row.getField("_topic")).isEqualTo(Bank.TOPIC);
        assertThat(row.getField("_kafka_partition")).isEqualTo(3);
    }

    @Test
    void writesFlatRowsWithoutOperation() {
        Schema columns = new Schema(Bank.COLUMNS.columns().subList(0, 3));
        SinkRecord record = Bank.encrypt(Bank.record(Bank.ROW, Bank.row(5, CANARY, null)), "fields", "email");
        try (TableRecordProcessor processor = Bank.processor(Bank.table(columns), "policy.decrypt", "email")) {
            Outcome.Row outcome = Bank.row(processor.process(record));
            assertThat(outcome.row().getField("email")).isEqualTo(CANARY);
            assertThat(outcome.eventTimeMs()).isEqualTo(Bank.TIME + 5);
        }
    }

    @Test
    void filtersTombstones() {
        assertThat(process(Bank.record(null, null), "policy.decrypt", "email"))
                .isEqualTo(new Outcome.Filtered(Bank.TABLE, FilterReason.TOMBSTONE));
    }

    @Test
    void neverReadsANullAsTheColumnsDefault() {
        org.apache.kafka.connect.data.Schema rows = SchemaBuilder.struct()
                .field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
                .field(
                        "note",
                        SchemaBuilder.string()
                                .optional()
                                .defaultValue("default")
                                .build())
                .build();
        SinkRecord record = Bank.record(rows, new Struct(rows).put("id", 1L).put("note", null));
        Schema columns = new Schema(Bank.COLUMNS.columns().subList(0, 3));
        try (TableRecordProcessor processor = Bank.processor(Bank.table(columns))) {
            assertThat(Bank.row(processor.process(record)).row().getField("note"))
                    .isNull();
        }
    }

    @Test
    void keepsCiphertextByPolicy() {
        SinkRecord record = encrypted(Bank.event("c", null, Bank.row(1, CANARY, null)));
        Object ciphertext = ((Struct) record.value()).getStruct("after").get("email");
        Record row = Bank.row(process(record, "policy.keep", "email")).row();
        assertThat(row.getField("email")).isEqualTo(ciphertext);
    }

    @Test
    void dropsFieldsThatNeedNoColumn() {
        Schema columns = new Schema(
                List.of(Bank.COLUMNS.findField("id"), Bank.COLUMNS.findField("note"), Bank.COLUMNS.findField("_op")));
        SinkRecord record = encrypted(Bank.event("c", null, Bank.row(1, CANARY, "n")));
        try (TableRecordProcessor processor = Bank.processor(Bank.table(columns), "policy.drop", "email")) {
            assertThat(Bank.row(processor.process(record)).row().getField("note"))
                    .isEqualTo("n");
        }
    }

    @Test
    void decryptsSeveralScopesByNamedPolicies() {
        SinkRecord record = Bank.encrypt(
                Bank.event("c", null, Bank.row(1, CANARY, "n")),
                "rules",
                "a,b",
                "rules.a.fields",
                "email",
                "rules.a.mode",
                "join",
                "rules.a.join.domain",
                "people",
                "rules.b.fields",
                "note");
        Record row = Bank.row(process(
                        record,
                        "policies",
                        "a,b",
                        "policies.a.tables",
                        "bank\\.customers",
                        "policies.a.decrypt",
                        "email",
                        "policies.a.mode",
                        "join",
                        "policies.a.join.domain",
                        "people",
                        "policies.b.decrypt",
                        "note"))
                .row();
        assertThat(row.getField("email")).isEqualTo(CANARY);
        assertThat(row.getField("note")).isEqualTo("n");
    }

    @Test
    void decryptsChangeEventsWithoutSchema() {
        SinkRecord record = encrypted(Bank.event("u", null, Bank.row(1, CANARY, "n")));
        Map<String, Object> event = new HashMap<>();
        Struct value = (Struct) record.value();
        Map<String, Object> after = new HashMap<>();
        after.put("id", 1L);
        after.put("email", value.getStruct("after").get("email"));
        after.put("note", null);
        event.put("after", after);
        event.put("op", "u");
        event.put("source", Map.of("ts_ms", Bank.TIME, "lsn", 77L));
        Record row = Bank.row(process(Bank.record(null, event), "policy.decrypt", "email", "row.images", "debezium"))
                .row();
        assertThat(row.getField("email")).isEqualTo(CANARY);
        assertThat(row.getField("_source_lsn")).isEqualTo(77L);
    }

    @Test
    void refusesAnUnmappedTopicByName() {
        try (TableRecordProcessor processor = Bank.processor(Bank.table(Bank.COLUMNS))) {
            assertThat(processor.tablesOf(List.of(Bank.TOPIC))).containsEntry(Bank.TOPIC, Set.of(Bank.TABLE));
            assertThatThrownBy(() -> processor.tablesOf(List.of("bank.transaction")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("The topic bank.transaction is mapped to no table; add it to mapping.topics or"
                            + " mapping.regex, or take it out of topics or topics.regex (topics of heartbeats,"
                            + " transactions and schema changes hold no rows)");
        }
    }

    @Test
    void refusesAPolicyWithoutItsColumn() {
        assertThatThrownBy(() -> Bank.processor(Bank.table(Bank.COLUMNS), "policy.decrypt", "e-mail"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Table bank.customers has no column for the field e-mail of its policy; correct the policy, or"
                                + " add the column");
    }

    @Test
    void refusesOverlappingPoliciesAtStart() {
        assertThatThrownBy(() -> Bank.processor(
                        Bank.table(Bank.COLUMNS),
                        "policies",
                        "a,b",
                        "policies.a.decrypt",
                        "email",
                        "policies.b.keep",
                        "email"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("name the field email of table bank.customers");
    }

    @Test
    void refusesDecryptedPartitions() {
        PartitionSpec spec =
                PartitionSpec.builderFor(Bank.COLUMNS).truncate("email", 2).build();
        assertThatThrownBy(() -> Bank.processor(Bank.table(Bank.COLUMNS, spec), "policy.decrypt", "email"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is partitioned by truncate[2] of the column email, which the policy decrypts");
    }

    @Test
    void refusesAMetadataColumnOfAnotherType() {
        Schema columns = new Schema(Types.NestedField.optional(1, "_offset", Types.StringType.get()));
        assertThatThrownBy(() -> Bank.processor(Bank.table(columns)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Column _offset of table bank.customers is string; the sink writes long there. Change the"
                        + " column, or name another one with columns.offset");
    }

    @Test
    void demandsAnOperationColumnForChangeEvents() {
        Schema columns = new Schema(Bank.COLUMNS.columns().subList(0, 3));
        try (TableRecordProcessor processor = Bank.processor(Bank.table(columns), "policy.decrypt", "email")) {
            Outcome outcome = processor.process(encrypted(Bank.event("c", null, Bank.row(1, CANARY, null))));
            assertThat(((Outcome.Held) outcome).reason()).isEqualTo(ReasonCode.MISSING_COLUMN);
            assertThat(((Outcome.Held) outcome).message())
                    .isEqualTo("Table bank.customers, topic bank.public.customers, partition 3, offset 42, field _op:"
                            + " MISSING_COLUMN: Change events need a string column for their operation, else a delete"
                            + " looks like an insert; add it to the table, or name it with columns.op");
        }
    }

    @Test
    void saysWhichTableIsNotBound() {
        try (TableRecordProcessor processor = Bank.processor(Bank.table(Bank.COLUMNS))) {
            SinkRecord other =
                    new SinkRecord("bank.public.accounts", 0, null, null, Bank.ROW, Bank.row(1, null, null), 0);
            assertThatThrownBy(() -> processor.process(other)).hasMessage("Table bank.accounts is not bound");
        }
    }

    @Test
    void needsNoKeysToDecryptNothing() {
        Map<String, String> properties = Bank.properties();
        properties.remove("keyset.json");
        try (TableRecordProcessor processor =
                TableRecordProcessor.open(io.lockweir.sink.record.RecordConfig.of(properties))) {
            processor.bind(Bank.TABLE, Bank.table(Bank.COLUMNS));
            assertThat(Bank.row(processor.process(Bank.event("c", null, Bank.row(1, "clear", null))))
                            .row()
                            .getField("email"))
                    .isEqualTo("clear");
        }
    }

    private static SinkRecord encrypted(SinkRecord record) {
        return Bank.encrypt(record, "fields", "email");
    }

    private static Outcome process(SinkRecord record, String... keysAndValues) {
        try (TableRecordProcessor processor = Bank.processor(Bank.table(Bank.COLUMNS), keysAndValues)) {
            return processor.process(record);
        }
    }
}
