package io.lockweir.sink.commit;

import io.lockweir.sink.write.Positions;
import io.lockweir.sink.write.SideBySide;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.BaseDeleteLoader;
import org.apache.iceberg.deletes.BaseDVFileWriter;
import org.apache.iceberg.deletes.DVFileWriter;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.encryption.EncryptingFileIO;
import org.apache.iceberg.io.DeleteWriteResult;
import org.apache.iceberg.io.OutputFileFactory;
import org.jspecify.annotations.Nullable;

/**
 * Rows, deletes and vectors of slices as one change of the table. Vectors are made anew for each attempt, on the state that
 * it is built on: each holds the deletes of the one it replaces.
 */
final class RowChanges {
    private final List<Slice> slices;
    private final KnownFiles known;
    private final Map<String, DataFile> added = new HashMap<>();
    /** By data file. */
    private final Map<String, KnownFiles.Prepared> vectors = new ConcurrentHashMap<>();
    /** Locations of those that no attempt was sent with before. */
    private final Queue<String> fresh = new ConcurrentLinkedQueue<>();

    RowChanges(List<Slice> slices, KnownFiles known) {
        this.slices = slices;
        this.known = known;
        slices.forEach(slice -> slice.files().data().forEach(file -> added.put(file.location(), file)));
    }

    /**
     * Fills a change in.
     *
     * @param table the state that the change is built on; its vectors are written to storage
     * @param current the snapshot it follows
     */
    void addTo(RowDelta delta, Table table, @Nullable Snapshot current) {
        if (current != null) {
            // What happened before is known to KnownFiles; Iceberg would take our own vectors for conflicts.
            delta.validateFromSnapshot(current.snapshotId());
        }
        for (Slice slice : slices) {
            slice.files().data().forEach(delta::addRows);
            slice.files().deletes().forEach(delta::addDeletes);
        }
        SideBySide.forEach(
                positions().entrySet(),
                of -> vectors.put(
                        of.getKey(),
                        known.prepared(of.getKey(), of.getValue())
                                .orElseGet(() -> written(table, of.getKey(), of.getValue()))));
        vectors.values().forEach(each -> {
            each.vectors().forEach(delta::addDeletes);
            each.replaced().forEach(delta::removeDeletes);
        });
        // Fails if a vector to be replaced is not in the table.
        delta.validateDeletedFiles();
    }

    private KnownFiles.Prepared written(Table table, String location, List<Positions> positions) {
        DeleteWriteResult written = vector(table, location, positions);
        written.deleteFiles().forEach(file -> fresh.add(file.location()));
        return new KnownFiles.Prepared(positions, written.deleteFiles(), written.rewrittenDeleteFiles());
    }

    private Map<String, List<Positions>> positions() {
        Map<String, List<Positions>> byFile = new LinkedHashMap<>();
        slices.forEach(slice -> slice.files()
                .vectors()
                .forEach((location, positions) -> byFile.computeIfAbsent(location, none -> new ArrayList<>(1))
                        .add(positions)));
        return byFile;
    }

    /**
     * Each vector in a file of its own, though Puffin files may hold many: Iceberg's clean-up after expiry deletes the file as
     * soon as one of its vectors was replaced (1.12).
     */
    private DeleteWriteResult vector(Table table, String location, List<Positions> positions) {
        DataFile own = added.get(location);
        DataFile file = own == null ? known.file(location) : own;
        OutputFileFactory names = OutputFileFactory.builderFor(table, 0, 0)
                .format(FileFormat.PUFFIN)
                .build();
        DVFileWriter writer = new BaseDVFileWriter(names, any -> own == null ? before(table, location) : null);
        try (writer) {
            for (Positions each : positions) {
                each.forEach(position ->
                        writer.delete(location, position, table.specs().get(file.specId()), file.partition()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write a deletion vector of table " + table.name(), e);
        }
        return writer.result();
    }

    private @Nullable PositionDeleteIndex before(Table table, String location) {
        DeleteFile vector = known.vector(location);
        if (vector == null) {
            return null;
        }
        EncryptingFileIO io = EncryptingFileIO.combine(table.io(), table.encryption());
        return new BaseDeleteLoader(io::newInputFile).loadPositionDeletes(List.of(vector), location);
    }

    /** Files that were written for this attempt alone. */
    List<String> written() {
        return List.copyOf(fresh);
    }

    /** To be called when the snapshot has its id and before it is sent. */
    void sending(Snapshot snapshot) {
        known.sending(
                snapshot.snapshotId(),
                added.values(),
                vectors.values().stream()
                        .flatMap(each -> each.vectors().stream())
                        .toList());
    }

    /** To be called once a request may have reached the catalog: from then on nobody deletes the vectors. */
    void sent() {
        vectors.forEach(known::prepare);
    }
}
