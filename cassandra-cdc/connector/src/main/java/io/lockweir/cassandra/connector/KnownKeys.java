package io.lockweir.cassandra.connector;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which keys may stand in a configuration: ours and those that Connect itself takes from a source connector. */
final class KnownKeys {
    private static final Set<String> CONNECT = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            // The worker adds it for tasks.
            "task.class",
            "tasks.max",
            "tasks.max.enforce",
            "key.converter",
            "value.converter",
            "header.converter",
            "transforms",
            "predicates",
            "config.action.reload",
            "exactly.once.support",
            "transaction.boundary",
            "transaction.boundary.interval.ms",
            "offsets.storage.topic");
    private static final List<String> CONNECT_PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "errors.",
            "topic.creation.",
            "producer.override.",
            "consumer.override.",
            "admin.override.");

    private KnownKeys() {}

    /** Per key what is wrong with its being there, and what to do. */
    static Map<String, String> refusals(Map<String, String> properties) {
        Map<String, String> refusals = new TreeMap<>();
        for (String key : properties.keySet()) {
            boolean ours =
                    (CassandraCdcConfig.keys().contains(key) && !CONNECT.contains(key)) || FullKeys.isPassedOn(key);
            boolean connects =
                    CONNECT.contains(key) || CONNECT_PREFIXES.stream().anyMatch(key::startsWith);
            if (!ours && !connects) {
                refusals.put(
                        key, "Neither the connector nor Kafka Connect knows this key; remove it or correct its name.");
            }
        }
        if ("all".equalsIgnoreCase(properties.get("errors.tolerance"))
                && !"true".equalsIgnoreCase(properties.get(CassandraCdcConfig.TOLERANCE_ACKNOWLEDGED))) {
            refusals.put(
                    "errors.tolerance",
                    "With \"all\" Connect throws records away that a transform or converter refuses, and a source has no dead-letter"
                            + " queue. Remove it, or set " + CassandraCdcConfig.TOLERANCE_ACKNOWLEDGED + "=true.");
        }
        return refusals;
    }
}
