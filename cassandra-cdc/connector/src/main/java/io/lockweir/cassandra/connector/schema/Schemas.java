package io.lockweir.cassandra.connector.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.format.mutation.MutationDecoder;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The tables by id: all that the node has, and those it had while we were reading. A dropped table is kept, since the log may still hold
 * writes to it. Not thread safe.
 */
public final class Schemas {
    private final SchemaLoader loader;
    private final Map<TableId, TableSchema> tables = new HashMap<>();
    private final Set<TableId> captured = new HashSet<>();
    private SystemRows rows;
    private MutationDecoder decoder;

    Schemas(SchemaLoader loader) {
        this.loader = loader;
        this.rows = loader.load();
        this.decoder = rebuilt();
    }

    /** As the node has them now. */
    public static Schemas of(CqlSession session) {
        return new Schemas(new DriverSchemaLoader(session));
    }

    /** Of the tables as they are known now. */
    public MutationDecoder decoder() {
        return decoder;
    }

    /** Whether the table is one with {@code cdc=true}. */
    public boolean isCaptured(TableId table) {
        return captured.contains(table);
    }

    /** All tables that are known, in no order. */
    public Collection<TableSchema> tables() {
        return tables.values();
    }

    /** Asks the node again. */
    public void refresh() {
        rows = loader.load();
        decoder = rebuilt();
    }

    /** Takes in what a mutation does, if it is one of {@code system_schema}; another decoder is needed then. */
    public void observe(List<PartitionUpdate> updates) {
        if (updates.isEmpty() || !updates.get(0).table().keyspace().equals(SystemTable.KEYSPACE)) {
            return;
        }
        updates.forEach(update -> LogDdl.apply(rows, update));
        decoder = rebuilt();
    }

    private MutationDecoder rebuilt() {
        for (TableSchema table : new TableReader(rows).all()) {
            // An equal one is kept: schemas of events hang on it.
            tables.merge(table.id(), table, (known, now) -> known.equals(now) ? known : now);
        }
        for (SystemRow row : rows.rows(SystemTable.TABLES)) {
            row.value("id", UUID.class).map(TableId::of).ifPresent(id -> {
                if (row.value("cdc", Boolean.class).orElse(false)) {
                    captured.add(id);
                } else {
                    captured.remove(id);
                }
            });
        }
        return new MutationDecoder(tables.values());
    }
}
