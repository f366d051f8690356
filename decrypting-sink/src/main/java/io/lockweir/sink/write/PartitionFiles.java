package io.lockweir.sink.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.data.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open file per partition; a file that reaches the target size is closed. No partitioning is the case of one
 * partition.
 */
final class PartitionFiles<F extends ContentFile<F>> {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionFiles.class);

    private final Function<PartitionKey, OpenFile<F>> opener;
    private final Consumer<String> deleter;
    private final long targetBytes;
    private final Map<PartitionKey, OpenFile<F>> open = new LinkedHashMap<>();
    private final List<F> closed = new ArrayList<>();
    private final Set<String> locations = new LinkedHashSet<>();
    private long closedBytes;

    PartitionFiles(Function<PartitionKey, OpenFile<F>> opener, Consumer<String> deleter, long targetBytes) {
        this.opener = opener;
        this.deleter = deleter;
        this.targetBytes = targetBytes;
    }

    /** The file that the next row of a partition goes to. */
    OpenFile<F> at(PartitionKey partition) {
        OpenFile<F> file = open.get(partition);
        return file == null ? openFor(partition.copy()) : file;
    }

    /** @param file as {@link #at} has just told */
    void write(PartitionKey partition, OpenFile<F> file, Record row) {
        if (file.write(row) && file.reached(targetBytes)) {
            closed(file, file.complete());
            open.remove(partition);
        }
    }

    private OpenFile<F> openFor(PartitionKey partition) {
        OpenFile<F> file = opener.apply(partition);
        open.put(partition, file);
        return file;
    }

    private void closed(OpenFile<F> file, F written) {
        locations.add(file.location());
        closed.add(written);
        closedBytes += written.fileSizeInBytes();
    }

    /** Of closed files, and of open ones as of late. */
    long bytes() {
        return closedBytes + open.values().stream().mapToLong(OpenFile::length).sum();
    }

    /** Heap that open files take, as estimated. */
    long heldBytes() {
        return open.values().stream().mapToLong(OpenFile::heldBytes).sum();
    }

    int closedFiles() {
        return closed.size();
    }

    /** Closes the open files, several at once; their partitions get further ones. */
    void closeOpen() {
        List<OpenFile<F>> files = List.copyOf(open.values());
        Map<OpenFile<F>, F> written = new ConcurrentHashMap<>();
        try {
            SideBySide.forEach(files, file -> written.put(file, file.complete()));
        } finally {
            // What failed stays open: abort() closes it.
            open.values().removeIf(written::containsKey);
            files.forEach(file -> Optional.ofNullable(written.get(file)).ifPresent(done -> closed(file, done)));
        }
    }

    /** Closes all files; they stay {@link #abort}'s to delete. */
    List<F> complete() {
        closeOpen();
        return List.copyOf(closed);
    }

    /** Somebody else's from here on. */
    void handOver() {
        locations.clear();
    }

    /** Closes and deletes what was not handed over. Never throws. */
    void abort() {
        for (OpenFile<F> file : open.values()) {
            closeQuietly(file);
            if (file.exists()) {
                locations.add(file.location());
            }
        }
        open.clear();
        locations.forEach(this::deleteQuietly);
        locations.clear();
        closed.clear();
    }

    private void closeQuietly(OpenFile<F> file) {
        try {
            file.close();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Could not close the file {} of an abandoned slice: {}",
                    file.location(),
                    e.getClass().getName());
        }
    }

    private void deleteQuietly(String location) {
        try {
            deleter.accept(location);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Could not delete the file {} of an abandoned slice; it is an orphan: {}",
                    location,
                    e.getClass().getName());
        }
    }
}
