package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.store.RowKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows in doubt, each once, in the order in which they came. */
final class Doubts {
    private final Map<RowKey, Doubt> waiting = new LinkedHashMap<>();

    void add(Doubt doubt) {
        waiting.merge(key(doubt), doubt, Doubt::and);
    }

    int size() {
        return waiting.size();
    }

    /** The one that waits longest. */
    Doubt first() {
        return waiting.values().iterator().next();
    }

    void remove(Doubt doubt) {
        waiting.remove(key(doubt));
    }

    void removeAll(TableId table) {
        waiting.keySet().removeIf(row -> row.table().equals(table));
    }

    private static RowKey key(Doubt doubt) {
        return new RowKey(doubt.table().id(), doubt.key(), doubt.row());
    }
}
