package io.lockweir.benchmarks.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.BaseTaskWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.WriteResult;
import org.apache.iceberg.types.TypeUtil;

/** Iceberg's own writer of changes, given finished rows: each one deletes its key, and is written. */
final class BareUpsert implements RowPath {
    private static final int VECTORS_SINCE = 3;

    private final int formatVersion;
    private final InMemoryCatalog catalog;
    private final Table table;
    private final Workload workload;

    BareUpsert(Workload workload, int formatVersion) {
        this.formatVersion = formatVersion;
        this.catalog = Tables.catalog(formatVersion);
        this.table = catalog.loadTable(Tables.NAME);
        this.workload = workload;
    }

    @Override
    public String label() {
        return "bare writer, upserting to format " + formatVersion;
    }

    @Override
    public void write(long from, int batches, CpuClock clock) {
        Deltas writer = new Deltas(from);
        for (int batch = 0; batch < batches; batch++) {
            List<GenericRecord> rows = workload.rows(from + (long) batch * Workload.BATCH);
            clock.time(() -> rows.forEach(writer::write));
        }
        clock.time(() -> {
            WriteResult result = writer.result();
            for (var file : result.dataFiles()) {
                table.io().deleteFile(file.location());
            }
            for (var file : result.deleteFiles()) {
                table.io().deleteFile(file.location());
            }
        });
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }

    /** The writer of one commit. */
    private final class Deltas extends BaseTaskWriter<Record> {
        private final Schema keyColumns = TypeUtil.select(table.schema(), Set.of(Workload.ID));
        private final GenericRecord key = GenericRecord.create(keyColumns);
        private final Rows rows;

        Deltas(long number) {
            super(
                    table.spec(),
                    FileFormat.PARQUET,
                    new GenericFileWriterFactory.Builder(table)
                            .equalityFieldIds(new int[] {Workload.ID})
                            .equalityDeleteRowSchema(TypeUtil.select(table.schema(), Set.of(Workload.ID)))
                            .build(),
                    OutputFileFactory.builderFor(table, 1, number)
                            .format(FileFormat.PARQUET)
                            .build(),
                    table.io(),
                    Long.MAX_VALUE,
                    formatVersion >= VECTORS_SINCE);
            this.rows = new Rows();
        }

        @Override
        public void write(Record row) {
            key.set(0, row.get(0));
            try {
                rows.deleteKey(key);
                rows.write(row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        WriteResult result() {
            try {
                return complete();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            rows.close();
            super.close();
        }

        private final class Rows extends BaseEqualityDeltaWriter {
            private final InternalRecordWrapper wrapper =
                    new InternalRecordWrapper(table.schema().asStruct());
            private final InternalRecordWrapper keyWrapper = new InternalRecordWrapper(keyColumns.asStruct());

            Rows() {
                super(
                        null,
                        table.schema(),
                        keyColumns,
                        org.apache.iceberg.deletes.DeleteGranularity.FILE,
                        dvFileWriter());
            }

            @Override
            protected StructLike asStructLike(Record row) {
                return wrapper.wrap(row);
            }

            @Override
            protected StructLike asStructLikeKey(Record row) {
                return keyWrapper.wrap(row);
            }
        }
    }
}
