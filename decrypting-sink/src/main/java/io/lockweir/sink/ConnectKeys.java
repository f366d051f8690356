package io.lockweir.sink;

import java.util.List;
import java.util.Set;

/** Keys of Connect itself, which stand in every sink connector's configuration beside the plugin's. */
final class ConnectKeys {

    private static final Set<String> NAMES = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            "tasks.max",
            "tasks.max.enforce",
            "topics",
            "topics.regex",
            "key.converter",
            "key.converter.plugin.version",
            "value.converter",
            "value.converter.plugin.version",
            "header.converter",
            "header.converter.plugin.version",
            "transforms",
            "predicates",
            "config.action.reload",
            "config.providers");

    private static final List<String> PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "errors.",
            "consumer.override.",
            "producer.override.",
            "admin.override.");

    private ConnectKeys() {}

    static boolean contains(String key) {
        return NAMES.contains(key) || PREFIXES.stream().anyMatch(key::startsWith);
    }
}
