package io.lockweir.sink.write;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;

/**
 * What a slice adds to its table.
 *
 * @param deletes equality deletes of rows of earlier snapshots; of format version 2 also position deletes of rows in {@code
 *     data}
 * @param vectors positions to delete by location of their data file, which is one of {@code data} or in the table already;
 *     the committer makes deletion vectors of them
 */
public record SliceFiles(List<DataFile> data, List<DeleteFile> deletes, Map<String, Positions> vectors) {

    public static final SliceFiles NONE = new SliceFiles(List.of(), List.of(), Map.of());

    /** A path, partition values, and by column counts and bounds. */
    private static final long HELD_PER_FILE = 2 << 10;

    private static final long HELD_PER_COLUMN = 600;

    public SliceFiles {
        data = List.copyOf(data);
        deletes = List.copyOf(deletes);
        vectors = Map.copyOf(vectors);
    }

    public static SliceFiles ofData(List<DataFile> data) {
        return new SliceFiles(data, List.of(), Map.of());
    }

    public boolean isEmpty() {
        return data.isEmpty() && !deletesRows();
    }

    /** Whether rows of the table go, or some of its own: no plain append then. */
    public boolean deletesRows() {
        return !deletes.isEmpty() || !vectors.isEmpty();
    }

    /** Whether all files with positions to delete are of this slice or accepted. */
    public boolean pointsInto(Predicate<String> accepted) {
        Set<String> own = data.stream().map(DataFile::location).collect(Collectors.toSet());
        return vectors.keySet().stream().allMatch(location -> own.contains(location) || accepted.test(location));
    }

    /** Heap that the descriptions take, as estimated. */
    public long heldBytes() {
        long files = Stream.concat(data.stream(), deletes.stream())
                .mapToLong(SliceFiles::heldBytes)
                .sum();
        return files
                + vectors.values().stream()
                        .mapToLong(positions -> (long) Long.BYTES * positions.size())
                        .sum();
    }

    private static long heldBytes(ContentFile<?> file) {
        Map<Integer, Long> columns = file.valueCounts();
        return HELD_PER_FILE + (columns == null ? 0 : columns.size() * HELD_PER_COLUMN);
    }

    /** Of all files written so far. */
    public Stream<String> locations() {
        return Stream.concat(data.stream(), deletes.stream()).map(ContentFile::location);
    }
}
