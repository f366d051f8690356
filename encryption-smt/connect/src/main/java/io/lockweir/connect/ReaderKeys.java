package io.lockweir.connect;

import io.lockweir.connect.record.DecryptOptions;
import io.lockweir.connect.record.OnShredded;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.record.Unlisted;
import io.lockweir.encryption.policy.OnSchemaLost;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** What readers of fields are configured with beside their rules. */
public final class ReaderKeys {
    public static final String ON_SCHEMA_LOST = "on.schema.lost";
    public static final String ON_SHREDDED = "on.shredded";

    private ReaderKeys() {}

    /** Adds the keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        return PlaintextKeys.addTo(definition)
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
    }

    /** What they say, with fields that no rule names left as they are. */
    public static DecryptOptions options(StrictConfig config, RowImages rowImages, String placeholder) {
        return new DecryptOptions(
                        rowImages, Unlisted.KEEP, config.constant(ON_SCHEMA_LOST, OnSchemaLost.class), placeholder)
                .withOnShredded(config.constant(ON_SHREDDED, OnShredded.class))
                .withPlaintext(PlaintextKeys.of(config));
    }
}
