package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.EncryptFields;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.RecordConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One policy file for the writer and the sink: several topics, each with a namespace of its own, go to one table. */
class PolicyFileSinkTest {
    private static final String POLICY = """
            version: 1
            rules:
              - name: customers
                topics: (?<area>bank|shop)\\.public\\.customers
                namespace: ns-${area}
                fields:
                  email: random
                  note: {mode: random, read: drop}
              - name: archive
                topics: archive\\.public\\.customers
                fields:
                  note: random
            """;

    @TempDir
    private Path directory;

    private String policy = "";

    @BeforeEach
    void writePolicy() throws IOException {
        policy = Files.writeString(directory.resolve("policy.yaml"), POLICY).toString();
    }

    @Test
    void decryptsByTheWritersOwnPolicyInEveryTopic() {
        Table table = Bank.table(Bank.COLUMNS);
        try (TableRecordProcessor processor = processor()) {
            processor.tablesOf(List.of("bank.public.customers"));
            processor.bind(Bank.TABLE, table);

            for (String topic : List.of("bank.public.customers", "shop.public.customers")) {
                Record row = Bank.row(processor.process(encrypted(topic))).row();
                assertThat(row.getField("email")).as(topic).isEqualTo("zoe@example.org");
                assertThat(row.getField("note")).as(topic).isNull();
            }
            // The third topic joins when the table is bound already.
            Record row = Bank.row(processor.process(encrypted("archive.public.customers")))
                    .row();
            assertThat(row.getField("email")).isEqualTo("zoe@example.org");
            assertThat(row.getField("note")).isEqualTo("hello");
        }
    }

    @Test
    void keepsNoMetricsOfColumnsThatAnyTopicMayDecrypt() {
        try (TableRecordProcessor processor = processor()) {
            processor.tablesOf(List.of("bank.public.customers"));
            processor.bind(Bank.TABLE, Bank.table(Bank.COLUMNS));
            assertThat(processor.decryptedColumns(Bank.TABLE)).containsExactlyInAnyOrder("email", "note");
        }
    }

    @Test
    void refusesClearTextWhereThePolicyEncrypts() {
        try (TableRecordProcessor processor = processor()) {
            processor.bind(Bank.TABLE, Bank.table(Bank.COLUMNS));
            Outcome outcome = processor.process(clear("shop.public.customers"));
            assertThat(((Outcome.Held) outcome).reason()).isEqualTo(ReasonCode.CLEAR_TEXT);
        }
    }

    @Test
    void doesNotReadOneTopicsCiphertextInAnother() {
        try (TableRecordProcessor processor = processor()) {
            processor.bind(Bank.TABLE, Bank.table(Bank.COLUMNS));
            SinkRecord bank = encrypted("bank.public.customers");
            SinkRecord moved = record("shop.public.customers", bank.valueSchema(), bank.value());
            assertThat(((Outcome.Held) processor.process(moved)).reason()).isEqualTo(ReasonCode.UNKNOWN_KEY);
        }
    }

    @Test
    void refusesDecryptedPartitionsOfATopicThatComesLater() {
        PartitionSpec spec =
                PartitionSpec.builderFor(Bank.COLUMNS).truncate("note", 2).build();
        try (TableRecordProcessor processor = processor()) {
            processor.tablesOf(List.of("bank.public.customers"));
            processor.bind(Bank.TABLE, Bank.table(Bank.COLUMNS, spec));
            Bank.row(processor.process(encrypted("bank.public.customers")));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> processor.process(encrypted("archive.public.customers")))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining("of the column note, which the policy decrypts");
            }
        }
    }

    @Test
    void decryptsWhatIsNotDeclaredClear() throws IOException {
        policy = Files.writeString(directory.resolve("deny.yaml"), """
                        version: 1
                        rules:
                          - {name: all, topics: bank.*, others: random, fields: {id: clear}}
                          - {name: some, topics: shop.*, fields: {email: random}}
                        """).toString();
        try (TableRecordProcessor processor = processor()) {
            processor.tablesOf(List.of("bank.public.customers"));
            processor.bind(Bank.TABLE, Bank.table(Bank.COLUMNS));

            Record row = Bank.row(processor.process(encrypted("bank.public.customers")))
                    .row();
            assertThat(row.getField("id")).isEqualTo(1L);
            assertThat(row.getField("email")).isEqualTo("zoe@example.org");
            assertThat(row.getField("note")).isEqualTo("hello");
            assertThat(processor.decryptedColumns(Bank.TABLE)).containsExactlyInAnyOrder("email", "note");
            Bank.row(processor.process(encrypted("shop.public.customers")));
        }
        try (TableRecordProcessor processor = processor()) {
            processor.tablesOf(List.of("shop.public.customers"));
            processor.bind(Bank.TABLE, Bank.table(Bank.COLUMNS));
            Bank.row(processor.process(encrypted("shop.public.customers")));
            assertThatThrownBy(() -> processor.process(encrypted("bank.public.customers")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(
                            "A topic that came to table bank.customers while it was written decrypts further columns; restart"
                                    + " the connector");
        }
    }

    private TableRecordProcessor processor() {
        Map<String, String> properties = new HashMap<>();
        properties.put("mapping.regex", "[a-z]+\\.public\\.(.+)");
        properties.put("mapping.regex.table", "bank.$1");
        properties.put("keyset.json", TestKeys.json(1));
        properties.put("policy.file", policy);
        return TableRecordProcessor.open(RecordConfig.of(properties));
    }

    private SinkRecord encrypted(String topic) {
        try (EncryptFields.Value<SinkRecord> transform = new EncryptFields.Value<>()) {
            transform.configure(Map.of("keyset.json", TestKeys.json(1), "policy.file", policy));
            return transform.apply(clear(topic));
        }
    }

    private static SinkRecord clear(String topic) {
        Struct event = (Struct)
                Bank.event("c", null, Bank.row(1, "zoe@example.org", "hello")).value();
        return record(topic, event.schema(), event);
    }

    private static SinkRecord record(String topic, org.apache.kafka.connect.data.Schema schema, Object value) {
        return new SinkRecord(topic, 3, null, null, schema, value, 42, Bank.TIME, TimestampType.CREATE_TIME);
    }
}
