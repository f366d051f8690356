package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.event.EventSettings.CellMetadata;
import io.lockweir.cassandra.connector.event.EventSettings.Tombstones;
import io.lockweir.cassandra.connector.segments.Tail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The keys of the connector. Unknown keys are refused. */
public final class CassandraCdcConfig extends AbstractConfig {
    static final String TOPIC_PREFIX = "topic.prefix";
    static final String HOST = "cassandra.host";
    static final String PORT = "cassandra.port";
    static final String DATACENTER = "cassandra.datacenter";
    static final String USER = "cassandra.user";
    static final String PASSWORD = "cassandra.password";
    static final String TLS_CA = "cassandra.tls.ca";
    static final String CDC_RAW = "cdc.raw.dir";
    static final String SPOOL = "spool.dir";
    static final String TAIL = "tail";
    static final String IMAGES = "images";
    static final String INCLUDE = "table.include.list";
    static final String EXCLUDE = "table.exclude.list";
    static final String SKIP_IDS = "skip.table.ids";
    static final String TOMBSTONES = "tombstones.on.delete";
    static final String CELL_METADATA = "cell.metadata";
    static final String MAX_BATCH = "max.batch.records";
    static final String POLL_INTERVAL = "poll.interval.ms";
    static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";
    static final String HEARTBEAT_PREFIX = "heartbeat.topics.prefix";
    static final String SCHEMA_INTERVAL = "schema.compare.interval.ms";
    static final String BLOCK_ACKNOWLEDGED = "cdc.block.writes.acknowledged";
    static final String TOLERANCE_ACKNOWLEDGED = "errors.tolerance.all.acknowledged";

