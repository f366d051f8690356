package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.state.StateSettings;
import io.lockweir.connect.KeySourceConfig;
import io.lockweir.connect.StrictConfig;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The keys that only {@code images=full} reads. */
final class FullKeys {
    static final String KAFKA = "state.kafka.";
    static final String ENCRYPTION = "state.encryption.";
    static final String TOPIC = "state.topic";
    static final String PARTITIONS = "state.topic.partitions";
    static final String REPLICATION = "state.topic.replication.factor";
    static final String MAX_BYTES = "state.max.bytes";
    static final String RETENTION = "state.tombstone.retention.ms";
    static final String SWEEP_INTERVAL = "state.sweep.interval.ms";
    static final String CHECKPOINT_INTERVAL = "checkpoint.interval.ms";
    static final String CHECKPOINT_BYTES = "checkpoint.bytes";
    static final String SNAPSHOT_MODE = "snapshot.mode";
    static final String SNAPSHOT_FETCH = "snapshot.fetch.size";
    static final String EXPIRY_EVENTS = "expiry.events";
    static final String EXPIRY_MARGIN = "expiry.margin.ms";
    private static final String BOOTSTRAP = "bootstrap.servers";

    private FullKeys() {}

    static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "images=full: the compacted topic of the state, made if it is not there; of this connector alone. Empty:"
                                + " __lockweir-state.PREFIX. Its clients are configured with state.kafka.* (bootstrap.servers at least), the"
                                + " keys that encrypt it with state.encryption.*, which are those of EncryptFields: key.source, keyset.file,"
                                + " kek and so on.")
                .define(
                        PARTITIONS,
                        ConfigDef.Type.INT,
                        64,
                        ConfigDef.Range.between(1, 1024),
                        Importance.LOW,
                        "images=full: partitions of the state topic. Fixed at its creation.")
                .define(
                        REPLICATION,
                        ConfigDef.Type.SHORT,
                        (short) -1,
                        ConfigDef.Range.between(-1, Short.MAX_VALUE),
                        Importance.LOW,
                        "images=full: replicas of the state topic when it is made; -1 for the broker's default.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.LONG,
                        1L << 30,
                        ConfigDef.Range.atLeast(1 << 20),
                        Importance.HIGH,
                        "images=full: bytes of heap that the rows may have. More is HOLD STATE_FULL. The worker's heap needs this, what"
                                + " changes between two checkpoints, and the usual.")
                .define(
                        RETENTION,
                        ConfigDef.Type.LONG,
                        10_800_000L,
                        ConfigDef.Range.atLeast(0),
                        Importance.MEDIUM,
                        "images=full: how long tombstones and expired values are kept at least, beside the table's gc_grace_seconds, in"
                                + " milliseconds. Not less than max_hint_window.")
                .define(
                        SWEEP_INTERVAL,
                        ConfigDef.Type.LONG,
                        3_600_000L,
                        ConfigDef.Range.atLeast(1),
                        Importance.LOW,
                        "images=full: how often tombstones that are past their retention are forgotten, in milliseconds.")
                .define(
                        CHECKPOINT_INTERVAL,
                        ConfigDef.Type.LONG,
                        30_000L,
                        ConfigDef.Range.atLeast(1),
                        Importance.LOW,
                        "images=full: how often what changed is written to the state topic, in milliseconds. What lies behind the last"
                                + " checkpoint is read again after a restart, and its segments stay so long.")
                .define(
                        CHECKPOINT_BYTES,
                        ConfigDef.Type.LONG,
                        64L << 20,
                        ConfigDef.Range.atLeast(1),
                        Importance.LOW,
                        "images=full: after how many changed bytes to write them before the interval is over.")
                .define(
                        SNAPSHOT_MODE,
                        ConfigDef.Type.STRING,
                        "initial",
                        ConfigDef.ValidString.in("initial", "no_data"),
                        Importance.HIGH,
                        "images=full: what to do with rows that were written before the connector saw their table. initial: read each table"
                                + " once, beside the log. no_data: leave them out until they are written to; a change of such a row is told"
                                + " with the columns that it wrote.")
                .define(
                        SNAPSHOT_FETCH,
                        ConfigDef.Type.INT,
                        2_000,
                        ConfigDef.Range.between(1, 1_000_000),
                        Importance.LOW,
                        "images=full: rows of one query of a snapshot. They are in the heap at once, and are told before the log is merged on."
                                + " Without exactly-once support a query waits for two of the worker's offset.flush.interval.ms: make it larger.")
                .define(
                        EXPIRY_EVENTS,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "images=full: whether the end of a time to live is an event. Without them rows that ended stay in the topics.")
                .define(
                        EXPIRY_MARGIN,
                        ConfigDef.Type.LONG,
                        30_000L,
                        ConfigDef.Range.atLeast(0),
                        Importance.LOW,
                        "images=full: how long after its end an expiry is told, once the log is read to its end, in milliseconds. More than"
                                + " a write needs to be seen here (commitlog_sync_period, clocks): one that renews the row must come first.");
    }

    static boolean isPassedOn(String key) {
        return key.startsWith(KAFKA) || key.startsWith(ENCRYPTION);
    }

    static SnapshotMode snapshotMode(CassandraCdcConfig config) {
        return SnapshotMode.valueOf(config.getString(SNAPSHOT_MODE).toUpperCase(Locale.ROOT));
    }

    /** @throws ConfigException if a snapshot is wanted where there is none */
    static void refuseSnapshot(CassandraCdcConfig config) {
        if ("initial".equals(config.originals().get(SNAPSHOT_MODE))) {
            throw new ConfigException(
                    SNAPSHOT_MODE,
                    "initial",
                    "images=delta tells what is written, and reads no rows: use images=full, or set no_data");
        }
    }

    /** @throws ConfigException if clients or keys of the state are not configured */
    static StateSettings settings(CassandraCdcConfig config) {
        Map<String, Object> clients = config.originalsWithPrefix(KAFKA);
        if (!clients.containsKey(BOOTSTRAP)) {
            throw new ConfigException("images=full keeps its state in a topic: set " + KAFKA + BOOTSTRAP + ".");
        }
        if (clients.containsKey("transactional.id")) {
            throw new ConfigException("Remove " + KAFKA
                    + "transactional.id: it is made of the connector's name, so that a later task fences an earlier.");
        }
        String topic = config.getString(TOPIC);
        try {
            KeySourceConfig keys = KeySourceConfig.of(new StrictConfig(
                    "the state's encryption (" + ENCRYPTION + "*)",
                    KeySourceConfig.addTo(new ConfigDef()),
                    config.originalsWithPrefix(ENCRYPTION)));
            return new StateSettings(
                    topic.isEmpty() ? "__lockweir-state." + config.prefix() : topic,
                    "lockweir-cassandra-state-" + config.prefix(),
                    config.getInt(PARTITIONS),
                    config.getShort(REPLICATION),
                    clients,
                    keys);
        } catch (ConfigException e) {
            throw new ConfigException("Keys below " + ENCRYPTION + ": " + e.getMessage());
        }
    }
}
