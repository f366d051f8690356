package io.lockweir.cassandra.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.merge.store.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a consumer knows who reads all changes; it checks that each fits the one before. */
final class Fold {

    private final Map<RowKey, List<ColumnData>> rows = new TreeMap<>();
    private int changes;

    Fold takeAll(Changes all) {
        @Nullable Slice last = null;
        for (@Nullable RowChange change = all.next(); change != null; change = all.next()) {
            if (change.origin() == Origin.LOG) {
                assertThat(last == null || last.compareTo(change.key()) < 0)
                        .as("in key order")
                        .isTrue();
            }
            last = change.key();
            take(change);
        }
        return this;
    }

    private void take(RowChange change) {
        changes++;
        RowKey key = new RowKey(change.table().id(), change.partitionKey(), change.key());
        @Nullable List<ColumnData> known = rows.get(key);
        assertThat(columns(change.before())).as("before").isEqualTo(known);
        @Nullable List<ColumnData> after = columns(change.after());
        assertThat(after).as("changed").isNotEqualTo(known);
        if (after == null) {
            rows.remove(key);
        } else {
            rows.put(key, after);
        }
    }

    private static @Nullable List<ColumnData> columns(@Nullable RowImage image) {
        return image == null ? null : new ArrayList<>(image.columns());
    }

    Map<RowKey, List<ColumnData>> rows() {
        return rows;
    }

    int changes() {
        return changes;
    }
}
