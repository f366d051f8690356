package io.lockweir.serde;

import io.lockweir.connect.IvKey;
import io.lockweir.connect.KeySourceConfig;
import io.lockweir.connect.PlaceholderKey;
import io.lockweir.connect.PlaintextKeys;
import io.lockweir.connect.ProfileKeys;
import io.lockweir.connect.ReaderKeys;
import io.lockweir.connect.StrictConfig;
import io.lockweir.connect.UnmatchedTopics;
import io.lockweir.connect.WholeRecordKeys;
import io.lockweir.connect.confluent.ConfluentKeys;
import io.lockweir.connect.policy.KeyDefaults;
import io.lockweir.connect.policy.RulesConfig;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.FieldSelection;
import io.lockweir.connect.rule.Profile;
import io.lockweir.connect.rule.RuleConfig;
import io.lockweir.encryption.path.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of serializers and deserializers, which share one set of keys so that an application writes and reads with the same
 * properties. Own keys begin with {@value #PREFIX}; all others are the inner serializer's.
 *
 * @param innerSettings everything without our prefix
 * @param profile what is for one profile alone
 */
record SerdeConfig(
        @Nullable String innerSerializer,
        @Nullable String innerDeserializer,
        @Nullable String innerSerde,
        Map<String, Object> innerSettings,
        ProfileSettings profile,
        UnmatchedTopics unmatchedTopics) {
    /** Every key of ours begins so. */
    static final String PREFIX = "lockweir.";
    /** Behind the prefix: for keys alone, before the key without it. */
    static final String OF_KEY = "record.key.";
    /** Behind the prefix: for values alone, before the key without it. */
    static final String OF_VALUE = "record.value.";

    static final String INNER_SERIALIZER = "inner.serializer";
    static final String INNER_DESERIALIZER = "inner.deserializer";
    static final String INNER_SERDE = "inner.serde";
    static final String LEVEL = "level";
    static final String ROW_IMAGES = "row.images";
    static final String UNMATCHED_TOPICS = "unmatched.topics";
    static final String ENGINES = "engines";

    private static final String PLUGIN = "the Lockweir serializers (prefix " + PREFIX + ")";
    private static final String TOPICS = "topics";
    private static final String MODE = "mode";
    private static final String JOIN_DOMAIN = "join.domain";
    private static final String PAD = "pad";
    private static final int MAX_ENGINES = 256;

    /** Besides those of key sources and rules. */
    private static final Set<String> OF_NATIVE = Set.of(
            LEVEL,
            ROW_IMAGES,
            ENGINES,
            IvKey.IV,
            RulesConfig.POLICY_FILE,
            WholeRecordKeys.COMPRESSION,
            WholeRecordKeys.MAX_DECOMPRESSED_BYTES,
            PlaceholderKey.PLACEHOLDER,
            PlaintextKeys.ON_PLAINTEXT,
            PlaintextKeys.UNTIL,
            ReaderKeys.ON_SCHEMA_LOST,
            ReaderKeys.ON_SHREDDED);

    /** The keys behind the prefix. */
    static final ConfigDef DEFINITION = ConfluentKeys.addTo(ProfileKeys.addTo(ReaderKeys.addTo(PlaceholderKey.addTo(
                    WholeRecordKeys.addTo(IvKey.addTo(RulesConfig.addTo(KeySourceConfig.addTo(new ConfigDef()))))))))
            .define(
                    INNER_SERIALIZER,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.HIGH,
                    "Class of the serializer that is encrypted around, such as"
                            + " org.apache.kafka.common.serialization.StringSerializer. Its own settings have no prefix: it"
                            + " gets every key that does not begin with lockweir.")
            .define(
                    INNER_DESERIALIZER,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.HIGH,
                    "As inner.serializer, for reading.")
            .define(
                    INNER_SERDE,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.HIGH,
                    "In place of both: class of a Serde, such as"
                            + " org.apache.kafka.common.serialization.Serdes$StringSerde.")
            .define(
                    LEVEL,
                    ConfigDef.Type.STRING,
                    text(Level.RECORD),
                    ConfigDef.CaseInsensitiveValidString.in(text(Level.RECORD), text(Level.FIELD)),
                    Importance.HIGH,
                    "record: all that the inner serializer writes becomes one envelope, as EncryptingConverter makes it;"
                            + " of the rules' keys topics, mode, join.domain and pad apply. field: the fields that rules name"
                            + " are encrypted before the inner serializer writes, in Avro records, JSON trees, Protobuf"
                            + " messages and maps; typed forms keep their types, so that only text and bytes fields can be named.")
            .define(
                    ROW_IMAGES,
                    ConfigDef.Type.STRING,
                    text(RowImages.FLAT),
                    ConfigDef.CaseInsensitiveValidString.in(text(RowImages.FLAT), text(RowImages.DEBEZIUM)),
                    Importance.LOW,
                    "With level=field: whether paths begin in the record (flat) or in before and after of a change event"
                            + " (debezium).")
            .define(
                    UNMATCHED_TOPICS,
                    ConfigDef.Type.STRING,
                    text(UnmatchedTopics.FAIL),
                    ConfigDef.CaseInsensitiveValidString.in(text(UnmatchedTopics.FAIL), text(UnmatchedTopics.PASS)),
                    Importance.MEDIUM,
                    "What happens to records of a topic that no rule matches. fail: they are refused. pass: they pass in"
                            + " clear, with one warning per topic and engine. The topics of Kafka Streams' stores and"
                            + " repartitionings have names of their own.")
            .define(
                    ENGINES,
                    ConfigDef.Type.INT,
                    0,
                    ConfigDef.Range.between(0, MAX_ENGINES),
                    Importance.LOW,
                    "How many threads encrypt or decrypt at once with one serializer; more of them wait. Each engine has"
                            + " ciphers of its own. 0: twice the processors.");

    /**
     * Reads the properties of a client.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    static SerdeConfig of(Map<String, ?> properties, boolean isKey) {
        try {
            return read(properties, isKey);
        } catch (ConfigException e) {
            String message = String.valueOf(e.getMessage());
            // What the plugins share names keys without our prefix.
            throw message.contains(PREFIX)
                    ? e
                    : new ConfigException(
                            message + " Here keys begin with " + PREFIX + ", as in " + PREFIX + LEVEL + ".");
        }
    }

    private static SerdeConfig read(Map<String, ?> properties, boolean isKey) {
        Map<String, Object> inner = new HashMap<>();
        StrictConfig config = strict(own(properties, isKey, inner));
        Set<String> ofRules = RuleConfig.keysOf(config.originals());
        Profile profile = ProfileKeys.of(
                config,
                key -> KeySourceConfig.owns(key) || OF_NATIVE.contains(key) || ofRules.contains(key),
                ConfluentKeys::owns);
        return new SerdeConfig(
                config.getString(INNER_SERIALIZER),
                config.getString(INNER_DESERIALIZER),
                config.getString(INNER_SERDE),
                inner,
                profile == Profile.CONFLUENT
                        ? new ProfileSettings.Confluent(ConfluentKeys.of(config))
                        : ofNative(config, isKey),
                config.constant(UNMATCHED_TOPICS, UnmatchedTopics.class));
    }

    private static ProfileSettings ofNative(StrictConfig config, boolean isKey) {
        KeySourceConfig keySource = KeySourceConfig.of(config);
        Level level = config.constant(LEVEL, Level.class);
        Part part = level == Level.RECORD
                ? isKey ? Part.WHOLE_KEY : Part.WHOLE_VALUE
                : isKey ? Part.FIELD_OF_KEY : Part.FIELD_OF_VALUE;
        RowImages rowImages = config.constant(ROW_IMAGES, RowImages.class);
        int engines = config.getInt(ENGINES);
        return new ProfileSettings.Native(
                keySource,
                level,
                part,
                rules(config, level, part, keySource),
                WholeRecordKeys.options(config),
                rowImages,
                ReaderKeys.options(config, rowImages, config.getString(PlaceholderKey.PLACEHOLDER)),
                IvKey.of(config),
                engines == 0 ? 2 * Runtime.getRuntime().availableProcessors() : engines);
    }

    /** The keys of the form of {@link #PREFIX}, those of one part before those of both. */
    private static Map<String, Object> own(Map<String, ?> properties, boolean isKey, Map<String, Object> inner) {
        Map<String, Object> own = new HashMap<>();
        Map<String, Object> ofPart = new HashMap<>();
        properties.forEach((key, value) -> {
            String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : null;
            if (name == null) {
                inner.put(key, value);
            } else if (name.startsWith(OF_KEY) || name.startsWith(OF_VALUE)) {
                if (name.startsWith(OF_KEY) == isKey) {
                    ofPart.put(name.substring((isKey ? OF_KEY : OF_VALUE).length()), value);
                }
            } else {
                own.put(name, value);
            }
        });
        own.putAll(ofPart);
        return own;
    }

    /** Connect's own keys, which {@link StrictConfig} lets pass, are unknown here. */
    private static StrictConfig strict(Map<String, Object> own) {
        for (String ofConnect : List.of("type", "plugin.version", "converter.type")) {
            if (own.containsKey(ofConnect)) {
                throw new ConfigException("Unknown key '" + PREFIX + ofConnect + "'. Remove it.");
            }
        }
        return new StrictConfig(PLUGIN, RuleConfig.expanded(DEFINITION, own), own);
    }

    private static List<FieldRule> rules(StrictConfig config, Level level, Part part, KeySourceConfig keySource) {
        KeyDefaults names =
                new KeyDefaults(keySource.namespace(), config.originals().containsKey(KeySourceConfig.NAMESPACE));
        if (level == Level.FIELD) {
            refuse(config, level, List.of(WholeRecordKeys.COMPRESSION, WholeRecordKeys.MAX_DECOMPRESSED_BYTES));
            List<FieldRule> rules = RulesConfig.read(config, part, names);
            rules.forEach(SerdeConfig::requireNative);
            return rules;
        }
        refuse(
                config,
                level,
                List.of(ROW_IMAGES, PlaceholderKey.PLACEHOLDER, ReaderKeys.ON_SCHEMA_LOST, ReaderKeys.ON_SHREDDED));
        String file = config.getString(RulesConfig.POLICY_FILE);
        TreeSet<String> flat = new TreeSet<>(RuleConfig.keysOf(config.originals()));
        if (file != null) {
            if (!flat.isEmpty()) {
                throw RulesConfig.both(flat.first());
            }
            return RulesConfig.rules(file, part, names);
        }
        flat.removeAll(List.of(TOPICS, MODE, JOIN_DOMAIN, PAD));
        if (!flat.isEmpty()) {
            throw new ConfigException("Key '" + PREFIX + flat.first()
                    + "' has no effect with level=record. Remove it, or set " + PREFIX + LEVEL + "=field.");
        }
        return List.of(wholeRecords(config, keySource.namespace()));
    }

    private static void requireNative(FieldRule rule) {
        if (rule.selection() instanceof FieldSelection.Tagged tagged && tagged.subjectName() != null) {
            throw new ConfigException(
                    "Rule '" + rule.name() + "' has tags.subject, which has no effect: serializers take the"
                            + " tags of the record's own schema. Remove it.");
        }
        if (rule.mode() instanceof FieldMode.Confluent) {
            throw new ConfigException(
                    "Rule '" + rule.name() + "' is of profile confluent. Serializers are of it as a whole,"
                            + " by the rules of the schema: set " + PREFIX + ProfileKeys.PROFILE + "=confluent.");
        }
    }

    private static FieldRule wholeRecords(StrictConfig config, String namespace) {
        String given = config.getString(MODE);
        String mode = given == null ? "random" : given.toLowerCase(Locale.ROOT);
        String domain = config.getString(JOIN_DOMAIN);
        if (!mode.equals("random") && !mode.equals("join")) {
            throw new ConfigException(
                    "Key '" + PREFIX + MODE + "=" + mode + "' is for fields. Set random or join with level=record.");
        }
        if (mode.equals("join") == (domain == null || domain.isBlank())) {
            throw new ConfigException("Keys '" + PREFIX + MODE + "=join' and '" + PREFIX + JOIN_DOMAIN
                    + "' belong together. Set both of them, or none.");
        }
        return WholeRecordKeys.rule(
                Pattern.compile(config.getString(TOPICS), Pattern.DOTALL), domain, config.getInt(PAD), namespace);
    }

    private static void refuse(StrictConfig config, Level level, List<String> others) {
        for (String key : others) {
            if (config.originals().containsKey(key)) {
                throw new ConfigException("Key '" + PREFIX + key + "' has no effect with level=" + text(level)
                        + ". Remove it, or set another level.");
            }
        }
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Nothing of the settings: some are secret. */
    @Override
    public String toString() {
        return "SerdeConfig[" + profile.getClass().getSimpleName() + "]";
    }
}
