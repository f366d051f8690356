package io.lockweir.sink.record.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class QualityConfigTest {

    @Test
    void hasNoRulesByDefault() {
        assertThat(read()).isEqualTo(QualityConfig.NONE);
    }

    @Test
    void failsForEveryTableByDefault() {
        QualityRule rule = read("quality.rules", "r", "quality.rules.r.expression", "id > 0")
                .rules()
                .get(0);

        assertThat(rule.action()).isEqualTo(RuleAction.FAIL);
        assertThat(rule.expression()).isEqualTo("id > 0");
        assertThat(rule.speaksOf(TableIdentifier.of("any", "table"))).isTrue();
    }

    @Test
    void readsEachKey() {
        QualityConfig config = read(
                "quality.rules", "b,a",
                "quality.rules.a.expression", "x",
                "quality.rules.a.on.violation", "Warn",
                "quality.rules.a.tables", "bank\\.c.*",
                "quality.rules.b.expression", "y",
                "quality.rules.b.on.violation", "dlq");

        assertThat(config.rules()).extracting(QualityRule::name).containsExactly("b", "a");
        assertThat(config.of(TableIdentifier.of("bank", "cards")))
                .extracting(QualityRule::action)
                .containsExactly(RuleAction.DLQ, RuleAction.WARN);
        assertThat(config.of(TableIdentifier.of("bank", "accounts")))
                .extracting(QualityRule::name)
                .containsExactly("b");
    }

    @Test
    void namesTheKeyThatIsWrong() {
        refuses("quality.rules.r.expression", "quality.rules", "r");
        refuses("quality.rules", "quality.rules", "a b");
        refuses("quality.rules names a rule twice", "quality.rules", "r,r", "quality.rules.r.expression", "x");
        refuses(
                "quality.rules.r.tables is not a regular expression",
                "quality.rules",
                "r",
                "quality.rules.r.expression",
                "x",
                "quality.rules.r.tables",
                "(");
        refuses(
                "quality.rules.r.on.violation",
                "quality.rules",
                "r",
                "quality.rules.r.expression",
                "x",
                "quality.rules.r.on.violation",
                "skip");
    }

    private static void refuses(String text, String... keysAndValues) {
        assertThatThrownBy(() -> read(keysAndValues))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(text);
    }

    private static QualityConfig read(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        ConfigDef definition = QualityConfig.addNamedTo(QualityConfig.addTo(new ConfigDef()), properties);
        return QualityConfig.of(new AbstractConfig(definition, properties, false));
    }
}
