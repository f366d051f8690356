package io.lockweir.cassandra.connector.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.schema.SchemaHistory.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.MutationDecoder;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables by id as they are in force where the log is read: from the history at the start, from the log's own DDL after. A dropped table
 * is kept, since the log may still hold writes to it.
 *
 * <p>The log does not have it all: the node throws segments without changes of CDC tables away, with DDL in them, while nobody links
 * them. So what is not known is asked of the node, and at the log's end all is compared with it. Not thread safe.
 */
public final class Schemas {
    private static final Logger LOGGER = LoggerFactory.getLogger(Schemas.class);
    private static final LogPosition BEFORE_ALL = new LogPosition(0, 0);

    private final SchemaLoader loader;
    private final SchemaHistory history;
    private final Map<TableId, TableSchema> tables = new HashMap<>();
    private final Set<TableId> captured = new HashSet<>();
    private SystemRows rows;
    private MutationDecoder decoder;
    private @Nullable SystemRows suspect;
    private final Set<TableId> made = new HashSet<>();
    private final Map<TableId, LogPosition> dropped = new HashMap<>();
    private int version;

    Schemas(SchemaLoader loader, SchemaHistory history, Optional<LogPosition> start) {
        this.loader = loader;
        this.history = history;
        SystemRows now = loader.load();
        List<Entry> entries = history.entries();
        Optional<Entry> inForce = entries.stream()
                .filter(entry -> start.isEmpty() || entry.position().compareTo(start.get()) <= 0)
                .reduce((earlier, later) -> start.isEmpty() ? earlier : later);
        this.rows = inForce.map(Entry::rows).orElse(now).copy();
        if (inForce.isEmpty()) {
            history.record(new Entry(start.orElse(BEFORE_ALL), rows));
        }
        rows.extendTypes(now);
        take(rows);
        entries.stream()
                .filter(entry -> start.isPresent() && entry.position().compareTo(start.get()) <= 0)
                .forEach(entry -> drop(entry.rows(), start.orElse(BEFORE_ALL)));
        entries.forEach(entry -> addUnknown(entry.rows()));
        addUnknown(now);
        // Rather too early than never: the log may have lost the DDL that sets it.
        captured(now).forEach((table, cdc) -> {
            if (cdc) {
                captured.add(table);
            }
        });
        this.decoder = new MutationDecoder(tables.values());
    }

    /**
     * As they were in force at a position.
     *
     * @param start where reading begins; empty for the oldest segment
     * @throws DamagedHistoryException if the history cannot be read
     */
    public static Schemas of(CqlSession session, SchemaHistory history, Optional<LogPosition> start) {
        return new Schemas(new DriverSchemaLoader(session), history, start);
    }

    /** As the node has them now, without a history. */
    public static Schemas of(CqlSession session) {
        return new Schemas(new DriverSchemaLoader(session), SchemaHistory.NONE, Optional.empty());
    }

    /** Of the tables as they are known now. */
    public MutationDecoder decoder() {
        return decoder;
    }

    /** Whether the table is one with {@code cdc=true}. */
    public boolean isCaptured(TableId table) {
        return captured.contains(table);
    }

    /** Whether the table is there where the log is read; not if it is only known from before or after. */
    public boolean isInForce(TableId table) {
        return captured(rows).containsKey(table);
    }

    /** Another number than before once tables, or which of them are captured, may be others. */
    public int version() {
        return version;
    }

    /** Whether the log told of the table's making, with {@code cdc=true} since: all that was ever written to it stands behind. */
    public boolean isMadeInLog(TableId table) {
        return made.contains(table);
    }

    /** Up to where the log tells of a table that is gone; empty of others. Writes that were under way may follow a little behind. */
    public Optional<LogPosition> droppedAt(TableId table) {
        return Optional.ofNullable(dropped.get(table));
    }

    /** A table by its id, if it is known. */
    public Optional<TableSchema> table(TableId id) {
        return Optional.ofNullable(tables.get(id));
    }

    /** All tables that are known, in no order. */
    public Collection<TableSchema> tables() {
        return tables.values();
    }

