package io.lockweir.sink.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    static final String HEADER = "mapping.header";
    static final String HEADER_TABLES = "mapping.header.tables";

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
                        "Full table name for " + REGEX + ", with captures: bank.$1 or bank.${name}.")
                .define(
                        HEADER,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Name of the header whose value tells a record's table, for topics that neither " + TOPICS
                                + " nor "
                                + REGEX + " maps. A record without it, or with a value that " + HEADER_TABLES
                                + " does not have, holds every one of those tables.")
                .define(
                        HEADER_TABLES,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Pairs value:table for " + HEADER + ", such as eu:bank.customers_eu.");
    }

    /**
     * Reads the section.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static TopicMapping mapping(AbstractConfig config) {
        Map<String, TableIdentifier> pairs = pairs(config, TOPICS, "topic");
        Pattern pattern = pattern(config.getString(REGEX).trim());
        String template = config.getString(REGEX_TABLE).trim();
        if ((pattern == null) != template.isEmpty()) {
            throw new ConfigException(REGEX + " and " + REGEX_TABLE + " belong together; set both or none");
        }
        if (pattern == null && pairs.isEmpty() && headerRoutes(config).isEmpty()) {
            throw new ConfigException(
                    "No topic is mapped to a table; set " + TOPICS + ", or " + REGEX + " and " + REGEX_TABLE);
        }
        TopicMapping explicit = new ExplicitMapping(pairs);
        return pattern == null ? explicit : explicit.orElse(new RegexMapping(pattern, template));
    }

    /**
     * Reads what a header tells of topics that {@link #mapping} leaves out.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static Optional<HeaderRoutes> headerRoutes(AbstractConfig config) {
        String header = config.getString(HEADER).trim();
        Map<String, TableIdentifier> tables = pairs(config, HEADER_TABLES, "value");
        if (header.isEmpty() != tables.isEmpty()) {
            throw new ConfigException(HEADER + " and " + HEADER_TABLES + " belong together; set both or none");
        }
        return header.isEmpty() ? Optional.empty() : Optional.of(new HeaderRoutes(header, tables));
    }

    private static Map<String, TableIdentifier> pairs(AbstractConfig config, String key, String what) {
        Map<String, TableIdentifier> pairs = new LinkedHashMap<>();
        for (String pair : config.getList(key)) {
            int colon = pair.indexOf(':');
            if (colon <= 0) {
                throw new ConfigException(key + ": " + pair + " is no pair " + what + ":table");
            }
            String name = pair.substring(0, colon).trim();
            if (pairs.put(name, TableNames.parse(key, pair.substring(colon + 1))) != null) {
                throw new ConfigException(key + " maps the " + what + " " + name + " twice");
            }
        }
        return pairs;
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
