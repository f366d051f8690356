package io.lockweir.connect;

import io.lockweir.connect.policy.RulesConfig;
import io.lockweir.connect.record.RowImages;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** What both transforms are configured with. */
final class CommonKeys {
    static final String ROW_IMAGES = "row.images";
    static final String PLACEHOLDER = PlaceholderKey.PLACEHOLDER;

    private CommonKeys() {}

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        RulesConfig.addTo(definition);
        KeySourceConfig.addTo(definition);
        ProfileKeys.addTo(definition);
        return PlaceholderKey.addTo(
                definition.define(
                        ROW_IMAGES,
                        ConfigDef.Type.STRING,
                        text(RowImages.AUTO),
                        oneOf(RowImages.values()),
                        Importance.MEDIUM,
                        "Whether paths begin in the record (flat) or in before and after of a change event (debezium). auto: "
                                + "debezium when the schema's name ends in .Envelope. Records without a schema need debezium."));
    }

    /** A validator for the constants of an enum, in lower case. */
    static ConfigDef.Validator oneOf(Enum<?>... constants) {
        return ConfigDef.CaseInsensitiveValidString.in(
                Stream.of(constants).map(CommonKeys::text).toArray(String[]::new));
    }

    static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
