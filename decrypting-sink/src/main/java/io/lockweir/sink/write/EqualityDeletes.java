package io.lockweir.sink.write;

import java.util.List;
import java.util.Set;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/** The deletes by key of one slice: of rows of earlier snapshots, never of its own. */
final class EqualityDeletes {
    private final PartitionFiles<DeleteFile> files;
    private final PartitionKey everywhere;
    private final boolean partitioned;
    private final int[] positions;
    private final GenericRecord key;

    EqualityDeletes(Table table, List<Integer> columns, ParquetFiles files) {
        Schema schema = table.schema();
        DeleteScope scope = DeleteScope.of(table, Set.copyOf(columns));
        Schema keySchema = TypeUtil.select(schema, Set.copyOf(columns));
        List<Types.NestedField> fields = schema.columns();
        this.files = new PartitionFiles<>(
                partition -> files.equalityDeletes(keySchema, scope.spec(), partition), files::delete, Long.MAX_VALUE);
        this.everywhere = new PartitionKey(scope.spec(), schema);
        this.partitioned = scope.spec().isPartitioned();
        this.positions = keySchema.columns().stream()
                .mapToInt(field -> fields.indexOf(schema.findField(field.fieldId())))
                .toArray();
        this.key = GenericRecord.create(keySchema);
    }

    /**
     * Deletes the row with the key of a row.
     *
     * @param partition of the row, by the default spec
     */
    void write(PartitionKey partition, Record row) {
        for (int i = 0; i < positions.length; i++) {
            key.set(i, row.get(positions[i]));
        }
        PartitionKey scope = partitioned ? partition : everywhere;
        files.write(scope, files.at(scope), key);
    }

    long bytes() {
        return files.bytes();
    }

    long heldBytes() {
        return files.heldBytes();
    }

    int closedFiles() {
        return files.closedFiles();
    }

    void closeOpen() {
        files.closeOpen();
    }

    List<DeleteFile> complete() {
        return files.complete();
    }

    void handOver() {
        files.handOver();
    }

    void abort() {
        files.abort();
    }
}
