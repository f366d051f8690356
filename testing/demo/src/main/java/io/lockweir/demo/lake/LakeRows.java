package io.lockweir.demo.lake;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/** Every row of a table's current snapshot, one at a time, with the snapshot that brought it in. */
public final class LakeRows {
    private final Table table;
    /** Data file → when the snapshot that added it was committed. */
    private final Map<String, Long> committedMs = new HashMap<>();

    public LakeRows(Table table) {
        this.table = table;
        for (Snapshot snapshot : table.snapshots()) {
            if (snapshot.operation().equals(DataOperations.REPLACE)) {
                continue; // a compaction: its files hold rows that were there before
            }
            SnapshotChanges changes =
                    SnapshotChanges.builderFor(table).snapshot(snapshot).build();
            for (DataFile file : changes.addedDataFiles()) {
                committedMs.put(file.location(), snapshot.timestampMillis());
            }
        }
    }

    /** A row and its freshness. */
    public record LakeRow(Record row, @Nullable Long freshnessMs) {
        public String operation() {
            return String.valueOf(row.getField(LakeSchema.OPERATION));
        }
    }

    public void forEach(Consumer<LakeRow> consumer) throws IOException {
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                read(task, consumer);
            }
        }
    }

    /** One file, without the rows that are deleted. */
    private void read(FileScanTask task, Consumer<LakeRow> consumer) throws IOException {
        String location = task.file().location();
        GenericDeleteFilter deletes = new GenericDeleteFilter(table.io(), task, table.schema(), table.schema());
        Schema needed = deletes.requiredSchema();
        try (CloseableIterable<Record> all = Parquet.read(table.io().newInputFile(location))
                        .project(needed)
                        .createReaderFunc(type -> GenericParquetReaders.buildReader(needed, type))
                        .build();
                CloseableIterable<Record> rows = deletes.filter(all)) {
            for (Record row : rows) {
                consumer.accept(new LakeRow(row, freshness(location, row)));
            }
        }
    }

    /** Commit time of the snapshot that holds the row minus commit time of its transaction in the database. */
    private @Nullable Long freshness(String location, Record row) {
        Long committed = committedMs.get(location);
        OffsetDateTime source = (OffsetDateTime) row.getField(LakeSchema.SOURCE_TIME);
        return committed == null || source == null
                ? null
                : committed - source.toInstant().toEpochMilli();
    }
}
