package io.lockweir.connect.converter;

import io.lockweir.connect.IvKey;
import io.lockweir.connect.KeySourceConfig;
import io.lockweir.connect.OnError;
import io.lockweir.connect.PlaintextKeys;
import io.lockweir.connect.ProfileKeys;
import io.lockweir.connect.StrictConfig;
import io.lockweir.connect.UnmatchedTopics;
import io.lockweir.connect.WholeRecordKeys;
import io.lockweir.connect.WriterKeys;
import io.lockweir.connect.confluent.ConfluentKeys;
import io.lockweir.connect.policy.KeyDefaults;
import io.lockweir.connect.policy.RulesConfig;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.Profile;
import io.lockweir.encryption.path.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The configuration of {@link EncryptingConverter}. */
record EncryptingConverterConfig(
        String inner,
        Map<String, Object> innerSettings,
        ProfileSettings profile,
        OnError onError,
        UnmatchedTopics unmatchedTopics) {
    static final String INNER = "inner";
    static final String INNER_PREFIX = "inner.";
    static final String MODE = "mode";
    static final String JOIN_DOMAIN = "join.domain";
    static final String PAD = "pad";

    private static final Set<String> OF_NATIVE = Set.of(
            MODE,
            JOIN_DOMAIN,
            PAD,
            RulesConfig.POLICY_FILE,
            WholeRecordKeys.COMPRESSION,
            WholeRecordKeys.MAX_DECOMPRESSED_BYTES,
            PlaintextKeys.ON_PLAINTEXT,
            PlaintextKeys.UNTIL,
            IvKey.IV);
    private static final String RANDOM = "random";
    private static final String JOIN = "join";

    static final ConfigDef DEFINITION = ConfluentKeys.addTo(ProfileKeys.addTo(PlaintextKeys.addTo(WholeRecordKeys.addTo(
                    WriterKeys.addTo(IvKey.addTo(RulesConfig.addFileTo(KeySourceConfig.addTo(new ConfigDef()))))))))
            .define(
                    INNER,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Class of the converter that is encrypted around, such as org.apache.kafka.connect.json.JsonConverter. Its own "
                            + "settings stand behind inner., as in inner.schemas.enable. Its jars belong into this plugin's directory, "
                            + "unless the worker has them.")
            .define(
                    MODE,
                    ConfigDef.Type.STRING,
                    RANDOM,
                    ConfigDef.CaseInsensitiveValidString.in(RANDOM, JOIN),
                    Importance.HIGH,
                    "random: equal records have different ciphertexts; for values. join: equal bytes of the inner converter have "
                            + "equal ciphertexts within join.domain; keys need it, for partitioning and compaction.")
            .define(
                    JOIN_DOMAIN,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.HIGH,
                    "With mode=join: name of the domain, the same on writer and reader. Topics of one domain with one inner "
                            + "converter have equal keys for equal keys.")
            .define(
                    PAD,
                    ConfigDef.Type.INT,
                    0,
                    ConfigDef.Range.between(0, 1 << 16),
                    Importance.LOW,
                    "With mode=random: hides the lengths of records, which grow to the next multiple of this many bytes; 0 for no "
                            + "padding. A reader needs no such key.");

    static EncryptingConverterConfig of(Map<String, ?> properties, boolean isKey) {
        Map<String, Object> own = new HashMap<>();
        Map<String, Object> inner = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(INNER_PREFIX)) {
                inner.put(key.substring(INNER_PREFIX.length()), value);
            } else {
                own.put(key, value);
            }
        });
        StrictConfig config = new StrictConfig("EncryptingConverter", DEFINITION, own);
        Profile profile = ProfileKeys.of(
                config, key -> KeySourceConfig.owns(key) || OF_NATIVE.contains(key), ConfluentKeys::owns);
        return new EncryptingConverterConfig(
                config.getString(INNER),
                inner,
                profile == Profile.CONFLUENT
                        ? new ProfileSettings.Confluent(ConfluentKeys.of(config))
                        : ofNative(config, isKey ? Part.WHOLE_KEY : Part.WHOLE_VALUE),
                WriterKeys.onError(config),
                WriterKeys.unmatchedTopics(config));
    }

    private static ProfileSettings ofNative(StrictConfig config, Part part) {
        KeySourceConfig keySource = KeySourceConfig.of(config);
        return new ProfileSettings.Native(
                keySource, part, rules(config, part, keySource), WholeRecordKeys.options(config), IvKey.of(config));
    }

    private static List<FieldRule> rules(StrictConfig config, Part part, KeySourceConfig keySource) {
        Map<String, ?> given = config.originals();
        String file = config.getString(RulesConfig.POLICY_FILE);
        if (file == null) {
            return List.of(rule(config, keySource.namespace()));
        }
        for (String key : List.of(MODE, JOIN_DOMAIN, PAD)) {
            if (given.containsKey(key)) {
                throw RulesConfig.both(key);
            }
        }
        boolean namespaceGiven = given.containsKey(KeySourceConfig.NAMESPACE);
        return RulesConfig.rules(file, part, new KeyDefaults(keySource.namespace(), namespaceGiven));
    }

    private static FieldRule rule(StrictConfig config, String namespace) {
        boolean join = JOIN.equalsIgnoreCase(config.getString(MODE));
        String domain = config.getString(JOIN_DOMAIN);
        if (join == (domain == null || domain.isBlank())) {
            throw new ConfigException(
                    "Keys '" + MODE + "=join' and '" + JOIN_DOMAIN + "' belong together. Set both of them, or none.");
        }
        return WholeRecordKeys.rule(Pattern.compile(".*", Pattern.DOTALL), domain, config.getInt(PAD), namespace);
    }
}
