package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    @TempDir
    private Path staging;

    @Test
    void listsAllThatIsMissingAtOnceWithTenantAndPrincipal() {
        Map<String, String> config = config();
        config.put("mapping.topics", "a:shop.orders,b:bank.accounts,c:bank.cards,d:bank.lost");
        config.put("topics", "a,b,c,d");
        config.put("tenants", "shop,bank");
        config.put("tenants.shop.tables", "shop\\..*|bank\\.lost");
        config.put("tenants.shop.catalog.user", "bank");
        config.put("tenants.bank.tables", "bank\\.(accounts|cards)");
        config.put("tenants.bank.catalog.user", "eve");

        assertThatThrownBy(() -> Preflight.run(new SinkConfig(config)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("table shop.orders of tenant shop as bank: bank may not TABLE_READ_DATA")
                .hasMessageContaining("table bank.accounts of tenant bank as eve: eve may not TABLE_READ_DATA")
                .hasMessageContaining("table bank.cards of tenant bank as eve: eve may not TABLE_READ_DATA")
                .hasMessageContaining("grant load and commit on the table")
                .hasMessageContaining("table bank.lost does not exist; create it, the sink never does");
    }

    @Test
    void namesARuleThatSpeaksOfNoTable() {
        Map<String, String> config = config();
        config.put("mapping.topics", "a:bank.lost");
        config.put("topics", "a");
        config.put("quality.rules", "r,s");
        config.put("quality.rules.r.expression", "id > 0");
        config.put("quality.rules.r.tables", "bank.losst");
        config.put("quality.rules.s.expression", "id > 0");

        assertThatThrownBy(() -> Preflight.run(new SinkConfig(config)))
                .hasMessageContaining("the quality rule r speaks of none of the tables; correct quality.rules.r.tables")
                .hasMessageNotContaining("rule s");
    }

    @Test
    void loadsTablesSideBySide() {
        Map<String, String> config = config();
        config.put("iceberg.catalog.catalog-impl", MeetingCatalog.class.getName());
        config.put("mapping.topics", "a:bank.a,b:bank.b,c:bank.c");
        config.put("topics", "a,b,c");

        assertThatThrownBy(() -> Preflight.run(new SinkConfig(config)))
                .hasMessageContaining("table bank.a does not exist")
                .hasMessageContaining("table bank.c does not exist")
                .hasMessageNotContaining("one after another");
    }

    @Test
    void namesATableOfNoTenant() {
        Map<String, String> config = config();
        config.put("mapping.topics", "a:shop.orders");
        config.put("topics", "a");
        config.put("tenants", "bank");
        config.put("tenants.bank.tables", "bank\\..*");

        assertThatThrownBy(() -> Preflight.run(new SinkConfig(config)))
                .hasMessageContaining("Table shop.orders belongs to no tenant");
    }

    @Test
    void namesAPatternOfUpsertedTablesThatMatchesNone() {
        Map<String, String> config = config();
        config.put("mapping.topics", "a:bank.lost");
        config.put("topics", "a");
        config.put("write.mode", "upsert");
        config.put("upsert.tables", "bnak\\..*");

        assertThatThrownBy(() -> Preflight.run(new SinkConfig(config)))
                .hasMessageContaining(
                        "upsert.tables matches none of the tables [bank.lost], which would all be appended to");
        config.put("upsert.tables", "bank\\..*");
        assertThatThrownBy(() -> Preflight.run(new SinkConfig(config))).hasMessageNotContaining("upsert.tables");
    }

    private Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("name", "sink");
        config.put("connector.class", DecryptingIcebergSinkConnector.class.getName());
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("sink.id", "s1");
        config.put("staging.dir", staging.toString());
        config.put("source.kafka.bootstrap.servers", "broker:9092");
        config.put("iceberg.catalog.catalog-impl", GuardedCatalog.class.getName());
        return config;
    }
}
