package io.lockweir.connect;

import io.lockweir.connect.record.DecryptOptions;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.Profile;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The configuration of {@link DecryptFields}. */
record DecryptFieldsConfig(FieldKeysConfig fieldKeys, List<FieldRule> rules, DecryptOptions options) {
    static final String ON_SCHEMA_LOST = ReaderKeys.ON_SCHEMA_LOST;
    static final String ON_SHREDDED = ReaderKeys.ON_SHREDDED;

    static final ConfigDef DEFINITION = ReaderKeys.addTo(CommonKeys.definition());

    static DecryptFieldsConfig of(RecordSide side, Map<String, ?> properties) {
        CommonConfig common = CommonConfig.of("DecryptFields", DEFINITION, side, properties);
        StrictConfig keys = common.keys();
        DecryptOptions options = ReaderKeys.options(keys, common.rowImages(), common.placeholder());
        if (options.plaintext().isConfigured()
                && common.rules().stream().anyMatch(rule -> rule.mode().profile() == Profile.CONFLUENT)) {
            throw new ConfigException(
                    "Key '" + PlaintextKeys.ON_PLAINTEXT + "=pass' is of profile native: nothing marks"
                            + " ciphertext of profile confluent. Give its rules a DecryptFields of their own.");
        }
        return new DecryptFieldsConfig(common.fieldKeys(), common.rules(), options);
    }
}
