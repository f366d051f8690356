package io.lockweir.connect;

import io.lockweir.connect.record.Encoding;
import io.lockweir.connect.record.EncryptOptions;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.encryption.policy.IvMode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The configuration of {@link EncryptFields}. */
record EncryptFieldsConfig(
        FieldKeysConfig fieldKeys,
        List<FieldRule> rules,
        EncryptOptions options,
        OnError onError,
        OnKeyCopy onKeyCopy,
        UnmatchedTopics unmatchedTopics,
        RunMode runMode,
        IvMode iv) {
    static final String ENCODING = "encoding";
    static final String ON_KEY_COPY = "on.key.copy";
    static final String RUN_MODE = "run.mode";

    private static final long DRY_RUN_WAIT_MS = 1000;

    static final ConfigDef DEFINITION = IvKey.addTo(WriterKeys.addTo(CommonKeys.definition()))
            .define(
                    ENCODING,
                    ConfigDef.Type.STRING,
                    CommonKeys.text(Encoding.TEXT),
                    CommonKeys.oneOf(Encoding.values()),
                    Importance.LOW,
                    "Type of encrypted fields. text: base64 text, while bytes fields stay bytes. bytes: bytes, a quarter smaller. "
                            + "Either way the type of the field changes: use a new subject or topic.")
            .define(
                    ON_KEY_COPY,
                    ConfigDef.Type.STRING,
                    CommonKeys.text(OnKeyCopy.FAIL),
                    CommonKeys.oneOf(OnKeyCopy.values()),
                    Importance.MEDIUM,
                    "For EncryptFields$Value: what happens when an encrypted field stands in clear in the record key, or in the key "
                            + "in a header of Debezium, under the same path. fail, or allow to accept the clear copy.")
            .define(
                    RUN_MODE,
                    ConfigDef.Type.STRING,
                    "encrypt",
                    ConfigDef.CaseInsensitiveValidString.in("encrypt", "dry-run", "report"),
                    Importance.MEDIUM,
                    "For signing rules off before they count. dry-run: everything is done, failures are logged, the result is "
                            + "thrown away; while keys can't be had, records pass untried and are counted as such. report: only the fields that the rules expect and find are counted and logged; no "
                            + "key is needed. With both, records pass in CLEAR and nothing stops the task.");

    static EncryptFieldsConfig of(RecordSide side, Map<String, ?> properties) {
        CommonConfig asWritten = CommonConfig.of("EncryptFields", DEFINITION, side, properties);
        StrictConfig keys = asWritten.keys();
        RunMode runMode = RunMode.valueOf(
                keys.getString(RUN_MODE).toUpperCase(Locale.ROOT).replace('-', '_'));
        CommonConfig common = runMode == RunMode.DRY_RUN
                ? CommonConfig.of("EncryptFields", DEFINITION, side, impatient(asWritten, properties))
                : asWritten;
        common.fieldKeys().keySource().ifPresent(source -> KekLabels.of(source).check(common.rules()));
        return new EncryptFieldsConfig(
                common.fieldKeys(),
                common.rules(),
                new EncryptOptions(common.rowImages(), keys.constant(ENCODING, Encoding.class), common.placeholder()),
                WriterKeys.onError(keys),
                keys.constant(ON_KEY_COPY, OnKeyCopy.class),
                WriterKeys.unmatchedTopics(keys),
                runMode,
                IvKey.of(keys));
    }

    /** A dry run must not hold records up: it waits for keys no longer than a service in good health takes to make one. */
    private static Map<String, Object> impatient(CommonConfig asWritten, Map<String, ?> properties) {
        Map<String, Object> impatient = new HashMap<>(properties);
        Long wait = asWritten.keys().getLong(KeySourceConfig.KEY_WAIT_MS);
        if (asWritten.fieldKeys().keySource().isPresent() && (wait == null || wait > DRY_RUN_WAIT_MS)) {
            impatient.put(KeySourceConfig.KEY_WAIT_MS, Long.toString(DRY_RUN_WAIT_MS));
        }
        if (asWritten.fieldKeys().registry().isPresent()
                && asWritten.keys().getLong(RegistryConfig.WAIT_MS) > DRY_RUN_WAIT_MS) {
            impatient.put(RegistryConfig.WAIT_MS, Long.toString(DRY_RUN_WAIT_MS));
        }
        return impatient;
    }
}
