package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.RecordConfig;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One topic that feeds two tables, as a header says. */
class HeaderRoutesTest {

    private static final TableIdentifier EU = TableIdentifier.of("bank", "customers_eu");
    private static final TableIdentifier US = TableIdentifier.of("bank", "customers_us");

    private final TableRecordProcessor processor = TableRecordProcessor.open(RecordConfig.of(config()));

    @BeforeEach
    void bind() {
        Schema schema = new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));
        assertThat(processor.tablesOf(List.of(Bank.TOPIC))).containsEntry(Bank.TOPIC, Set.of(EU, US));
        processor.bind(EU, Bank.table(schema));
        processor.bind(US, Bank.table(schema));
    }

    @AfterEach
    void close() {
        processor.close();
    }

    @Test
    void writesEachRecordToTheTableOfItsHeader() {
        assertThat(outcome("eu")).isInstanceOf(Outcome.Row.class);
        assertThat(outcome("eu").concerns(EU)).isTrue();
        assertThat(outcome("eu").concerns(US)).isFalse();
        assertThat(outcome("us").table()).isEqualTo(US);
        assertThat(outcome("eu".getBytes(StandardCharsets.UTF_8)).table()).isEqualTo(EU);
    }

    @Test
    void holdsEveryTableAtARecordOfNone() {
        for (@Nullable Object value : new @Nullable Object[] {null, "canary", 7, "EU"}) {
            assertThat(outcome(value)).isInstanceOfSatisfying(Outcome.Held.class, held -> {
                assertThat(held.reason()).isEqualTo(ReasonCode.UNROUTED);
                assertThat(held.concerns(EU)).isTrue();
                assertThat(held.concerns(US)).isTrue();
                assertThat(held.message())
                        .contains("offset 42", "header region")
                        .doesNotContain("canary");
            });
        }
        assertThat(processor.process(Bank.record(null, Map.of("id", 1L)))).isInstanceOf(Outcome.Held.class);
    }

    @Test
    void readsTheHeaderOfEveryRecordThoughAllGoToOneTable() {
        Map<String, String> one = config();
        one.put("mapping.header.tables", "eu:bank.customers_eu");
        try (TableRecordProcessor single = TableRecordProcessor.open(RecordConfig.of(one))) {
            assertThat(single.tablesOf(List.of(Bank.TOPIC))).containsEntry(Bank.TOPIC, Set.of(EU));
            single.bind(EU, Bank.table(new Schema(Types.NestedField.required(1, "id", Types.LongType.get()))));
            SinkRecord record = Bank.record(null, Map.of("id", 1L));
            record.headers().add("region", new SchemaAndValue(null, "eu"));
            assertThat(single.process(record)).isInstanceOf(Outcome.Row.class);
            assertThat(single.process(Bank.record(null, Map.of("id", 2L)))).isInstanceOf(Outcome.Held.class);
        }
    }

    @Test
    void leavesTopicsThatAreMappedByNameAlone() {
        assertThat(processor.tablesOf(List.of("listed")))
                .containsEntry("listed", Set.of(TableIdentifier.of("bank", "listed")));
    }

    @Test
    void refusesHalfOfTheConfiguration() {
        for (String key : List.of("mapping.header", "mapping.header.tables")) {
            Map<String, String> half = config();
            half.remove(key);
            assertThatThrownBy(() -> RecordConfig.of(half))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("mapping.header and mapping.header.tables belong together; set both or none");
        }
        Map<String, String> noPair = config();
        noPair.put("mapping.header.tables", "eu");
        assertThatThrownBy(() -> RecordConfig.of(noPair))
                .hasMessage("mapping.header.tables: eu is no pair value:table");
    }

    private static Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("mapping.topics", "listed:bank.listed");
        config.put("mapping.header", "region");
        config.put("mapping.header.tables", "eu:bank.customers_eu,us:bank.customers_us");
        config.put("row.images", "flat");
        return config;
    }

    private Outcome outcome(@Nullable Object header) {
        SinkRecord record = Bank.record(null, Map.of("id", 1L));
        record.headers().add("region", new SchemaAndValue(null, header));
        return processor.process(record);
    }
}
