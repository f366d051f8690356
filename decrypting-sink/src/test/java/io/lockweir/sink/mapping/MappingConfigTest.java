package io.lockweir.sink.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class MappingConfigTest {

    @Test
    void mapsPairs() {
        TopicMapping mapping = mapping("mapping.topics", "a.b:bank.one, c:lake.bank.two");
        assertThat(mapping.tableOf("a.b")).contains(TableIdentifier.of("bank", "one"));
        assertThat(mapping.tableOf("c")).contains(TableIdentifier.of("lake", "bank", "two"));
        assertThat(mapping.tableOf("a.b.c")).isEmpty();
    }

    @Test
    void mapsByExpressionWithCaptures() {
        TopicMapping mapping = mapping("mapping.regex", "bank\\.public\\.(.+)", "mapping.regex.table", "bank.$1");
        assertThat(mapping.tableOf("bank.public.customers")).contains(TableIdentifier.of("bank", "customers"));
        assertThat(mapping.tableOf("xbank.public.customers")).isEmpty();
        assertThat(mapping.tableOf("bank.transaction")).isEmpty();
    }

    @Test
    void mapsByNamedCaptures() {
        TopicMapping mapping = mapping("mapping.regex", "(?<db>[^.]+)\\.(?<t>.+)", "mapping.regex.table", "${db}.${t}");
        assertThat(mapping.tableOf("bank.customers")).contains(TableIdentifier.of("bank", "customers"));
    }

    @Test
    void prefersPairs() {
        TopicMapping mapping =
                mapping("mapping.topics", "a:x.y", "mapping.regex", "(.*)", "mapping.regex.table", "bank.$1");
        assertThat(mapping.tableOf("a")).contains(TableIdentifier.of("x", "y"));
        assertThat(mapping.tableOf("b")).contains(TableIdentifier.of("bank", "b"));
    }

    @Test
    void namesTheTopicWhoseCapturesMakeNoTable() {
        TopicMapping mapping = mapping("mapping.regex", "a(.*)", "mapping.regex.table", "bank.$1");
        assertThatThrownBy(() -> mapping.tableOf("a"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "The topic a by mapping.regex.table: \"bank.\" is no full table name; write namespace.table");
    }

    @Test
    void saysWhatIsWrong() {
        refuses("No topic is mapped to a table; set mapping.topics, or mapping.regex and mapping.regex.table");
        refuses("mapping.topics: a is no pair topic:table", "mapping.topics", "a");
        refuses("mapping.topics: \"b\" is no full table name; write namespace.table", "mapping.topics", "a:b");
        refuses("mapping.topics maps the topic a twice", "mapping.topics", "a:b.c,a:b.d");
        refuses("mapping.regex and mapping.regex.table belong together; set both or none", "mapping.regex", "a");
        refuses(
                "mapping.regex and mapping.regex.table belong together; set both or none",
                "mapping.regex.table",
                "a.b");
        refuses(
                "mapping.regex is not a regular expression: Unclosed group",
                "mapping.regex",
                "(",
                "mapping.regex.table",
                "a.b");
        refuses(
                "mapping.regex.table uses a capture that mapping.regex does not have: No group 1",
                "mapping.regex",
                ".*",
                "mapping.regex.table",
                "a.$1");
    }

    private static void refuses(String message, String... keysAndValues) {
        assertThatThrownBy(() -> mapping(keysAndValues))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    private static TopicMapping mapping(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return MappingConfig.mapping(new AbstractConfig(MappingConfig.addTo(new ConfigDef()), properties, false));
    }
}
