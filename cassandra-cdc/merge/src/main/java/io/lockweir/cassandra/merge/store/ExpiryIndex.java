package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.mutation.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which rows expire when. */
final class ExpiryIndex {

    /** About what an entry costs in the heap beside its keys, in bytes. */
    static final int ENTRY_BYTES = 200;

    private final NavigableMap<Long, NavigableSet<RowKey>> rows = new TreeMap<>();

    void move(RowKey row, long from, long to) {
        if (from == to) {
            return;
        }
        if (from != Cell.NO_DELETION_TIME) {
            rows.computeIfPresent(from, (time, keys) -> {
                keys.remove(row);
                return keys.isEmpty() ? null : keys;
            });
        }
        if (to != Cell.NO_DELETION_TIME) {
            rows.computeIfAbsent(to, time -> new TreeSet<>()).add(row);
        }
    }

    List<RowKey> upTo(long time, int limit) {
        List<RowKey> found = new ArrayList<>();
        for (NavigableSet<RowKey> keys : rows.headMap(time, true).values()) {
            for (RowKey key : keys) {
                if (found.size() == limit) {
                    return found;
                }
                found.add(key);
            }
        }
        return found;
    }
}
