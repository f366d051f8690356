package io.lockweir.sink.write;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open file per partition, the number of them bounded; a file that reaches the target size is closed. An unpartitioned
 * table is the case of one partition.
 */
final class PartitionedSliceWriter implements SliceWriter {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionedSliceWriter.class);

    private final DataFiles files;
    private final long targetBytes;
    private final int maxOpenFiles;
    private final boolean partitioned;
    private final PartitionKey key;
    private final InternalRecordWrapper wrapper;
    private final Map<PartitionKey, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<DataFile> closed = new ArrayList<>();
    private final Set<String> locations = new LinkedHashSet<>();
    private long closedBytes;
    private long rows;

    PartitionedSliceWriter(PartitionSpec spec, Schema schema, DataFiles files, long targetBytes, int maxOpenFiles) {
        this.files = files;
        this.targetBytes = targetBytes;
        this.maxOpenFiles = maxOpenFiles;
        this.partitioned = spec.isPartitioned();
        this.key = new PartitionKey(spec, schema);
        this.wrapper = new InternalRecordWrapper(schema.asStruct());
    }

    @Override
    public void append(Record row) {
        if (partitioned) {
            key.partition(wrapper.wrap(row));
        }
        OpenFile file = open.get(key);
        if (file == null) {
            file = openFor(key.copy());
        }
        file.write(row);
        rows++;
        if (file.reached(targetBytes)) {
            open.remove(key);
            close(file);
        }
    }

    private OpenFile openFor(PartitionKey partition) {
        if (open.size() >= maxOpenFiles) {
            Iterator<OpenFile> eldest = open.values().iterator();
            OpenFile file = eldest.next();
            eldest.remove();
            close(file);
        }
        OpenFile file = files.open(partitioned ? partition : null);
        locations.add(file.location());
        open.put(partition, file);
        return file;
    }

    private void close(OpenFile file) {
        DataFile written = file.complete();
        closed.add(written);
        closedBytes += written.fileSizeInBytes();
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
    public boolean full() {
        return false;
    }

    @Override
    public long bytes() {
        return closedBytes + open.values().stream().mapToLong(OpenFile::length).sum();
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public SliceFiles complete() {
        for (Iterator<OpenFile> each = open.values().iterator(); each.hasNext(); ) {
            OpenFile file = each.next();
            each.remove();
            close(file);
        }
        locations.clear();
        return SliceFiles.ofData(closed);
    }

    @Override
    public void abort() {
        open.values().forEach(this::closeQuietly);
        open.clear();
        locations.forEach(this::deleteQuietly);
        locations.clear();
        closed.clear();
    }

    private void closeQuietly(OpenFile file) {
        try {
            file.close();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Could not close the data file {} of an abandoned slice: {}",
                    file.location(),
                    e.getClass().getName());
        }
    }

    private void deleteQuietly(String location) {
        try {
            files.delete(location);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Could not delete the data file {} of an abandoned slice; it is an orphan: {}",
                    location,
                    e.getClass().getName());
        }
    }
}
