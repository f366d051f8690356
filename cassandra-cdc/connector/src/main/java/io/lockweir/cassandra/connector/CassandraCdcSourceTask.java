package io.lockweir.cassandra.connector;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.HoldException.Reason;
import io.lockweir.cassandra.connector.event.DeltaEvents;
import io.lockweir.cassandra.connector.event.EventSettings;
import io.lockweir.cassandra.connector.event.FullEvents;
import io.lockweir.cassandra.connector.metrics.SourceMetrics;
import io.lockweir.cassandra.connector.preflight.Finding;
import io.lockweir.cassandra.connector.preflight.NodeFacts;
import io.lockweir.cassandra.connector.preflight.Preflight;
import io.lockweir.cassandra.connector.schema.DamagedHistoryException;
import io.lockweir.cassandra.connector.schema.FolderHistory;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.connector.segments.DirectorySegmentSource;
import io.lockweir.cassandra.connector.segments.LogFollower;
import io.lockweir.cassandra.connector.segments.Segment;
import io.lockweir.cassandra.connector.segments.SegmentSource;
import io.lockweir.cassandra.connector.snapshot.ElementTimes;
import io.lockweir.cassandra.connector.snapshot.NodeRows;
import io.lockweir.cassandra.connector.snapshot.Snapshot;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.merge.Merge;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one node's log. Stops with a {@link HoldException} where to go on would lose changes. A node that does not answer at the start is waited for:
 * later its log is read without it, and a task that failed would wait for an operator.
 */
