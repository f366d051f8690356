package io.lockweir.connect.rule;

import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The keys of the modes mask and redact. */
final class ReplacementKeys {
    static final String KEEP_FIRST = "mask.keep.first";
    static final String KEEP_LAST = "mask.keep.last";
    static final String WITH = "mask.with";
    static final String REDACT_VALUE = "redact.value";
    static final List<String> MASK_NAMES = List.of(KEEP_FIRST, KEEP_LAST, WITH);

    private static final int MAX_KEPT = 1024;

    private ReplacementKeys() {}

    static ConfigDef addTo(ConfigDef definition, String prefix) {
        return definition
                .define(
                        prefix + KEEP_FIRST,
                        ConfigDef.Type.INT,
                        0,
                        ConfigDef.Range.between(0, MAX_KEPT),
                        Importance.LOW,
                        "With mode=mask: how many characters stay readable at the start of a text.")
                .define(
                        prefix + KEEP_LAST,
                        ConfigDef.Type.INT,
                        0,
                        ConfigDef.Range.between(0, MAX_KEPT),
                        Importance.LOW,
                        "With mode=mask: how many characters stay readable at the end of a text. A text that would keep more than "
                                + "half of itself keeps nothing.")
                .define(
                        prefix + WITH,
                        ConfigDef.Type.STRING,
                        "*",
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "With mode=mask: the character that stands for each masked one.")
                .define(
                        prefix + REDACT_VALUE,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.LOW,
                        "With mode=redact: what stands for every value, nulls too, written as text of the field's type: a number, "
                                + "true, base64 for bytes, 2026-01-31, 23:59:59, 2026-01-31T23:59:59Z. Without it, null.");
    }

    static FieldMode mask(AbstractConfig config, String prefix) {
        try {
            return new FieldMode.Mask(
                    config.getInt(prefix + KEEP_FIRST),
                    config.getInt(prefix + KEEP_LAST),
                    config.getString(prefix + WITH));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Key '" + prefix + WITH + "': " + e.getMessage() + ".");
        }
    }

    static FieldMode redact(AbstractConfig config, String prefix) {
        return new FieldMode.Redact(config.getString(prefix + REDACT_VALUE));
    }
}
