package io.lockweir.sink.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys that map topics to tables. */
public final class MappingConfig {
    static final String TOPICS = "mapping.topics";
    static final String REGEX = "mapping.regex";
    static final String REGEX_TABLE = "mapping.regex.table";

    private MappingConfig() {}

    /** Adds the section's keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        TOPICS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Pairs topic:table, such as bank.public.customers:bank.customers. They win over " + REGEX + ".")
                .define(
                        REGEX,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Regular expression that must match a whole topic name, such as bank\\.public\\.(.+); the table is "
                                + REGEX_TABLE + ".")
                .define(
                        REGEX_TABLE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Full table name for " + REGEX + ", with captures: bank.$1 or bank.${name}.");
    }

    /**
     * Reads the section.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static TopicMapping mapping(AbstractConfig config) {
        Map<String, TableIdentifier> pairs = new LinkedHashMap<>();
        for (String pair : config.getList(TOPICS)) {
            int colon = pair.indexOf(':');
            if (colon <= 0) {
                throw new ConfigException(TOPICS + ": " + pair + " is no pair topic:table");
            }
            String topic = pair.substring(0, colon).trim();
            if (pairs.put(topic, TableNames.parse(TOPICS, pair.substring(colon + 1))) != null) {
                throw new ConfigException(TOPICS + " maps the topic " + topic + " twice");
            }
        }
        Pattern pattern = pattern(config.getString(REGEX).trim());
        String template = config.getString(REGEX_TABLE).trim();
        if ((pattern == null) != template.isEmpty()) {
            throw new ConfigException(REGEX + " and " + REGEX_TABLE + " belong together; set both or none");
        }
        if (pattern == null && pairs.isEmpty()) {
            throw new ConfigException(
                    "No topic is mapped to a table; set " + TOPICS + ", or " + REGEX + " and " + REGEX_TABLE);
        }
        TopicMapping explicit = new ExplicitMapping(pairs);
        return pattern == null ? explicit : explicit.orElse(new RegexMapping(pattern, template));
    }

    private static @Nullable Pattern pattern(String regex) {
        if (regex.isEmpty()) {
            return null;
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(REGEX + " is not a regular expression: " + e.getDescription());
        }
    }
}
