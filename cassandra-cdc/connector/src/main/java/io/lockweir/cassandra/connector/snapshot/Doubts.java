package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.connector.snapshot.Doubt.Marker;
import io.lockweir.cassandra.merge.store.RowKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in doubt, each once, in the order in which they came. */
final class Doubts {
    private final Map<RowKey, Doubt> waiting = new LinkedHashMap<>();

    void add(Doubt doubt) {
        RowKey key = new RowKey(doubt.table().id(), doubt.key(), doubt.row());
        waiting.merge(key, doubt, (known, more) -> known.marker() == Marker.WRITTEN ? known : more);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes one out; null if there is none. */
    @Nullable
    Doubt poll() {
        var all = waiting.entrySet().iterator();
        if (!all.hasNext()) {
            return null;
        }
        Doubt doubt = all.next().getValue();
        all.remove();
        return doubt;
    }
}
