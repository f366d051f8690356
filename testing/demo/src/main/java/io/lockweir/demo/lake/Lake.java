package io.lockweir.demo.lake;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.bank.BankTable;
import java.io.IOException;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;

/** The lake as its owner sees it: makes the tables, counts and reads rows. The pipeline itself may do none of the former. */
public final class Lake implements AutoCloseable {
    private final RESTCatalog catalog = new RESTCatalog();
    private final Namespace namespace;

    /** @param properties of the REST catalog and its file access, as Iceberg names them */
    public Lake(Bank bank, Map<String, String> properties) {
        namespace = Namespace.of(bank.name());
        catalog.initialize("demo", properties);
    }

    public void createTables() {
        if (!catalog.namespaceExists(namespace)) {
            catalog.createNamespace(namespace);
        }
        for (BankTable table : BankTable.values()) {
            create(table, table.tableName());
        }
    }

    /** Makes a table shaped like the given one. */
    public Table create(BankTable table, String name) {
        Schema schema = LakeSchema.of(table);
        return catalog.buildTable(TableIdentifier.of(namespace, name), schema)
                .withPartitionSpec(table.partitionSpec(schema))
                .withProperty(TableProperties.FORMAT_VERSION, "2")
                .withProperty(TableProperties.PARQUET_COMPRESSION, "zstd")
                .withProperty(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true")
                .withProperty(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "100")
                .create();
    }

    public Table table(BankTable table) {
        return table(table.tableName());
    }

    public Table table(String name) {
        return catalog.loadTable(TableIdentifier.of(namespace, name));
    }

    public boolean drop(String name) {
        return catalog.dropTable(TableIdentifier.of(namespace, name), false);
    }

    /** Committed rows of all bank tables, from the snapshots' summaries: no data file is opened. */
    public long rows() {
        long rows = 0;
        for (BankTable table : BankTable.values()) {
            rows += rows(table(table));
        }
        return rows;
    }

    public static long rows(Table table) {
        Snapshot current = table.currentSnapshot();
        return current == null
                ? 0
                : Long.parseLong(current.summary().getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0"));
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }
}
