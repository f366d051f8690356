package io.lockweir.benchmarks.sink;

import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** The same table again and again, each in a catalog of its own in memory. */
final class Tables {

    static final TableIdentifier NAME = TableIdentifier.of("bank", "payments");

    private Tables() {}

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
}
