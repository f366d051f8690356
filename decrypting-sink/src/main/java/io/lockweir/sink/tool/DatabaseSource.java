package io.lockweir.sink.tool;

import io.lockweir.sink.reconcile.Bound;
import io.lockweir.sink.reconcile.Database;
import io.lockweir.sink.reconcile.DatabaseSide;
import io.lockweir.sink.reconcile.Side;
import io.lockweir.sink.reconcile.TableSide;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** A database as the source. */
final class DatabaseSource implements ReconcileSource {
    private final Database database;
    private final DatabaseSide source;
    private final TableSide table;
    private final SelectedColumns selected;

    DatabaseSource(ReconcileOptions options, Table table, SelectedColumns selected) {
        this.selected = selected;
        Bound bound = bound(options, table);
        Map<String, String> settings = new LinkedHashMap<>(
                ConnectorFile.whole(Objects.requireNonNull(options.database, "--database was checked")));
        String url = settings.remove("url");
        if (url == null || !url.startsWith("jdbc:postgresql:")) {
            throw new UsageException("The file " + options.database + " has no url=jdbc:postgresql://...");
        }
        Snapshot snapshot = Snapshots.of(options, table);
        this.table = new TableSide(table, snapshot, selected.rows(), bound.columns(), bound.ofTable());
        this.database = Database.open(url, settings, options.from);
        DatabaseSide.Made made = DatabaseSide.of(
                database, selected.rows(), bound, name -> selected.columns().column(table, name));
        if (made.side() == null) {
            database.close();
            throw new UsageException(
                    "Leave out with --without what cannot be compared: " + String.join(", ", made.problems()));
        }
        this.source = made.side();
    }

    private static Bound bound(ReconcileOptions options, Table table) {
        try {
            return options.below.isEmpty() ? Bound.NONE : Bound.parse(options.below, table.schema());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Side source() {
        return source;
    }

    @Override
    public Side table() {
        return table;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("not_compared", selected.left());
    }

    @Override
    public void close() {
        database.close();
    }
}
