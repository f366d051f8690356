package io.lockweir.sink.reconcile;

import java.util.List;

/**
 * What is compared.
 *
 * @param columns in the order in which sides give their values
 * @param key positions of those that tell rows apart; empty if only whole rows do
 */
public record ComparedRows(List<ComparedColumn> columns, List<Integer> key) {

    public ComparedRows {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** Whether the keys of rows may be printed. */
    public boolean keysAreClear() {
        return !key.isEmpty() && key.stream().noneMatch(i -> columns.get(i).secret());
    }

    /** Names of the key columns. */
    public List<String> keyNames() {
        return key.stream().map(i -> columns.get(i).name()).toList();
    }
}
