package io.lockweir.sink.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class GovernanceConfigTest {

    @Test
    void demandsAndAllowsNothingByDefault() {
        assertThat(config(Map.of())).isEqualTo(GovernanceConfig.NONE);
    }

    @Test
    void readsWhatIsDemandedAndAllowed() {
        GovernanceConfig config =
                config(Map.of("table.design", "/designs", "table.create", "design", "schema.evolve", "DESIGN"));

        assertThat(config.designs()).contains(new DesignFolder(Path.of("/designs")));
        assertThat(config.create()).isEqualTo(Permission.DESIGN);
        assertThat(config.evolve()).isEqualTo(Permission.DESIGN);
    }

    @Test
    void allowsNoChangeWithoutADesign() {
        assertThatThrownBy(() -> config(Map.of("table.create", "design")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("table.create=design needs table.design: a table is never made of records alone");
        assertThatThrownBy(() -> config(Map.of("schema.evolve", "design")))
                .hasMessageStartingWith("schema.evolve=design");
        assertThatThrownBy(() -> config(Map.of("schema.evolve", "always"))).isInstanceOf(ConfigException.class);
    }

    private static GovernanceConfig config(Map<String, String> properties) {
        return GovernanceConfig.of(new AbstractConfig(GovernanceConfig.addTo(new ConfigDef()), properties, false));
    }
}
