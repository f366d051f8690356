package io.lockweir.connect;

import io.lockweir.connect.record.DecryptOptions;
import io.lockweir.connect.record.OnShredded;
import io.lockweir.connect.record.Unlisted;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.encryption.policy.OnSchemaLost;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The configuration of {@link DecryptFields}. */
record DecryptFieldsConfig(KeySourceConfig keySource, List<FieldRule> rules, DecryptOptions options) {
    static final String ON_SCHEMA_LOST = "on.schema.lost";
    static final String ON_SHREDDED = "on.shredded";

    static final ConfigDef DEFINITION = CommonKeys.definition()
            .define(
                    ON_SCHEMA_LOST,
                    ConfigDef.Type.STRING,
                    CommonKeys.text(OnSchemaLost.FAIL),
                    CommonKeys.oneOf(OnSchemaLost.values()),
                    Importance.MEDIUM,
                    "What happens when a converter lost the parameters of an encrypted field's schema. fail: plain types are "
                            + "restored, a type with name or parameters fails. base: it too is restored, without them.")
            .define(
                    ON_SHREDDED,
                    ConfigDef.Type.STRING,
                    CommonKeys.text(OnShredded.FAIL),
                    CommonKeys.oneOf(OnShredded.values()),
                    Importance.MEDIUM,
                    "What stands in the place of a value whose subject was shredded. fail: the record fails and goes to the "
                            + "dead-letter queue, still encrypted. null: null, and the field's schema becomes optional. redact: the text "
                            + "[shredded] for text, null for everything else.");

    static DecryptFieldsConfig of(RecordSide side, Map<String, ?> properties) {
        CommonConfig common = CommonConfig.of("DecryptFields", DEFINITION, side, properties);
        StrictConfig keys = common.keys();
        return new DecryptFieldsConfig(
                common.keySource(),
                common.rules(),
                new DecryptOptions(
                                common.rowImages(),
                                Unlisted.KEEP,
                                keys.constant(ON_SCHEMA_LOST, OnSchemaLost.class),
                                common.placeholder())
                        .withOnShredded(keys.constant(ON_SHREDDED, OnShredded.class)));
    }
}
