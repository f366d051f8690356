package io.lockweir.sink.write;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;

/** Adds rows. */
final class AppendSliceWriter implements SliceWriter {
    private final PartitionFiles<DataFile> files;
    private final PartitionKey partition;
    private final InternalRecordWrapper wrapper;
    private long rows;

    /** @param partition of the spec that is written */
    AppendSliceWriter(PartitionFiles<DataFile> files, PartitionKey partition, Schema schema) {
        this.files = files;
        this.partition = partition;
        this.wrapper = new InternalRecordWrapper(schema.asStruct());
    }

    @Override
    public void append(Record row) {
        partition.partition(wrapper.wrap(row));
        files.write(partition, files.at(partition), row);
        rows++;
    }

    @Override
    public void upsert(Record row) {
        throw new IllegalStateException("The writer adds rows only");
    }

    @Override
    public void delete(Record key) {
        throw new IllegalStateException("The writer adds rows only");
    }

    @Override
    public long bytes() {
        return files.bytes();
    }

    @Override
    public long heldBytes() {
        return files.heldBytes();
    }

    @Override
    public int closedFiles() {
        return files.closedFiles();
    }

    @Override
    public void closeOpen() {
        files.closeOpen();
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public SliceFiles complete() {
        SliceFiles complete = SliceFiles.ofData(files.complete());
        files.handOver();
        return complete;
    }

    @Override
    public void abort() {
        files.abort();
    }
}
