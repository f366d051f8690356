package io.lockweir.sink;

import io.lockweir.sink.catalog.CatalogConfig;
import io.lockweir.sink.catalog.Tenants;
import io.lockweir.sink.governance.GovernanceConfig;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.record.RecordConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Rules on the whole configuration of a connector, Connect's keys included. Nothing here asks a server. */
final class SinkRules {

    static final String ISOLATION = "consumer.override.isolation.level";
    static final String TOLERANCE = "errors.tolerance";
    static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";

    private SinkRules() {}

    /** What is wrong, by key; each text says what to set. Empty if nothing is. */
    static Map<String, String> problems(Map<String, String> properties) {
        return problems(properties, true);
    }

    /** @param complete whether every key by itself is right, so that they can be read together */
    static Map<String, String> problems(Map<String, String> properties, boolean complete) {
        Map<String, String> problems = new LinkedHashMap<>();
        unknownKeys(properties, problems);
        if (!"read_committed".equals(properties.get(ISOLATION))) {
            problems.put(
                    ISOLATION,
                    "Set " + ISOLATION
                            + "=read_committed: by default a sink reads what transactions wrote and then aborted.");
        }
        boolean tolerant =
                "all".equals(properties.getOrDefault(TOLERANCE, "none").toLowerCase(Locale.ROOT));
        if (tolerant && !deadLetters(properties)) {
            problems.put(
                    TOLERANCE,
                    TOLERANCE
                            + "=all without a dead-letter queue loses records that a converter or transform fails on. Set "
                            + DEAD_LETTERS + ", or " + TOLERANCE + "=none.");
        }
        if (!tolerant && deadLetters(properties)) {
            problems.put(
                    DEAD_LETTERS, DEAD_LETTERS + " has no effect without " + TOLERANCE + "=all. Set both, or neither.");
        }
        if (!properties.containsKey(SinkKeys.LEDGER)) {
            properties.keySet().stream()
                    .filter(key -> key.startsWith(SinkKeys.LEDGER_KAFKA))
                    .forEach(key -> problems.put(
                            key, key + " has no effect without " + SinkKeys.LEDGER + ". Set both, or neither."));
        }
        if (complete && problems.isEmpty()) {
            sections(properties, problems);
        }
        return problems;
    }

    static boolean deadLetters(Map<String, String> properties) {
        return !properties.getOrDefault(DEAD_LETTERS, "").isBlank();
    }

    private static void unknownKeys(Map<String, String> properties, Map<String, String> problems) {
        ConfigDef known;
        try {
            known = SinkKeys.definition(properties);
        } catch (ConfigException e) {
            known = SinkKeys.definition();
        }
        Set<String> names = known.names();
        new TreeMap<>(properties).keySet().forEach(key -> {
            if (!names.contains(key) && !ConnectKeys.contains(key) && !SinkKeys.hasKnownPrefix(key)) {
                problems.put(key, "Unknown key " + key + ": correct or remove it.");
            }
        });
    }

    private static void sections(Map<String, String> properties, Map<String, String> problems) {
        try {
            tenants(properties);
        } catch (ConfigException e) {
            problems.put(CatalogConfig.PREFIX + "type", String.valueOf(e.getMessage()));
        }
        try {
            governance(properties);
        } catch (ConfigException e) {
            problems.put(GovernanceConfig.DESIGN, String.valueOf(e.getMessage()));
        }
        try {
            RecordConfig.of(properties);
        } catch (ConfigException e) {
            problems.put(SinkKeys.SINK_ID, String.valueOf(e.getMessage()));
        }
        withPrefix(properties, SinkKeys.HOLD).forEach((id, answer) -> {
            try {
                HoldAnswer.parse(answer);
            } catch (IllegalArgumentException e) {
                problems.put(SinkKeys.HOLD + id, SinkKeys.HOLD + id + " must be replay or accept.");
            }
        });
    }

    static Tenants tenants(Map<String, String> properties) {
        AbstractConfig values = new AbstractConfig(SinkKeys.definition(properties), properties, false);
        return Tenants.of(
                values.getList(Tenants.NAMES),
                withPrefix(properties, CatalogConfig.PREFIX),
                withPrefix(properties, Tenants.PREFIX));
    }

    static GovernanceConfig governance(Map<String, String> properties) {
        return GovernanceConfig.of(new AbstractConfig(SinkKeys.definition(properties), properties, false));
    }

    /** Keys of a section, without the prefix. */
    static Map<String, String> withPrefix(Map<String, String> properties, String prefix) {
        Map<String, String> section = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                section.put(key.substring(prefix.length()), value);
            }
        });
        return section;
    }
}
