package io.lockweir.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic that holds keys, as it should be.
 *
 * @param minIsr min.insync.replicas
 * @param lag min.compaction.lag.ms
 */
record TopicSpec(String name, Order order, int partitions, short replication, int minIsr, Duration lag) {

    /** Which order of its records all processes rely on. */
    enum Order {
        /** Of all: it has one partition. */
        WHOLE,
        /** Of those of a partition. */
        PER_PARTITION
    }

    /** Something about an existing topic that is not as it should be. */
    record Finding(Severity severity, String text) {}

    /** How bad it is. */
    enum Severity {
        /** The topic would lose keys: it is not used. */
        REFUSE,
        WARN
    }

    /** The settings of the topic when it is created. */
    Map<String, String> settings() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                Long.toString(lag.toMillis()),
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(minIsr),
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false");
    }

    /** What an operator types to create it. */
    String command() {
        StringBuilder command = new StringBuilder("kafka-topics.sh --create --topic " + name + " --partitions "
                + partitions + " --replication-factor " + replication);
        settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(setting -> command.append(" --config ")
                        .append(setting.getKey())
                        .append('=')
                        .append(setting.getValue()));
        return command.toString();
    }

    /**
     * Compares an existing topic.
     *
     * @param settings the topic's effective settings
     * @param count of its partitions
     * @param existing its replication factor
     */
    List<Finding> findings(Map<String, String> settings, int count, int existing) {
        List<Finding> findings = new ArrayList<>();
        if (order == Order.WHOLE && count != 1) {
            findings.add(
                    refused(
                            "it has " + count
                                    + " partitions instead of 1: processes would not agree on which record came first, and a join domain could get two keys"));
        }
        String policy = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        if (!Set.of(policy.split(",")).equals(Set.of(TopicConfig.CLEANUP_POLICY_COMPACT))) {
            findings.add(refused("cleanup.policy is " + policy
                    + " instead of compact: Kafka would delete keys after the retention time"));
        }
        long found = number(settings, TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, 0);
        if (found < TopicStoreConfig.SEVEN_DAYS) {
            findings.add(warned("min.compaction.lag.ms is " + found + ", below 7 days (" + TopicStoreConfig.SEVEN_DAYS
                    + "): an accidental null may remove a key before anybody can restore it"));
        }
        long isr = number(settings, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, 1);
        if (isr < minIsr) {
            findings.add(warned("min.insync.replicas is " + isr + ", below " + minIsr
                    + ": a key may be acknowledged by one broker only, and lost with it"));
        }
        if (Boolean.parseBoolean(settings.get(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG))) {
            findings.add(warned("unclean.leader.election.enable is true: acknowledged keys may be lost"));
        }
        if (existing < replication) {
            findings.add(warned("its replication factor is " + existing + ", below " + replication));
        }
        return findings;
    }

    private Finding refused(String text) {
        return new Finding(Severity.REFUSE, "Topic " + name + ": " + text);
    }

    private Finding warned(String text) {
        return new Finding(Severity.WARN, "Topic " + name + ": " + text);
    }

    private static long number(Map<String, String> settings, String key, long absent) {
        String text = settings.get(key);
        return text == null || text.isBlank() ? absent : Long.parseLong(text);
    }
}
