package io.lockweir.sink.record;

import io.lockweir.sink.mapping.MappingConfig;
import io.lockweir.sink.mapping.TopicMapping;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * The part of the sink's configuration that decides what becomes of a record: mapping, policies, flattening.
 *
 * @param columns names of the metadata columns; a column that was named empty is absent
 */
public record RecordConfig(
        TopicMapping mapping,
        List<PolicyRule> policies,
        RowImages rowImages,
        OnUnavailable onUnavailable,
        String placeholder,
        Map<MetadataColumn, String> columns) {

    static final String ROW_IMAGES = "row.images";
    static final String ON_UNAVAILABLE = "on.unavailable.value";
    static final String PLACEHOLDER = "unavailable.value.placeholder";
    static final String DEFAULT_PLACEHOLDER = "__debezium_unavailable_value";

    public RecordConfig {
        policies = List.copyOf(policies);
        columns = Map.copyOf(columns);
    }

    /** Adds the section's static keys; {@link #dynamicKeys} tells the others. */
    public static ConfigDef addTo(ConfigDef definition) {
        MappingConfig.addTo(definition);
        definition
                .define(
                        PolicyKeys.POLICIES,
                        Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Names of decryption policies, each with policies.NAME.tables (regular expression over full table names,"
                                + " default .*) and the field lists policies.NAME.decrypt, .keep and .drop. A field that no"
                                + " policy names must arrive clear.")
                .define(
                        PolicyKeys.SHORT + "." + PolicyKeys.TABLES,
                        Type.STRING,
                        ".*",
                        Importance.MEDIUM,
                        "Short form for a single policy: regular expression over full table names.")
                .define(
                        "policy.decrypt",
                        Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Fields that must arrive as ciphertext and are written decrypted, such as"
                                + " email,address.street,items[*].card.")
                .define(
                        "policy.keep",
                        Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Fields that must arrive as ciphertext and are written as ciphertext.")
                .define("policy.drop", Type.LIST, List.of(), Importance.MEDIUM, "Fields that are not written.")
                .define(
                        ROW_IMAGES,
                        Type.STRING,
                        RowImages.AUTO.toString(),
                        anyOf(RowImages.values()),
                        Importance.MEDIUM,
                        "How values are read: debezium (change events), flat (rows), or auto (change events by the name or"
                                + " form of the value).")
                .define(
                        ON_UNAVAILABLE,
                        Type.STRING,
                        OnUnavailable.FAIL.toString(),
                        anyOf(OnUnavailable.values()),
                        Importance.MEDIUM,
                        "What to write where the source sent a placeholder for an unchanged large value: fail holds the"
                                + " table, null writes null, keep writes the placeholder.")
                .define(
                        PLACEHOLDER,
                        Type.STRING,
                        DEFAULT_PLACEHOLDER,
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "The source's placeholder for unchanged large values.");
        for (MetadataColumn column : MetadataColumn.values()) {
            definition.define(
                    column.key(),
                    Type.STRING,
                    column.defaultName(),
                    Importance.LOW,
                    "Name of the column for: " + column.meaning()
                            + ". Written when the table has it; empty switches it off.");
        }
        return definition;
    }

    /** The keys these properties may have beyond the static ones. */
    public static Set<String> dynamicKeys(Map<String, String> properties) {
        return PolicyKeys.keysOf(parsed(properties).getList(PolicyKeys.POLICIES));
    }

    /**
     * Reads the section; keys of other sections are ignored.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static RecordConfig of(Map<String, String> properties) {
        AbstractConfig config = parsed(properties);
        return new RecordConfig(
                MappingConfig.mapping(config),
                PolicyKeys.read(config.getList(PolicyKeys.POLICIES), properties),
                RowImages.valueOf(upper(config.getString(ROW_IMAGES))),
                OnUnavailable.valueOf(upper(config.getString(ON_UNAVAILABLE))),
                config.getString(PLACEHOLDER),
                columns(config));
    }

    private static Map<MetadataColumn, String> columns(AbstractConfig config) {
        Map<MetadataColumn, String> names = new EnumMap<>(MetadataColumn.class);
        Set<String> taken = new HashSet<>();
        for (MetadataColumn column : MetadataColumn.values()) {
            String name = config.getString(column.key()).trim();
            if (!name.isEmpty() && !taken.add(name)) {
                throw new ConfigException(
                        column.key() + " names the column " + name + ", which another columns.* key names");
            }
            if (!name.isEmpty()) {
                names.put(column, name);
            }
        }
        return names;
    }

    private static AbstractConfig parsed(Map<String, String> properties) {
        return new AbstractConfig(addTo(new ConfigDef()), properties, false);
    }

    private static String upper(String value) {
        return value.toUpperCase(Locale.ROOT);
    }

    private static ConfigDef.Validator anyOf(Object[] values) {
        String[] names = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            names[i] = values[i].toString();
        }
        return CaseInsensitiveValidString.in(names);
    }
}
