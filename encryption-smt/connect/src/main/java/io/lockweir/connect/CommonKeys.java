package io.lockweir.connect;

import io.lockweir.connect.policy.RulesConfig;
import io.lockweir.connect.record.DecryptOptions;
import io.lockweir.connect.record.RowImages;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** What both transforms are configured with. */
final class CommonKeys {
    static final String ROW_IMAGES = "row.images";
    static final String PLACEHOLDER = "unavailable.value.placeholder";

    private CommonKeys() {}

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        RulesConfig.addTo(definition);
        KeySourceConfig.addTo(definition);
        return definition
                .define(
                        ROW_IMAGES,
                        ConfigDef.Type.STRING,
                        text(RowImages.AUTO),
                        oneOf(RowImages.values()),
                        Importance.MEDIUM,
                        "Whether paths begin in the record (flat) or in before and after of a change event (debezium). auto: "
                                + "debezium when the schema's name ends in .Envelope. Records without a schema need debezium.")
                .define(
                        PLACEHOLDER,
                        ConfigDef.Type.STRING,
                        DecryptOptions.DEBEZIUM_PLACEHOLDER,
                        Importance.LOW,
                        "What the connector writes for a large column that an update left unchanged, as in Debezium's key of "
                                + "this name. Text and bytes fields pass it in clear, and only it; empty switches that off. "
                                + "The same on writer and reader.");
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
