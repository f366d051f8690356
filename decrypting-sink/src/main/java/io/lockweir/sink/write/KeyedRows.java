package io.lockweir.sink.write;

import java.util.List;

/**
 * What a writer must know to upsert.
 *
 * @param columns field ids of the key columns, in the order of the schema
 * @param index of the one task and table that is written; the same for all its slices
 */
public record KeyedRows(List<Integer> columns, KeyIndex index) {

    public KeyedRows {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("Rows without a key cannot be upserted");
        }
    }
}
