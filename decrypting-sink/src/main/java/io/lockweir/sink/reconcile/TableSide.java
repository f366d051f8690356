package io.lockweir.sink.reconcile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.IdentityPartitionConverters;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.util.PartitionUtil;
import org.jspecify.annotations.Nullable;

/** A table as one of its snapshots has it. */
public final class TableSide implements Side {
    private static final int STEP = 1_000;

    private final Table table;
    private final @Nullable Snapshot snapshot;
    private final List<String> columns;
    private final Schema wanted;
    private final Predicate<Record> bound;
    private long leftOut;

    /**
     * A side.
     *
     * @param snapshot null for a table that has none yet
     * @param needed further columns that the bound looks at
     * @param bound which rows are compared
     */
    public TableSide(
            Table table, @Nullable Snapshot snapshot, ComparedRows rows, Set<String> needed, Predicate<Record> bound) {
        this.table = table;
        this.snapshot = snapshot;
        this.columns = rows.columns().stream().map(ComparedColumn::name).toList();
        List<String> read = new ArrayList<>(columns);
        read.addAll(needed);
        this.wanted = table.schema().select(read);
        this.bound = bound;
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public void read(RowPrinter printer, IntPredicate ranges, Consumer<RowPrint> rows, Progress progress) {
        if (snapshot == null) {
            return;
        }
        leftOut = 0;
        long total = Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0"));
        TableScan scan = table.newScan().useSnapshot(snapshot.snapshotId());
        long[] done = {0};
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            for (FileScanTask task : tasks) {
                read(task, row -> {
                    if (bound.test(row)) {
                        printer.print(values(row), ranges, rows);
                    } else {
                        leftOut++;
                    }
                    done[0]++;
                    if (done[0] % STEP == 0) {
                        progress.at(done[0], total);
                    }
                });
            }
            progress.at(done[0], total);
        } catch (IOException | RuntimeIOException e) {
            throw new ReadFailure("Table " + table.name() + " could not be read", e);
        }
    }

    /** Rows beyond the bound, at the last reading. */
    public long leftOut() {
        return leftOut;
    }

    private @Nullable Object[] values(Record row) {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getField(columns.get(i));
        }
        return values;
    }

    /** One file, without the rows that are deleted. */
    private void read(FileScanTask task, Consumer<Record> rows) throws IOException {
        if (task.file().format() != FileFormat.PARQUET) {
            throw new ReadFailure("Table " + table.name() + " has files of format "
                    + task.file().format() + "; only Parquet can be read. Rewrite them");
        }
        GenericDeleteFilter deletes = new GenericDeleteFilter(table.io(), task, table.schema(), wanted);
        Schema needed = deletes.requiredSchema();
        Map<Integer, ?> constants = PartitionUtil.constantsMap(task, IdentityPartitionConverters::convertConstant);
        try (CloseableIterable<Record> all = Parquet.read(
                                table.io().newInputFile(task.file().location()))
                        .project(needed)
                        .createReaderFunc(type -> GenericParquetReaders.buildReader(needed, type, constants))
                        .build();
                CloseableIterable<Record> living = deletes.filter(all)) {
            living.forEach(rows);
        }
    }
}