public final class CassandraCdcSourceTask extends SourceTask {
    private static final Logger LOGGER = LoggerFactory.getLogger(CassandraCdcSourceTask.class);

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private CommittedPosition committed = new CommittedPosition(CommittedPosition.Commits.PERHAPS_BEGUN);
    private Map<String, String> properties = Map.of();
    private @Nullable CqlSession session;
    private @Nullable LogFollower log;
    private @Nullable SegmentSource segments;
    private @Nullable Records reading;
    private @Nullable FullMode full;
    private @Nullable SourceMetrics metrics;
    private @Nullable StandingWatch watch;
    private @Nullable SchemaWatch schemaWatch;

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }

    @Override
    public void start(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
        committed = new CommittedPosition(
                "required".equalsIgnoreCase(properties.get("exactly.once.support"))
                        ? CommittedPosition.Commits.WITH_THE_RECORDS
                        : CommittedPosition.Commits.PERHAPS_BEGUN);
        begin(new CassandraCdcConfig(properties));
    }

    private void begin(CassandraCdcConfig config) {
        SourceMetrics told = new SourceMetrics(properties.getOrDefault("name", config.prefix()), Clock.systemUTC());
        metrics = told.register();
        watch = new StandingWatch(told, Clock.systemUTC());
        try {
            start(config, told);
        } catch (RuntimeException e) {
            if (e instanceof HoldException hold) {
                told.held(hold.reason().name());
            }
            // Connect does not stop a task that has not started, and an operator may restart it many times.
            stop();
            if (!Sessions.isUnreachable(e)) {
                throw e;
            }
            LOGGER.warn(
                    "Waiting for the node {}:{}, which does not answer: {}",
                    config.host(),
                    config.port(),
                    e.getMessage());
        }
    }

    private void start(CassandraCdcConfig config, SourceMetrics told) {
        CqlSession opened = Sessions.open(config);
        session = opened;
        NodeFacts facts = NodeFacts.of(opened);
        List<Finding> findings = Preflight.findings(config, facts);
        if (!findings.isEmpty()) {
            throw new ConnectException("The task does not start, since the node is not ready for it. "
                    + findings.stream().map(Finding::toString).collect(Collectors.joining(" ")));
        }
        Map<String, String> partition = Map.of("server", config.prefix());
        Optional<SourceOffset> offset = Optional.ofNullable(
                        context.offsetStorageReader().offset(partition))
                .flatMap(SourceOffset::of);
        offset.filter(known -> !known.host().equals(facts.hostId())).ifPresent(known -> {
            throw new HoldException(
                    Reason.OTHER_NODE,
                    "the committed position is of node %s, and %s:%d is node %s; give the connector its own node again, or another %s"
                            .formatted(
                                    known.host(),
                                    config.host(),
                                    config.port(),
                                    facts.hostId(),
                                    CassandraCdcConfig.TOPIC_PREFIX));
        });
        SegmentSource source = new DirectorySegmentSource(config.cdcRaw(), config.spool());
        segments = source;
        offset.ifPresent(committed::started);
        if (config.full()) {
            offset.ifPresent(known -> checkReadable(config, source, known.position()));
            full = FullMode.open(config, UUID.fromString(facts.hostId()), offset);
        }
        FullMode state = full;
        Optional<LogPosition> start = state == null ? offset.map(SourceOffset::position) : state.position();
        LogFollower follower = new LogFollower(source, config.tail(), start);
        log = follower;
        Schemas schemas = schemas(opened, config, facts, start);
        schemaWatch = new SchemaWatch(config, schemas, () -> NodeFacts.of(opened), Clock.systemUTC());
        MutationSource mutations = new MutationSource(follower, schemas, config.skippedTables(), told);
        EventSettings events = new EventSettings(
                config.prefix(),
                facts.cluster(),
                PluginVersion.VERSION,
                config.tombstones(),
                config.cells(),
                Clock.systemUTC());
        if (state == null) {
            reading = new Reading(
                    config,
                    partition,
                    facts.hostId(),
                    mutations,
                    new DeltaEvents(events),
                    offset.orElse(null),
                    Clock.systemUTC());
        } else {
            begin(state, config, partition, facts, opened, source, mutations, events, offset, told);
            reading = state;
        }
        LOGGER.info(
                "Reading the log of node {} from {}; {}",
                facts.hostId(),
                offset.map(known -> known.position().toString()).orElse("its oldest segment"),
                facts.latency());
    }

    private static void begin(
            FullMode state,
            CassandraCdcConfig config,
            Map<String, String> partition,
            NodeFacts facts,
            CqlSession session,
            SegmentSource source,
            MutationSource mutations,
            EventSettings events,
            Optional<SourceOffset> offset,
            SourceMetrics metrics) {
        Clock clock = Clock.systemUTC();
        Merge merge = new Merge(state.rows(), state.start().clock());
        Snapshot snapshot = new Snapshot(
                merge,
                new NodeRows(session, clock),
                ElementTimes.of(facts.release()),
                config.getInt(FullKeys.SNAPSHOT_FETCH),
                clock);
        snapshot.restore(state.restored().progress());
        FullMerge rows = new FullMerge(
                merge,
                state.rows(),
                mutations.schemas(),
                config.tables(),
                snapshot,
                FullKeys.snapshotMode(config),
                (truncation, told) -> new LogAgain(
                        source, config.tail(), mutations, truncation.table(), truncation.position(), told));
        offset.filter(known -> known.expiring() > 0).ifPresent(known -> rows.keepTables());
        if (rows.forgetGone(state.start().position())) {
            state.write(snapshot.progress());
        }
        rows.learn();
        rows.knowTables();
        FullReading full = new FullReading(
                config,
                partition,
                facts.hostId(),
                mutations,
                rows,
                new FullEvents(events),
                state.start(),
                state.restored().untold(),
                offset.orElse(null),
                clock);
        state.run(
                config,
                full,
                new TableReading(snapshot, state.rows(), metrics, clock),
                new Sweeping(config, merge, rows, () -> Graces.of(session), clock));
    }

    /** The rows are read from before the offset, so nobody else would see that the log ends before it. */
    private static void checkReadable(CassandraCdcConfig config, SegmentSource source, LogPosition position) {
        try (LogFollower there = new LogFollower(source, config.tail(), Optional.of(position))) {
            there.next();
        } catch (IOException e) {
            throw new HoldException(
                    Reason.GAP,
                    "the log cannot be read at %s, where the committed offset stands: %s. Reset the connector's offsets, delete the state topic, and read the tables anew."
                            .formatted(position, e.getMessage()),
                    e);
        }
    }

    private static Schemas schemas(
            CqlSession session, CassandraCdcConfig config, NodeFacts facts, Optional<LogPosition> start) {
        try {
            return Schemas.of(session, new FolderHistory(config.spool(), facts.hostId()), start);
        } catch (DamagedHistoryException e) {
            throw new HoldException(Reason.SCHEMA_HISTORY, e.getMessage() + ".", e);
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        if (reading == null) {
            begin(new CassandraCdcConfig(properties));
            if (reading == null) {
                Thread.sleep(AGAIN.toMillis());
                return null;
            }
        }
        Records current = reading;
        SegmentSource source = segments;
        SourceMetrics told = metrics;
        SchemaWatch tables = schemaWatch;
        if (current == null || source == null || told == null || tables == null) {
            throw new IllegalStateException("polled before the start");
        }
        try {
            FullMode state = full;
            Optional<LogPosition> done = state == null
                    ? committed.sure().map(SourceOffset::position)
                    : state.checkpoint(committed.sure(), told);
            if (done.isPresent()) {
                free(source, tables, done.get().segment(), state != null);
            }
            List<SourceRecord> records = current.next();
            committed.handedOver(records);
            told.records(records.size());
            if (state != null) {
                state.tell(told);
            }
            look(current);
            if (records.isEmpty() && (current.atEnd() || current.isWaiting())) {
                if (current.atEnd()) {
                    tables.atEnd(position());
                }
                // A node whose cdc_raw is full takes no writes: nothing would ever follow what is not sure yet.
                if (committed.isLastDropped()
                        || position().map(LogPosition::segment).orElse(0L)
                                > done.map(LogPosition::segment).orElse(0L)) {
                    current.tellAgain();
                }
                Thread.sleep(current.pause().toMillis());
            }
            return records.isEmpty() ? null : records;
        } catch (HoldException e) {
            told.held(e.reason().name());
            throw e;
        } catch (IOException e) {
            throw new ConnectException(
                    "Reading the commit log failed: " + e.getMessage()
                            + ". Check that both folders are there and readable.",
                    e);
        }
    }

    private static void free(SegmentSource source, SchemaWatch tables, long before, boolean keepOne)
            throws IOException {
        // A truncation may have to be told from the segment before.
        long first = keepOne
                ? source.segments().stream()
                        .mapToLong(Segment::id)
                        .filter(id -> id < before)
                        .max()
                        .orElse(before)
                : before;
        source.free(first);
        tables.freed(first);
    }

    private Optional<LogPosition> position() {
        LogFollower follower = log;
        return follower == null ? Optional.empty() : follower.position();
    }

    private void look(Records current) throws IOException {
        StandingWatch standing = watch;
        SegmentSource source = segments;
        if (standing != null && source != null) {
            standing.look(source, position(), current.atEnd());
        }
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        // Connect has no metadata of a record that a transform dropped.
        committed.settled(record, metadata != null);
    }

    @Override
    public void commit() {
        committed.commit();
    }

    @Override
    public void stop() {
        LogFollower follower = log;
        CqlSession opened = session;
        SourceMetrics told = metrics;
        FullMode state = full;
        reading = null;
        log = null;
        session = null;
        metrics = null;
        full = null;
        if (state != null) {
            state.close();
        }
        if (told != null) {
            told.close();
        }
        if (opened != null) {
            opened.close();
        }
        if (follower != null) {
            try {
                follower.close();
            } catch (IOException e) {
                LOGGER.warn("Closing a segment failed: {}", e.getMessage());
            }
        }
    }
}
