package io.lockweir.cassandra.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.connector.event.EventSettings.CellMetadata;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

final class CassandraCdcConfigTest {

    private static Map<String, String> properties(String... more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "name", "bank",
                "connector.class", CassandraCdcSourceConnector.class.getName(),
                "topic.prefix", "bank",
                "cassandra.host", "127.0.0.1",
                "cassandra.datacenter", "dc1",
                "cdc.raw.dir", "/cdc_raw",
                "spool.dir", "/spool",
                "images", "delta"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    @Test
    void takesConnectsKeysAndItsOwn() {
        CassandraCdcConfig config = new CassandraCdcConfig(properties(
                "exactly.once.support",
                "required",
                "transforms",
                "a",
                "transforms.a.type",
                "b",
                "errors.log.enable",
                "true",
                "task.class",
                CassandraCdcSourceTask.class.getName()));
        assertThat(config.port()).isEqualTo(9042);
        assertThat(config.heartbeatTopic()).isEqualTo("__lockweir-heartbeat.bank");
        assertThat(config.user()).isEmpty();
    }

    @Test
    void cellMetadataWhichRepeatsKeysOfMapsIsToldOnlyIfAskedFor() {
        assertThat(new CassandraCdcConfig(properties()).cells()).isEqualTo(CellMetadata.NONE);
        assertThat(new CassandraCdcConfig(properties("cell.metadata", "all")).cells())
                .isEqualTo(CellMetadata.ALL);
    }

    @Test
    void refusesAKeyThatNobodyKnows() {
        assertThatThrownBy(() -> new CassandraCdcConfig(properties("tabel.include.list", "a")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "tabel.include.list: Neither the connector nor Kafka Connect knows this key; remove it or correct its name.");
    }

    @Test
    void refusesToThrowRecordsAwayUnlessAcknowledged() {
        assertThatThrownBy(() -> new CassandraCdcConfig(properties("errors.tolerance", "all")))
                .hasMessageContaining("a source has no dead-letter queue");
        assertThat(new CassandraCdcConfig(
                        properties("errors.tolerance", "all", "errors.tolerance.all.acknowledged", "true")))
                .isNotNull();
    }

    @Test
    void refusesWhatIsNoIdOfATable() {
        assertThatThrownBy(() -> new CassandraCdcConfig(properties("skip.table.ids", "bank.accounts")))
                .hasMessageContaining("give ids of tables, as system_schema.tables has them");
    }

    @Test
    void refusesABrokenExpressionAndAWrongPrefix() {
        assertThatThrownBy(() -> new CassandraCdcConfig(properties("table.include.list", "bank[")))
                .hasMessageContaining("give regular expressions");
        assertThatThrownBy(() -> new CassandraCdcConfig(properties("topic.prefix", "a b")))
                .hasMessageContaining("letters, digits");
    }

    @Test
    void includesAndExcludesByKeyspaceAndTable() {
        TableFilter filter = new CassandraCdcConfig(properties(
                        "table.include.list", "bank\\..*,audit\\.log", "table.exclude.list", "bank\\.tmp_.*"))
                .tables();
        assertThat(filter).accepts("bank.accounts", "audit.log").rejects("bank.tmp_1", "audit.other", "xbank.accounts");
    }
}
