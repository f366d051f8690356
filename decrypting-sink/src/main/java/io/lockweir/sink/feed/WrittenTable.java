package io.lockweir.sink.feed;

import io.lockweir.sink.commit.WrittenFor;
import io.lockweir.sink.write.KeyIndex;
import io.lockweir.sink.write.KeyedRows;
import io.lockweir.sink.write.SliceWriter;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** The table that one feed's slices are written for, as it was loaded last. */
final class WrittenTable {
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