    /** Takes all tables as the node has them now: what is known makes no sense of the log. */
    public void refresh() {
        rows = loader.load();
        take(rows);
        version++;
        decoder = new MutationDecoder(tables.values());
    }

    /** Asks the node about a table that the log writes to and that is not known, or not so. What is known of others stays. */
    public void refresh(TableId table) {
        SystemRows now = loader.load();
        new TableReader(now)
                .all().stream().filter(known -> known.id().equals(table)).forEach(known -> {
                    rows.take(now, known.keyspace(), known.name());
                    tables.put(table, known);
                });
        if (captured(now).getOrDefault(table, false)) {
            captured.add(table);
        }
        version++;
        decoder = new MutationDecoder(tables.values());
    }

    /** Takes in what a mutation does, if it is one of {@code system_schema}; another decoder is needed then. */
    public void observe(Decoded.Mutation mutation) {
        if (mutation.updates().isEmpty()
                || !mutation.updates().get(0).table().keyspace().equals(SystemTable.KEYSPACE)) {
            return;
        }
        SystemRows before = rows.copy();
        mutation.updates().forEach(update -> LogDdl.apply(rows, update));
        if (!rows.equals(before)) {
            Set<TableId> known = captured(before).keySet();
            captured(rows).forEach((table, cdc) -> {
                if (cdc && !known.contains(table)) {
                    made.add(table);
                }
            });
            changed(before, mutation.end());
        }
    }

    /**
     * At the log's end: compares with the node. A difference that is seen twice, with the log read to its end in between, was never told
     * by the log, and the node is right.
     *
     * @param position where the log is read
     */
    public void compare(LogPosition position) {
        SystemRows now = loader.load();
        if (now.equals(rows)) {
            suspect = null;
        } else if (suspect != null && now.equals(suspect)) {
            LOGGER.warn(
                    "The node has other tables than the log told; from {} on they are taken as the node has them",
                    position);
            SystemRows before = rows;
            rows = now;
            suspect = null;
            changed(before, position);
        } else {
            suspect = now;
        }
    }

    /** Nobody will start before this position again. */
    public void forget(LogPosition before) {
        history.forget(before);
    }

    private void changed(SystemRows before, LogPosition position) {
        take(rows);
        Map<TableId, Boolean> was = captured(before);
        captured(rows).forEach((table, cdc) -> {
            if (!cdc && was.getOrDefault(table, false)) {
                captured.remove(table);
                made.remove(table);
            }
        });
        drop(before, position);
        version++;
        decoder = new MutationDecoder(tables.values());
        history.record(new Entry(position, rows));
    }

    /** Takes note of those of before that are not in force any more. */
    private void drop(SystemRows before, LogPosition position) {
        Set<TableId> inForce = captured(rows).keySet();
        dropped.keySet().removeAll(inForce);
        captured(before).keySet().stream()
                .filter(table -> !inForce.contains(table))
                .forEach(table -> dropped.putIfAbsent(table, position));
    }

    private void take(SystemRows inForce) {
        for (TableSchema table : new TableReader(inForce).all()) {
            // An equal one is kept: schemas of events hang on it.
            tables.merge(table.id(), table, (known, now) -> known.equals(now) ? known : now);
        }
        captured(inForce).forEach((table, cdc) -> {
            if (cdc) {
                captured.add(table);
            }
        });
    }

    private void addUnknown(SystemRows others) {
        Map<TableId, Boolean> cdc = captured(others);
        for (TableSchema table : new TableReader(others).all()) {
            if (tables.putIfAbsent(table.id(), table) == null && cdc.getOrDefault(table.id(), false)) {
                captured.add(table.id());
            }
        }
    }

    private static Map<TableId, Boolean> captured(SystemRows rows) {
        Map<TableId, Boolean> captured = new HashMap<>();
        for (SystemRow row : rows.rows(SystemTable.TABLES)) {
            row.value("id", UUID.class)
                    .ifPresent(id -> captured.put(
                            TableId.of(id), row.value("cdc", Boolean.class).orElse(false)));
        }
        return captured;
    }
}
