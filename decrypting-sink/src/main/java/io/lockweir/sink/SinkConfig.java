package io.lockweir.sink;

import io.lockweir.sink.catalog.Tenants;
import io.lockweir.sink.commit.CommitPolicy;
import io.lockweir.sink.commit.Publishing;
import io.lockweir.sink.feed.FeedSettings;
import io.lockweir.sink.governance.GovernanceConfig;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.ledger.LedgerSettings;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.write.IndexPolicy;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** The configuration of a connector and of its tasks. */
public final class SinkConfig {

    /** Number of a task, set by the connector. */
    static final String TASK = "lockweir.task";

    /** Added by the worker to what the connector gave its tasks. */
    private static final String TASK_CLASS = "task.class";

    /** Process number and host: another one on each worker. */
    private static final int WORKER =
            ManagementFactory.getRuntimeMXBean().getName().hashCode();

    private final Map<String, String> properties;
    private final AbstractConfig values;

    /** @throws ConfigException naming every key that is wrong, and what to set */
    public SinkConfig(Map<String, String> properties) {
        this.properties = new HashMap<>(properties);
        this.properties.remove(TASK);
        this.properties.remove(TASK_CLASS);
        Map<String, String> problems = SinkRules.problems(this.properties);
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join(" ", problems.values()));
        }
        this.values = new AbstractConfig(SinkKeys.definition(this.properties), this.properties, false);
    }

    public String connector() {
        return properties.getOrDefault("name", "-");
    }

    ProgressKeys progressKeys() {
        return new ProgressKeys(values.getString(SinkKeys.SINK_ID));
    }

    String stagingDirectory() {
        return values.getString(SinkKeys.STAGING);
    }

    Tenants tenants() {
        return SinkRules.tenants(properties);
    }

    GovernanceConfig governance() {
        return SinkRules.governance(properties);
    }

    RecordConfig records() {
        return RecordConfig.of(properties);
    }

    /** Absent if snapshots are told to no topic. */
    Optional<LedgerSettings> ledger() {
        return Optional.ofNullable(values.getString(SinkKeys.LEDGER)).map(topic -> {
            Map<String, String> kafka = SinkRules.withPrefix(properties, SinkKeys.SOURCE_KAFKA);
            kafka.putAll(SinkRules.withPrefix(properties, SinkKeys.LEDGER_KAFKA));
            return new LedgerSettings(topic, kafka);
        });
    }

    /** Names what is said about fields. */
    String policyVersion() {
        return PolicyVersion.of(properties);
    }

    int openFiles() {
        return values.getInt(SinkKeys.OPEN_FILES);
    }

    int indexEntries() {
        return values.getInt(SinkKeys.INDEX_ENTRIES);
    }

    Duration indexAge() {
        return Duration.ofMillis(values.getLong(SinkKeys.INDEX_AGE));
    }

    boolean hasDeadLetters() {
        return SinkRules.deadLetters(properties);
    }

    /** For an admin client of the source's brokers. */
    Map<String, Object> sourceKafka() {
        return new HashMap<>(SinkRules.withPrefix(properties, SinkKeys.SOURCE_KAFKA));
    }

    /** Topics by name; empty if they are given by a regular expression. */
    List<String> topics() {
        String topics = properties.getOrDefault("topics", "");
        return topics.isBlank() ? List.of() : List.of(topics.trim().split("\\s*,\\s*"));
    }

    String topicsRegex() {
        return properties.getOrDefault("topics.regex", "");
    }

    CommitPolicy commitPolicy() {
        return CommitPolicy.DEFAULT
                .withGather(Duration.ofMillis(values.getLong(SinkKeys.GATHER)))
                // Slices wait for their commit meanwhile.
                .withFileMemory(indexAge().plus(CommitPolicy.DEFAULT.fileMemory()));
    }

    private Map<String, HoldAnswer> answers() {
        Map<String, HoldAnswer> answers = new HashMap<>();
        SinkRules.withPrefix(properties, SinkKeys.HOLD).forEach((id, text) -> answers.put(id, HoldAnswer.parse(text)));
        return answers;
    }

    /** Absent if commits go to the main branch. */
    Optional<Publishing> publishing() {
        return records().quality().branch().map(branch -> new Publishing(branch, answers()));
    }

    FeedSettings feeds() {
        Duration interval = Duration.ofMillis(values.getLong(SinkKeys.COMMIT_INTERVAL));
        return new FeedSettings(
                interval,
                Duration.ofMillis(values.getLong(SinkKeys.IDLE_INTERVAL)),
                Duration.ofMillis(values.getLong(SinkKeys.PROBE_INTERVAL)),
                values.getInt(SinkKeys.RETENTION_ALARM),
                values.getLong(SinkKeys.SLICE_BYTES),
                values.getInt(SinkKeys.UNCOMMITTED),
                records().modes()::upsert,
                new IndexPolicy(indexEntries(), indexAge()),
                values.getLong(SinkKeys.MEMORY),
                31L * connector().hashCode() + WORKER,
                answers());
    }

    /** Without the values: they hold credentials. */
    @Override
    public String toString() {
        return "SinkConfig[" + connector() + "]";
    }
}
