package io.lockweir.cassandra.connector;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What a topic's name may hold. */
enum TopicPrefixValidator implements ConfigDef.Validator {
    INSTANCE;

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (!(value instanceof String text) || !text.matches("[a-zA-Z0-9._-]{1,100}")) {
            throw new ConfigException(name, value, "use at most 100 letters, digits, dots, underscores and hyphens");
        }
    }

    @Override
    public String toString() {
        return "at most 100 letters, digits, dots, underscores and hyphens";
    }
}
