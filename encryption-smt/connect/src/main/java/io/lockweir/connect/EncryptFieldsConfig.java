package io.lockweir.connect;

import io.lockweir.connect.policy.RulesConfig;
import io.lockweir.connect.record.Encoding;
import io.lockweir.connect.record.EncryptOptions;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.RuleConfig;
import io.lockweir.encryption.policy.IvMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The configuration of {@link EncryptFields}. */
record EncryptFieldsConfig(
        KeySourceConfig keySource,
        List<FieldRule> rules,
        EncryptOptions options,
        OnError onError,
        OnKeyCopy onKeyCopy,
        UnmatchedTopics unmatchedTopics,
        RunMode runMode,
        IvMode iv) {
    static final String ENCODING = "encoding";
    static final String ON_ERROR = "on.error";
    static final String ON_KEY_COPY = "on.key.copy";
    static final String UNMATCHED_TOPICS = "unmatched.topics";
    static final String RUN_MODE = "run.mode";

    static final ConfigDef DEFINITION = IvKey.addTo(CommonKeys.definition())
            .define(
                    ENCODING,
                    ConfigDef.Type.STRING,
                    CommonKeys.text(Encoding.TEXT),
                    CommonKeys.oneOf(Encoding.values()),
                    Importance.LOW,
                    "Type of encrypted fields. text: base64 text, while bytes fields stay bytes. bytes: bytes, a quarter smaller. "
                            + "Either way the type of the field changes: use a new subject or topic.")
            .define(
                    ON_ERROR,
                    ConfigDef.Type.STRING,
                    CommonKeys.text(OnError.FAIL),
                    CommonKeys.oneOf(OnError.values()),
                    Importance.MEDIUM,
                    "What happens when a field can't be encrypted. fail: the task stops, whatever errors.tolerance says, and no "
                            + "record is lost. tolerate: errors.tolerance decides; with all, a source connector loses the record. "
                            + "Missing keys always stop the task.")
            .define(
                    ON_KEY_COPY,
                    ConfigDef.Type.STRING,
                    CommonKeys.text(OnKeyCopy.FAIL),
                    CommonKeys.oneOf(OnKeyCopy.values()),
                    Importance.MEDIUM,
                    "For EncryptFields$Value: what happens when an encrypted field stands in clear in the record key, or in the key "
                            + "in a header of Debezium, under the same path. fail, or allow to accept the clear copy.")
            .define(
                    UNMATCHED_TOPICS,
                    ConfigDef.Type.STRING,
                    CommonKeys.text(UnmatchedTopics.PASS),
                    CommonKeys.oneOf(UnmatchedTopics.values()),
                    Importance.MEDIUM,
                    "What happens to records of a topic that no rule matches. pass: they pass in clear, with one warning per topic. "
                            + "fail: the task stops.")
            .define(
                    RUN_MODE,
                    ConfigDef.Type.STRING,
                    "encrypt",
                    ConfigDef.CaseInsensitiveValidString.in("encrypt", "dry-run", "report"),
                    Importance.MEDIUM,
                    "For signing rules off before they count. dry-run: everything is done, failures are logged, the result is "
                            + "thrown away. report: only the fields that the rules expect and find are counted and logged; no "
                            + "key is needed. With both, records pass in CLEAR and nothing stops the task.");

    static EncryptFieldsConfig of(RecordSide side, Map<String, ?> properties) {
        StrictConfig config =
                new StrictConfig("EncryptFields", RuleConfig.expanded(DEFINITION, properties), properties);
        KeySourceConfig keySource = KeySourceConfig.of(config);
        return new EncryptFieldsConfig(
                keySource,
                RulesConfig.read(config, side.part(), CommonKeys.names(config, keySource)),
                new EncryptOptions(
                        config.constant(CommonKeys.ROW_IMAGES, RowImages.class),
                        config.constant(ENCODING, Encoding.class),
                        config.getString(CommonKeys.PLACEHOLDER)),
                config.constant(ON_ERROR, OnError.class),
                config.constant(ON_KEY_COPY, OnKeyCopy.class),
                config.constant(UNMATCHED_TOPICS, UnmatchedTopics.class),
                RunMode.valueOf(
                        config.getString(RUN_MODE).toUpperCase(Locale.ROOT).replace('-', '_')),
                IvKey.of(config));
    }
}
