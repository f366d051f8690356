package io.lockweir.sink;

import io.lockweir.sink.catalog.CatalogConfig;
import io.lockweir.sink.catalog.Tenants;
import io.lockweir.sink.governance.GovernanceConfig;
import io.lockweir.sink.record.ColumnRules;
import io.lockweir.sink.record.RecordConfig;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of the sink. */
final class SinkKeys {

    static final String SINK_ID = "sink.id";
    static final String STAGING = "staging.dir";
    static final String COMMIT_INTERVAL = "commit.interval.ms";
    static final String IDLE_INTERVAL = "idle.commit.interval.ms";
    static final String PROBE_INTERVAL = "freshness.probe.interval.ms";
    static final String RETENTION_ALARM = "retention.alarm.percent";
    static final String SLICE_BYTES = "slice.max.bytes";
    static final String UNCOMMITTED = "uncommitted.slices.max";
    static final String MEMORY = "memory.max.bytes";
    static final String OPEN_FILES = "open.files.max";
    static final String GATHER = "commit.gather.ms";
    static final String INDEX_ENTRIES = "upsert.index.entries";
    static final String INDEX_AGE = "upsert.index.max.age.ms";
    static final String SOURCE_KAFKA = "source.kafka.";
    static final String LEDGER = "ledger.topic";
    static final String LEDGER_KAFKA = "ledger.kafka.";
    static final String HOLD = "hold.";
    static final String BOOTSTRAP = SOURCE_KAFKA + "bootstrap.servers";

    private SinkKeys() {}

