package io.lockweir.sink.write;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one row a key. The first time that a key comes in a slice, its row of before goes: by position where the index
 * knows the place and the format has vectors, else by key, whatever the change says of itself: an insert may be one of a
 * snapshot taken again. When it comes again, only this slice's own row goes, by position.
 */
final class UpsertSliceWriter implements SliceWriter {
    private final PartitionFiles<DataFile> data;
    private final EqualityDeletes deletes;
    private final @Nullable ParquetFiles positionDeletes;
    private final KeyIndex index;
    private final KeyDigest digest;
    private final PartitionKey partition;
    private final InternalRecordWrapper wrapper;
    /** Files with deleted positions. */
    private final List<IndexedFile> touched = new ArrayList<>();

    private long rows;

    /** @param positionDeletes writes those of rows of this slice; null to leave them to the committer, as vectors */
    UpsertSliceWriter(
            Table table,
            KeyedRows keyed,
            PartitionFiles<DataFile> data,
            EqualityDeletes deletes,
            @Nullable ParquetFiles positionDeletes) {
        this.data = data;
        this.deletes = deletes;
        this.positionDeletes = positionDeletes;
        this.index = keyed.index();
        this.digest = new KeyDigest(table.schema(), keyed.columns());
        this.partition = new PartitionKey(table.spec(), table.schema());
        this.wrapper = new InternalRecordWrapper(table.schema().asStruct());
    }

    @Override
    public void append(Record row) {
        throw new IllegalStateException("A table that is upserted takes no row beside the one of its key");
    }

    @Override
    public void upsert(Record row) {
        retract(row);
        OpenFile<DataFile> file = data.at(partition);
        int position = Math.toIntExact(file.rows());
        data.write(partition, file, row);
        index.put(digest.high(), digest.low(), file.ordinal(), position);
        rows++;
    }

    @Override
    public void delete(Record key) {
        retract(key);
        index.putNowhere(digest.high(), digest.low());
    }

    private void retract(Record key) {
        partition.partition(wrapper.wrap(key));
        digest.take(key);
        IndexedFile file = index.locate(digest.high(), digest.low());
        if (file == null) {
            deletes.write(partition, key);
        } else if (!file.nowhere() && file.delete(index.position())) {
            touched.add(file);
        }
    }

    @Override
    public long bytes() {
        return data.bytes() + deletes.bytes();
    }

    @Override
    public long heldBytes() {
        return data.heldBytes() + deletes.heldBytes();
    }

    @Override
    public int closedFiles() {
        return data.closedFiles() + deletes.closedFiles();
    }

    @Override
    public void closeOpen() {
        data.closeOpen();
        deletes.closeOpen();
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public boolean full() {
        return index.full();
    }

    @Override
    public SliceFiles complete() {
        List<DataFile> written = data.complete();
        List<DeleteFile> gone = new ArrayList<>(deletes.complete());
        Map<String, Positions> positions = new LinkedHashMap<>();
        touched.forEach(file -> positions.put(file.location(), file.takeDeleted()));
        touched.clear();
        if (positionDeletes != null && !positions.isEmpty()) {
            Map<String, DataFile> byLocation = new HashMap<>();
            written.forEach(file -> byLocation.put(file.location(), file));
            ParquetFiles files = positionDeletes;
            List<DeleteFile> own = Collections.synchronizedList(new ArrayList<>());
            SideBySide.forEach(
                    positions.entrySet(),
                    of -> own.add(
                            files.positionDeletes(Objects.requireNonNull(byLocation.get(of.getKey())), of.getValue())));
            gone.addAll(own);
            positions.clear();
        }
        data.handOver();
        deletes.handOver();
        return new SliceFiles(written, gone, positions);
    }

    @Override
    public void abort() {
        data.abort();
        deletes.abort();
    }
}
