package io.lockweir.benchmarks.sink;

import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** The same table again and again, each in a catalog of its own in memory. */
final class Tables {

    static final TableIdentifier NAME = TableIdentifier.of("bank", "payments");

    private final Catalog catalog;
    private long seen;

    Tables(Catalog catalog) {
        this.catalog = catalog;
    }

    static InMemoryCatalog catalog(int formatVersion) {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("bench", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        Table table = catalog.createTable(
                NAME,
                Workload.COLUMNS,
                PartitionSpec.unpartitioned(),
                Map.of("format-version", Integer.toString(formatVersion)));
        if (!table.schema().asStruct().equals(Workload.COLUMNS.asStruct())) {
            throw new IllegalStateException("The table has other columns than the workload");
        }
        return catalog;
    }

    /** Takes the content of data files out of memory that were added since the last call; nobody may read them then. */
    void deleteNewFiles() {
        Table table = catalog.loadTable(NAME);
        long last = seen;
        StreamSupport.stream(table.snapshots().spliterator(), false)
                .filter(snapshot -> snapshot.sequenceNumber() > last)
                .forEach(snapshot -> deleteFiles(table, snapshot));
        seen = table.currentSnapshot().sequenceNumber();
    }

    private static void deleteFiles(Table table, Snapshot snapshot) {
        SnapshotChanges changes =
                SnapshotChanges.builderFor(table).snapshot(snapshot).build();
        changes.addedDataFiles().forEach(file -> table.io().deleteFile(file.location()));
    }
}