    /** All keys with a fixed name. */
    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define(
                        SINK_ID,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(SinkKeys::checkId, () -> "letters, digits, '_' and '-'"),
                        Importance.HIGH,
                        "Under which name the tables keep this sink's progress. Keep it when the connector is renamed or moved"
                                + " to another cluster; never give two connectors the same one.")
                .define(
                        BOOTSTRAP,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonNullValidator(),
                        Importance.HIGH,
                        "Brokers of the source topics, to ask where logs begin and end before every seek. Further "
                                + SOURCE_KAFKA + "* keys are those of a Kafka admin client.")
                .define(
                        STAGING,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Local folder for clear Parquet parts before they are uploaded. Private to the worker and encrypted, or"
                                + " in memory; what a killed worker left there is swept at start.")
                .define(
                        COMMIT_INTERVAL,
                        ConfigDef.Type.LONG,
                        60_000L,
                        Range.between(200, 86_400_000),
                        Importance.HIGH,
                        "Time between two snapshots of a table that gets rows. Every snapshot costs metadata: not much below a"
                                + " minute in production.")
                .define(
                        IDLE_INTERVAL,
                        ConfigDef.Type.LONG,
                        600_000L,
                        Range.between(1_000, 604_800_000),
                        Importance.MEDIUM,
                        "Time after which a table without new rows advances its progress, and the time through which it is"
                                + " valid, by an empty snapshot.")
                .define(
                        PROBE_INTERVAL,
                        ConfigDef.Type.LONG,
                        30_000L,
                        ConfigDef.LambdaValidator.with(SinkKeys::checkProbe, () -> "0, or [1000,...,86400000]"),
                        Importance.MEDIUM,
                        "Time between two looks at the ends of the logs by a consumer of source.kafka.*: an idle partition is then"
                                + " valid through now, and the lag in records is known. It needs READ on the topics. 0 looks"
                                + " never: then only rows move the time through which a table is valid.")
                .define(
                        RETENTION_ALARM,
                        ConfigDef.Type.INT,
                        10,
                        Range.between(0, 100),
                        Importance.MEDIUM,
                        "Alarm, in the log and in JMX, when a table that lags stands in this first part of a partition's log, in"
                                + " percent of its offsets: retention may soon delete what the table lacks. 0 for none.")
                .define(
                        LEDGER,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(SinkKeys::checkTopic, () -> "a topic's name"),
                        Importance.MEDIUM,
                        "Topic that gets one record for each snapshot, at least once: what its summary says, with the snapshot's id"
                                + " as key. It must exist and should be kept. Commits do not wait for it. Its clients are those of "
                                + SOURCE_KAFKA + "*, with " + LEDGER_KAFKA
                                + "* put over them. Without it none is told.")
                .define(
                        SLICE_BYTES,
                        ConfigDef.Type.LONG,
                        268_435_456L,
                        Range.atLeast(1_048_576),
                        Importance.MEDIUM,
                        "Size of the open files of one table and task at which they are committed before the interval ends.")
                .define(
                        UNCOMMITTED,
                        ConfigDef.Type.INT,
                        3,
                        Range.between(1, 100),
                        Importance.LOW,
                        "Slices of one table and task that may wait for their commit. While two do, the next is cut only once it has"
                                + " reached slice.max.bytes, or is ten commit.interval.ms old; with as many as this and such a one,"
                                + " the table's partitions are paused.")
                .define(
                        OPEN_FILES,
                        ConfigDef.Type.INT,
                        32,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Parquet files that a task writes to at a time, all tables together; each takes megabytes. Rows of further"
                                + " partitions wait in memory until their file is written in one go.")
                .define(
                        MEMORY,
                        ConfigDef.Type.LONG,
                        268_435_456L,
                        Range.atLeast(16_777_216),
                        Importance.MEDIUM,
                        "Heap that the files being written, the slices on their way and the key indexes of one task may take, as"
                                + " estimated, all tables together. At the limit files are closed and slices committed early; when"
                                + " that does not help, since the catalog is away, the task pauses until it does.")
                .define(
                        GATHER,
                        ConfigDef.Type.LONG,
                        100L,
                        Range.between(0, 10_000),
                        Importance.LOW,
                        "Wait before a commit, so that the slices of the worker's other tasks join its snapshot.")
                .define(
                        INDEX_ENTRIES,
                        ConfigDef.Type.INT,
                        1_000_000,
                        Range.between(0, 100_000_000),
                        Importance.LOW,
                        "With write.mode=upsert and format version 3: rows that a task remembers the place of, a table. A change"
                                + " to one of them costs readers least. 0 remembers none.")
                .define(
                        INDEX_AGE,
                        ConfigDef.Type.LONG,
                        300_000L,
                        Range.between(0, 604_800_000),
                        Importance.LOW,
                        "Age at which the place of a row is forgotten. Longer than a compaction takes, and compaction meets"
                                + " vectors for its files again and again; shorter, and more deletes are by key.");
        return RecordConfig.addTo(GovernanceConfig.addTo(Tenants.addTo(definition)));
    }

    /** All keys, with those that other keys name. */
    static ConfigDef definition(Map<String, String> properties) {
        return RecordConfig.addDynamicTo(definition(), properties);
    }

    static boolean hasKnownPrefix(String key) {
        return key.startsWith(CatalogConfig.PREFIX)
                || key.startsWith(Tenants.PREFIX)
                || key.startsWith(ColumnRules.DEFAULT_PREFIX)
                || key.startsWith(SOURCE_KAFKA)
                || key.startsWith(LEDGER_KAFKA)
                || key.startsWith(HOLD);
    }

    private static void checkProbe(String name, Object value) {
        if (value instanceof Long interval && interval != 0 && (interval < 1_000 || interval > 86_400_000)) {
            throw new ConfigException(name, value, "set 0, or between 1000 and 86400000");
        }
    }

    private static void checkTopic(String name, @Nullable Object value) {
        if (value != null && !value.toString().matches("[a-zA-Z0-9._-]{1,249}")) {
            throw new ConfigException(name, value, "a topic's name has 1 to 249 letters, digits, '.', '_' and '-'");
        }
    }

    private static void checkId(String name, Object value) {
        if (value == null || !value.toString().matches("[A-Za-z0-9_-]+")) {
            throw new ConfigException(name, value, "give the sink a name of letters, digits, '_' and '-'");
        }
    }
}
