package io.lockweir.reference.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.junit.jupiter.api.Test;

class KeyTableTest {

    @Test
    void requiredKeysComeFirstAndSecretsStaySecret() {
        ConfigDef definition = new ConfigDef()
                .define("a.ms", ConfigDef.Type.LONG, 5L, Range.atLeast(1), Importance.LOW, "Waits.")
                .define("b", ConfigDef.Type.PASSWORD, "secret", Importance.HIGH, "A | b\n c")
                .define("c", ConfigDef.Type.STRING, Importance.MEDIUM, "Needed.")
                .define("d", ConfigDef.Type.LIST, List.of(), Importance.HIGH, "Many.")
                .defineInternal("e", ConfigDef.Type.STRING, "", Importance.HIGH);

        assertThat(KeyTable.of(definition).markdown()).isEqualTo("""
                        | key | type | default | importance | effect |
                        |---|---|---|---|---|
                        | `c` | string | required | medium | Needed. |
                        | `b` | password | `[hidden]` | high | A \\| b c. |
                        | `d` | list | – | high | Many. |
                        | `a.ms` | long | `5` | low | Waits. Valid: [1,...]. |
                        """);
    }
}
