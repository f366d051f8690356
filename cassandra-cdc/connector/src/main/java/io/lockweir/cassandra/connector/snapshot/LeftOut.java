package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Updates of the last moments that were left out because their rows were not read yet. Cassandra writes its log before its memory: an entry that
 * was read just before a query is perhaps not in what the query sees, and is merged behind it. A backlog that is read brings too many to keep: then no query
 * may be made until the time has gone by.
 */
final class LeftOut {
    /** Far above the time between a node's write to its log and to its memory. */
    static final long KEPT_MICROS = 2_000_000L;

    /** Some 100 MB. */
    private static final int MOST = 100_000;

    private record At(PartitionUpdate update, long micros) {}

    private final Deque<At> updates = new ArrayDeque<>();
    private long missingAt;

    /** @param now in microseconds; nobody knows what was left out before, by a task that has stopped since */
    LeftOut(long now) {
        this.missingAt = now;
    }

    void add(PartitionUpdate update, long micros) {
        forget(micros);
        if (updates.size() == MOST) {
            updates.clear();
            missingAt = micros;
        }
        updates.add(new At(update, micros));
    }

    /** Whether {@link #since} has all. */
    boolean isComplete(long micros) {
        return missingAt < micros - KEPT_MICROS;
    }

    /** Those that were left out within {@link #KEPT_MICROS} before a time, in their order; the others are forgotten. */
    List<PartitionUpdate> since(long micros) {
        forget(micros);
        List<PartitionUpdate> kept = new ArrayList<>(updates.size());
        updates.forEach(at -> kept.add(at.update()));
        return kept;
    }

    private void forget(long now) {
        while (!updates.isEmpty() && updates.getFirst().micros() < now - KEPT_MICROS) {
            updates.removeFirst();
        }
    }
}
