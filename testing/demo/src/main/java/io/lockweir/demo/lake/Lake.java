package io.lockweir.demo.lake;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.Column;
import io.lockweir.demo.bank.LakeForm;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.TypeUtil;

/** The lake as its owner sees it: makes the tables, counts and reads rows. The pipeline itself may do none of the former. */
public final class Lake implements AutoCloseable {
    private final RESTCatalog catalog = new RESTCatalog();
    private final LakeForm form;
    private final Namespace namespace;
    /** Table and fact, then snapshot. */
    private final Map<String, Map<Long, Long>> facts = new HashMap<>();

    /** @param properties of the REST catalog and its file access, as Iceberg names them */
    public Lake(Bank bank, LakeForm form, Map<String, String> properties) {
        this.form = form;
        namespace = Namespace.of(form.namespace(bank));
        catalog.initialize("demo", properties);
    }

    public LakeForm form() {
        return form;
    }

    public String namespace() {
        return namespace.toString();
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
        Schema schema = form.upsert() ? LakeSchema.keyed(table) : LakeSchema.of(table);
        PartitionSpec partitions = table.partitionSpec(schema);
        // Deletes by key reach rows in other partitions only if the table once had none.
        boolean later = form.upsert() && !LakeSchema.keyTells(table, partitions);
        Table created = catalog.buildTable(TableIdentifier.of(namespace, name), schema)
                .withPartitionSpec(later ? PartitionSpec.unpartitioned() : partitions)
                .withProperty(TableProperties.FORMAT_VERSION, Integer.toString(form.formatVersion()))
                .withProperty(TableProperties.PARQUET_COMPRESSION, "zstd")
                .withProperty(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true")
                .withProperty(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "100")
                .create();
        if (later) {
            UpdatePartitionSpec change = created.updateSpec();
            partitions
                    .fields()
                    .forEach(field -> change.addField(
                            field.name(),
                            Expressions.transform(schema.findColumnName(field.sourceId()), field.transform())));
            change.commit();
        }
        return created;
    }

    /**
     * Tells every writer to keep bounds of encrypted columns out of manifests. The sink does so unasked; whoever compacts copies
     * clear values into manifests otherwise.
     */
    public void hideBounds() {
        for (BankTable bank : BankTable.values()) {
            Table table = table(bank);
            UpdateProperties change = table.updateProperties();
            for (Column column : bank.columns()) {
                if (column.travel() == Column.Travel.ENCRYPTED) {
                    for (int leaf : TypeUtil.getProjectedIds(table.schema().select(column.name()))) {
                        change.set(
                                TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX
                                        + table.schema().findColumnName(leaf),
                                "none");
                    }
                }
            }
            change.commit();
        }
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

    /** Changes that have arrived in all bank tables: with every snapshot, those that its summary counts. */
    public long changes() {
        if (!form.upsert()) {
            return rows();
        }
        long changes = 0;
        for (BankTable bank : BankTable.values()) {
            Table table = table(bank);
            // Each delete comes with a tombstone, which deletes once more.
            changes += sum(table, "lockweir.written") + sum(table, "lockweir.deleted") / 2;
        }
        return changes;
    }

    /** Snapshots that were there at one look and are expired at the next still count. */
    private long sum(Table table, String fact) {
        Map<Long, Long> seen = facts.computeIfAbsent(table.name() + " " + fact, name -> new HashMap<>());
        for (Snapshot snapshot : table.snapshots()) {
            seen.computeIfAbsent(
                    snapshot.snapshotId(),
                    id -> Long.parseLong(snapshot.summary().getOrDefault(fact, "0")));
        }
        return seen.values().stream().mapToLong(Long::longValue).sum();
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
