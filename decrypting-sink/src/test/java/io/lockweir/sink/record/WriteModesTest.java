package io.lockweir.sink.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class WriteModesTest {
    private static final TableIdentifier CUSTOMERS = TableIdentifier.of("bank", "customers");
    private static final TableIdentifier EVENTS = TableIdentifier.of("bank", "events");

    @Test
    void appendsByDefault() {
        WriteModes modes = modes(Map.of());
        assertThat(modes.mode()).isEqualTo(WriteMode.APPEND);
        assertThat(modes.keyColumns()).isEmpty();
        assertThat(modes.upsert(CUSTOMERS)).isFalse();
    }

    @Test
    void upsertsIntoAllTables() {
        WriteModes modes = modes(Map.of("write.mode", "Upsert", "upsert.key.columns", "id, region"));
        assertThat(modes.keyColumns()).containsExactly("id", "region");
        assertThat(modes.upsert(CUSTOMERS)).isTrue();
        assertThat(modes.upsert(EVENTS)).isTrue();
    }

    @Test
    void upsertsOnlyIntoTablesWhoseWholeNameMatches() {
        WriteModes modes = modes(Map.of("write.mode", "upsert", "upsert.tables", "bank\\.cust.*"));
        assertThat(modes.upsert(CUSTOMERS)).isTrue();
        assertThat(modes.upsert(EVENTS)).isFalse();
        assertThat(modes(Map.of("write.mode", "upsert", "upsert.tables", "bank"))
                        .upsert(CUSTOMERS))
                .isFalse();
    }

    @Test
    void refusesWhatHasNoEffectOrNoSense() {
        assertRefused(Map.of("upsert.key.columns", "id"), "upsert.key.columns has no effect without write.mode=upsert");
        assertRefused(Map.of("upsert.tables", ".*"), "upsert.tables has no effect without write.mode=upsert");
        assertRefused(
                Map.of("write.mode", "upsert", "upsert.key.columns", "id,id"),
                "upsert.key.columns names a column twice");
        assertRefused(
                Map.of("write.mode", "upsert", "upsert.tables", "("), "upsert.tables is not a regular expression");
        assertRefused(Map.of("write.mode", "merge"), "write.mode");
    }

    private static void assertRefused(Map<String, String> properties, String text) {
        assertThatThrownBy(() -> modes(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(text);
    }

    private static WriteModes modes(Map<String, String> properties) {
        return WriteModes.of(new AbstractConfig(WriteModes.addTo(new ConfigDef()), properties, false));
    }
}
