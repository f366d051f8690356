package io.lockweir.sink.record;

import io.lockweir.connect.FieldKeysConfig;
import io.lockweir.connect.KeySourceConfig;
import io.lockweir.connect.PlaintextKeys;
import io.lockweir.connect.RegistryConfig;
import io.lockweir.connect.record.OnShredded;
import io.lockweir.connect.record.Plaintext;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.rule.Profile;
import io.lockweir.encryption.policy.OnSchemaLost;
import io.lockweir.sink.mapping.HeaderRoutes;
import io.lockweir.sink.mapping.MappingConfig;
import io.lockweir.sink.mapping.TopicMapping;
import io.lockweir.sink.record.policy.Policies;
import io.lockweir.sink.record.policy.PolicyConfig;
import io.lockweir.sink.record.quality.QualityConfig;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.MetadataColumns;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * The part of the sink's configuration that decides what becomes of a record: keys, mapping, policies, flattening, rules.
 *
 * @param fieldKeys what nothing decrypts with is absent
 * @param columns names of the metadata columns; a column that was named empty is absent
 */
public record RecordConfig(
        FieldKeysConfig fieldKeys,
        TopicMapping mapping,
        Policies policies,
        RowImages rowImages,
        OnSchemaLost onSchemaLost,
        OnShredded onShredded,
        OnUnavailable onUnavailable,
        Plaintext plaintext,
        String placeholder,
        Map<MetadataColumn, String> columns,
        WriteModes modes,
        ColumnRules rules,
        Optional<HeaderRoutes> headerRoutes,
        QualityConfig quality) {

    static final String ROW_IMAGES = "row.images";
    static final String ON_SCHEMA_LOST = "on.schema.lost";
    static final String ON_SHREDDED = "on.shredded";
    static final String ON_UNAVAILABLE = "on.unavailable.value";
    static final String PLACEHOLDER = "unavailable.value.placeholder";
    static final String DEFAULT_PLACEHOLDER = "__debezium_unavailable_value";

    public RecordConfig {
        columns = Map.copyOf(columns);
    }

    /** Adds the section's static keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        KeySourceConfig.addTo(definition);
        RegistryConfig.addTo(definition);
        PlaintextKeys.addTo(definition);
        MappingConfig.addTo(definition);
        ColumnRules.addTo(definition);
        WriteModes.addTo(definition);
        QualityConfig.addTo(definition);
        PolicyConfig.addTo(definition)
                .define(
                        ROW_IMAGES,
                        ConfigDef.Type.STRING,
                        text(RowImages.AUTO),
                        anyOf(RowImages.values()),
                        Importance.MEDIUM,
                        "Whether a record is a row (flat) or a change event with before and after (debezium). auto: debezium"
                                + " when the schema's name ends in .Envelope. Records without a schema need debezium.")
                .define(
                        ON_SCHEMA_LOST,
                        ConfigDef.Type.STRING,
                        text(OnSchemaLost.FAIL),
                        anyOf(OnSchemaLost.values()),
                        Importance.MEDIUM,
                        "What happens when a converter lost the parameters of an encrypted field's schema. fail: plain types"
                                + " are restored, a type with name or parameters holds the table. base: it too is restored,"
                                + " without them.")
                .define(
                        ON_SHREDDED,
                        ConfigDef.Type.STRING,
                        text(OnShredded.FAIL),
                        anyOf(OnShredded.values()),
                        Importance.MEDIUM,
                        "What is written in the place of a value whose subject was shredded. fail: the record is"
                                + " quarantined, still encrypted. null: null. redact: the text [shredded] in string columns,"
                                + " null in all others. In a required column that is no string all three fail.")
                .define(
                        ON_UNAVAILABLE,
                        ConfigDef.Type.STRING,
                        text(OnUnavailable.FAIL),
                        anyOf(OnUnavailable.values()),
                        Importance.MEDIUM,
                        "What to write where the source sent a placeholder for an unchanged large value: fail holds the"
                                + " table, null writes null, keep writes the placeholder.")
                .define(
                        PLACEHOLDER,
                        ConfigDef.Type.STRING,
                        DEFAULT_PLACEHOLDER,
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "The source's placeholder for unchanged large values, as in Debezium's key of this name.");
        for (MetadataColumn column : MetadataColumn.values()) {
            definition.define(
                    column.key(),
                    ConfigDef.Type.STRING,
                    column.defaultName(),
                    Importance.LOW,
                    "Name of the " + column.type() + " column for: " + column.meaning()
                            + ". Written when the table has it; empty switches it off.");
        }
        return definition;
    }

    /** Adds the keys of the policies, rules, key services and key stores that these properties name: with {@link #addTo}, all keys of the section. */
    public static ConfigDef addDynamicTo(ConfigDef definition, Map<String, String> properties) {
        return QualityConfig.addNamedTo(
                PolicyConfig.addNamedTo(
                        RegistryConfig.expanded(KeySourceConfig.expanded(definition, properties), properties),
                        properties),
                properties);
    }

    /**
     * Reads the section; keys of other sections are ignored.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static RecordConfig of(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(addDynamicTo(addTo(new ConfigDef()), properties), properties, false);
        Policies policies = PolicyConfig.read(config, config.getString(KeySourceConfig.NAMESPACE));
        WriteModes modes = WriteModes.of(config);
        return new RecordConfig(
                fieldKeys(config, policies, modes),
                MappingConfig.mapping(config),
                policies,
                RowImages.valueOf(upper(config, ROW_IMAGES)),
                OnSchemaLost.valueOf(upper(config, ON_SCHEMA_LOST)),
                OnShredded.valueOf(upper(config, ON_SHREDDED)),
                OnUnavailable.valueOf(upper(config, ON_UNAVAILABLE)),
                plaintext(config, policies),
                config.getString(PLACEHOLDER),
                columns(config),
                modes,
                ColumnRules.of(config, properties),
                MappingConfig.headerRoutes(config),
                QualityConfig.of(config));
    }

    private static Plaintext plaintext(AbstractConfig config, Policies policies) {
        Plaintext plaintext = PlaintextKeys.of(config);
        if (plaintext.isConfigured() && policies.profiles(true).contains(Profile.CONFLUENT)) {
            throw new ConfigException(
                    PlaintextKeys.ON_PLAINTEXT + "=pass is of profile native: nothing marks ciphertext of"
                            + " profile confluent. Give its policies a connector of their own.");
        }
        return plaintext;
    }

    private static FieldKeysConfig fieldKeys(AbstractConfig config, Policies policies, WriteModes modes) {
        Set<Profile> profiles = policies.profiles(modes.mode() == WriteMode.UPSERT);
        if (!profiles.contains(Profile.CONFLUENT)) {
            FieldKeysConfig.refuseRegistry(config);
        }
        return new FieldKeysConfig(
                profiles.contains(Profile.NATIVE) ? Optional.of(KeySourceConfig.of(config)) : Optional.empty(),
                profiles.contains(Profile.CONFLUENT) ? Optional.of(RegistryConfig.of(config)) : Optional.empty());
    }

    private static Map<MetadataColumn, String> columns(AbstractConfig config) {
        Map<MetadataColumn, String> names = new EnumMap<>(MetadataColumn.class);
        Set<String> taken = new HashSet<>();
        for (MetadataColumn column : MetadataColumn.values()) {
            String name = config.getString(column.key()).trim();
            if (!name.isEmpty()) {
                if (!taken.add(name)) {
                    throw new ConfigException(
                            column.key() + " names the column " + name + ", which another columns.* key names");
                }
                if (MetadataColumns.isMetadataColumn(name)) {
                    throw new ConfigException(
                            column.key() + " names the column " + name
                                    + ", a name that Iceberg reserves: Spark reads and compacts no table that has it; choose another");
                }
                names.put(column, name);
            }
        }
        return names;
    }

    private static String upper(AbstractConfig config, String key) {
        return config.getString(key).toUpperCase(Locale.ROOT);
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ConfigDef.Validator anyOf(Enum<?>[] constants) {
        return CaseInsensitiveValidString.in(
                Arrays.stream(constants).map(RecordConfig::text).toArray(String[]::new));
    }
}