    public static final ConfigDef CONFIG_DEF = FullKeys.addTo(new ConfigDef()
            .define(
                    TOPIC_PREFIX,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    TopicPrefixValidator.INSTANCE,
                    Importance.HIGH,
                    "First part of all topics, PREFIX.KEYSPACE.TABLE, and the name of the source in Connect's offsets: with another"
                            + " one the connector starts anew.")
            .define(
                    HOST,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Address of CQL of the node whose commit log is read. Only this node is asked.")
            .define(
                    PORT,
                    ConfigDef.Type.INT,
                    9042,
                    ConfigDef.Range.between(1, 65535),
                    Importance.MEDIUM,
                    "Port of CQL of the node.")
            .define(
                    DATACENTER,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Name of the node's data center, as nodetool status shows it.")
            .define(
                    USER,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "User with SELECT on system, system_schema and system_views; empty where the node asks for none.")
            .define(PASSWORD, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "Password of the user.")
            .define(
                    TLS_CA,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "Path of a PEM file with the certificate authorities of the node's certificate, whose name is checked, too. Empty:"
                            + " CQL without TLS.")
            .define(
                    CDC_RAW,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "The node's cdc_raw_directory, on this machine. Segments that are done with are deleted from it.")
            .define(
                    SPOOL,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Folder of this connector alone, on the same file system as cdc.raw.dir: holds a hard link to each segment that is"
                            + " not done with.")
            .define(
                    TAIL,
                    ConfigDef.Type.STRING,
                    "marker",
                    ConfigDef.ValidString.in("marker", "durable"),
                    Importance.MEDIUM,
                    "How near to the log's end to read. marker: up to the last sync marker (every 100 ms in periodic mode), which"
                            + " survives a crash of the node's process. durable: up to what is on disk (commitlog_sync_period), which"
                            + " survives a crash of the machine, too; recommended with one replica.")
            .define(
                    IMAGES,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidString.in("delta", "full"),
                    Importance.HIGH,
                    "What an event holds. delta: what was written, as it was written, without state. full: the row before and after, from a"
                            + " state that holds a second copy of the tables in this worker and in state.topic.")
            .define(
                    INCLUDE,
                    ConfigDef.Type.LIST,
                    "",
                    Importance.MEDIUM,
                    "Regular expressions of KEYSPACE.TABLE that are captured, of the tables with cdc=true. Empty: all of them.")
            .define(
                    EXCLUDE,
                    ConfigDef.Type.LIST,
                    "",
                    Importance.MEDIUM,
                    "Regular expressions of KEYSPACE.TABLE that are not captured, even if included.")
            .define(
                    SKIP_IDS,
                    ConfigDef.Type.LIST,
                    "",
                    Importance.LOW,
                    "Ids of tables that no node knows any more. A mutation that names one is left out whole, with what it writes to other"
                            + " tables. The answer to HOLD UNKNOWN_TABLE.")
            .define(
                    TOMBSTONES,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.LOW,
                    "Whether the delete of a row is followed by a record without value, which compacted topics need.")
            .define(
                    CELL_METADATA,
                    ConfigDef.Type.STRING,
                    "none",
                    ConfigDef.ValidString.in("all", "none"),
                    Importance.MEDIUM,
                    "What events with images=full tell of the cells of after. all: the field cells has of each column, and of each element of"
                            + " a collection that is not frozen, when it was written, its time to live and when it ends, as WRITETIME and TTL"
                            + " give them. It repeats the keys of maps that are not frozen: not for tables with a map that a transform encrypts."
                            + " none: the field is not there.")
            .define(
                    MAX_BATCH,
                    ConfigDef.Type.INT,
                    2048,
                    ConfigDef.Range.between(1, 1_000_000),
                    Importance.LOW,
                    "Most records of one poll, and so of one transaction. A larger mutation is split.")
            .define(
                    POLL_INTERVAL,
                    ConfigDef.Type.LONG,
                    50L,
                    ConfigDef.Range.between(1, 60_000),
                    Importance.LOW,
                    "How long to wait when the log has nothing new, in milliseconds.")
            .define(
                    HEARTBEAT_INTERVAL,
                    ConfigDef.Type.LONG,
                    10_000L,
                    ConfigDef.Range.atLeast(1),
                    Importance.LOW,
                    "After how many milliseconds without a record, in which the log moved on, to send a heartbeat: it carries the position,"
                            + " so that segments are freed.")
            .define(
                    HEARTBEAT_PREFIX,
                    ConfigDef.Type.STRING,
                    "__lockweir-heartbeat",
                    new ConfigDef.NonEmptyString(),
                    Importance.LOW,
                    "First part of the heartbeats' topic, before the topic prefix.")
            .define(
                    SCHEMA_INTERVAL,
                    ConfigDef.Type.LONG,
                    60_000L,
                    ConfigDef.Range.atLeast(1),
                    Importance.LOW,
                    "How often, at the log's end, to compare the tables with the node's and to check durable_writes, in milliseconds. A"
                            + " difference that stands twice is taken over.")
            .define(
                    BLOCK_ACKNOWLEDGED,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    Importance.LOW,
                    "Allows a node with cdc_block_writes: false, which deletes segments with changes when cdc_total_space is full.")
            .define(
                    TOLERANCE_ACKNOWLEDGED,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    Importance.LOW,
                    "Allows errors.tolerance=all, with which Connect throws away records that a transform or converter refuses: a source"
                            + " has no dead-letter queue."));

    /**
     * The configuration of a connector.
     *
     * @throws ConfigException for an unknown key or a wrong value
     */
    public CassandraCdcConfig(Map<String, String> properties) {
        super(CONFIG_DEF, properties, false);
        Map<String, String> wrong = KnownKeys.refusals(properties);
        if (!wrong.isEmpty()) {
            throw new ConfigException(wrong.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(" ")));
        }
        skippedTables();
        tables();
        if (full()) {
            FullKeys.settings(this);
        } else {
            FullKeys.refuseSnapshot(this);
        }
    }

    boolean full() {
        return getString(IMAGES).equals("full");
    }

    String prefix() {
        return getString(TOPIC_PREFIX);
    }

    public String host() {
        return getString(HOST);
    }

    public int port() {
        return getInt(PORT);
    }

    public String datacenter() {
        return getString(DATACENTER);
    }

    public Optional<String> user() {
        return Optional.of(getString(USER)).filter(user -> !user.isEmpty());
    }

    public Password password() {
        return getPassword(PASSWORD);
    }

    public Optional<Path> tlsAuthorities() {
        return Optional.of(getString(TLS_CA)).filter(file -> !file.isEmpty()).map(Path::of);
    }

    public Path cdcRaw() {
        return Path.of(getString(CDC_RAW));
    }

    public Path spool() {
        return Path.of(getString(SPOOL));
    }

    Tail tail() {
        return Tail.valueOf(getString(TAIL).toUpperCase(Locale.ROOT));
    }

    public TableFilter tables() {
        return TableFilter.of(INCLUDE, getList(INCLUDE), EXCLUDE, getList(EXCLUDE));
    }

    Set<UUID> skippedTables() {
        Set<UUID> ids = new HashSet<>();
        for (String id : getList(SKIP_IDS)) {
            try {
                ids.add(UUID.fromString(id.strip()));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(SKIP_IDS, id, "give ids of tables, as system_schema.tables has them");
            }
        }
        return Set.copyOf(ids);
    }

    Tombstones tombstones() {
        return getBoolean(TOMBSTONES) ? Tombstones.EMIT : Tombstones.OMIT;
    }

    CellMetadata cells() {
        return CellMetadata.valueOf(getString(CELL_METADATA).toUpperCase(Locale.ROOT));
    }

    int maxBatch() {
        return getInt(MAX_BATCH);
    }

    Duration pollInterval() {
        return Duration.ofMillis(getLong(POLL_INTERVAL));
    }

    Duration heartbeatInterval() {
        return Duration.ofMillis(getLong(HEARTBEAT_INTERVAL));
    }

    /** Whether the operator lets the node delete changes that nobody has read. */
    public boolean blockWritesAcknowledged() {
        return getBoolean(BLOCK_ACKNOWLEDGED);
    }

    Duration schemaInterval() {
        return Duration.ofMillis(getLong(SCHEMA_INTERVAL));
    }

    String heartbeatTopic() {
        return getString(HEARTBEAT_PREFIX) + "." + prefix();
    }

    static List<String> keys() {
        return List.copyOf(CONFIG_DEF.names());
    }
}
