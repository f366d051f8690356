package io.lockweir.sink.tool;

import io.lockweir.sink.facts.SummaryFacts;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.progress.TableProgress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The snapshot that is compared, and how far it says the sink had come. */
final class Snapshots {
    private Snapshots() {}

    /** Null for a table that has none. */
    static @Nullable Snapshot of(ReconcileOptions options, Table table) {
        Long wanted = options.snapshot;
        if (wanted == null) {
            return table.currentSnapshot();
        }
        Snapshot snapshot = table.snapshot(wanted);
        if (snapshot == null) {
            throw new UsageException("Table " + options.table + " has no snapshot " + wanted + "; it may have expired");
        }
        return snapshot;
    }

    /**
     * Where the sink had come to in each partition; of an older snapshot, or where the table's properties speak of another
     * branch, as far as the history tells.
     */
    static Map<TopicPartition, Long> progress(ProgressKeys keys, Table table, @Nullable Snapshot snapshot) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        Snapshot current = table.currentSnapshot();
        if (snapshot == null || current == null || current.snapshotId() == snapshot.snapshotId()) {
            Set<Long> history = new HashSet<>();
            for (Snapshot each = snapshot; each != null; each = parent(table, each)) {
                history.add(each.snapshotId());
            }
            TableProgress.read(keys, table.properties()).partitions().forEach((partition, progress) -> {
                // One that was expired was in the history: what is ahead of it, or beside it, is still there.
                if (history.contains(progress.snapshotId()) || table.snapshot(progress.snapshotId()) == null) {
                    ends.put(partition, progress.to());
                }
            });
        }
        for (Snapshot each = snapshot; each != null; each = parent(table, each)) {
            SummaryFacts.endsOf(keys.sinkId(), each.summary()).forEach(ends::putIfAbsent);
        }
        return ends;
    }

    private static @Nullable Snapshot parent(Table table, Snapshot snapshot) {
        return snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
    }
}
