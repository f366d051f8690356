package io.lockweir.sink.feed;

import io.lockweir.sink.commit.Slice;
import io.lockweir.sink.commit.WrittenFor;
import io.lockweir.sink.write.KeyIndex;
import io.lockweir.sink.write.KeyedRows;
import io.lockweir.sink.write.SliceWriter;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table that one feed's slices are written for, as it was loaded last. */
final class WrittenTable {
    private static final Logger LOG = LoggerFactory.getLogger(WrittenTable.class);

    private final TableIdentifier id;
    private final FeedParts parts;
    private final KeyIndex index;
    private @Nullable Table table;

    WrittenTable(TableIdentifier id, FeedParts parts, KeyIndex index) {
        this.id = id;
        this.parts = parts;
        this.index = index;
    }

    /** To be called between slices only. */
    void loaded(Table fresh) {
        parts.processor().bind(id, fresh);
        if (table == null || !WrittenFor.of(table).equals(WrittenFor.of(fresh))) {
            // Of columns that are another key now, equal values would be taken for equal keys.
            index.clear();
        }
        table = fresh;
    }

    OpenSlice slice() {
        return new OpenSlice(this::open);
    }

    WrittenFor writtenFor() {
        return WrittenFor.of(table());
    }

    /** Closes and deletes the files of a slice that will not be cut. */
    void discard(OpenSlice slice) {
        parts.tables().cleanUps().execute(slice::abort);
    }

    /** Deletes files of slices that were never sent. */
    void discard(List<Slice> slices) {
        List<String> files =
                slices.stream().flatMap(slice -> slice.files().locations()).toList();
        Table known = table;
        if (!files.isEmpty() && known != null) {
            parts.tables().cleanUps().execute(() -> files.forEach(file -> delete(known, file)));
        }
    }

    private static void delete(Table from, String file) {
        try {
            from.io().deleteFile(file);
        } catch (RuntimeException e) {
            // Whatever the store's client throws: nothing depends on it.
            LOG.info("Left an unused file to orphan clean-up: {}", file);
        }
    }

    private SliceWriter open() {
        Set<String> decrypted = parts.processor().decryptedColumns(id);
        List<Integer> key = parts.processor().keyColumns(id);
        return key.isEmpty()
                ? parts.writers().open(table(), decrypted)
                : parts.writers().openUpsert(table(), decrypted, new KeyedRows(key, index));
    }

    private Table table() {
        Table known = table;
        if (known == null) {
            throw new IllegalStateException("Table " + id + " was not loaded");
        }
        return known;
    }
}
