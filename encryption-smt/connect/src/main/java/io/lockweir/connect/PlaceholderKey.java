package io.lockweir.connect;

import io.lockweir.connect.record.DecryptOptions;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The key for what a connector writes in place of a value it did not get, shared by every plugin for fields. */
public final class PlaceholderKey {
    public static final String PLACEHOLDER = "unavailable.value.placeholder";

    private PlaceholderKey() {}

    /** Adds the key. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition.define(
                PLACEHOLDER,
                ConfigDef.Type.STRING,
                DecryptOptions.DEBEZIUM_PLACEHOLDER,
                Importance.LOW,
                "What the connector writes for a large column that an update left unchanged, as in Debezium's key of "
                        + "this name. Text and bytes fields pass it in clear, and only it; empty switches that off. "
                        + "The same on writer and reader.");
    }
}
