package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.segments.LogFollower;
import io.lockweir.cassandra.connector.segments.SegmentSource;
import io.lockweir.cassandra.connector.segments.Tail;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.schema.TableId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Updates of one table once more, from a position of the log up to an entry that was read. A few at a time, each time with the segment opened anew: there may be any number, and
 * who takes them may stop at any. Not thread safe.
 */
final class LogAgain {
    private static final int MOST = 1_000;

    private final SegmentSource source;
    private final Tail tail;
    private final MutationSource mutations;
    private final TableId table;
    private final LogPosition end;
    private final Deque<PartitionUpdate> ready = new ArrayDeque<>();
    private @Nullable LogPosition next;

    /**
     * The updates of a part of the log.
     *
     * @param from where an entry starts or ends
     * @param end where the first entry starts that is not read; it was read before
     */
    LogAgain(
            SegmentSource source,
            Tail tail,
            MutationSource mutations,
            TableId table,
            LogPosition from,
            LogPosition end) {
        this.source = source;
        this.tail = tail;
        this.mutations = mutations;
        this.table = table;
        this.end = end;
        this.next = from;
    }

    /**
     * The next update, or null behind the last.
     *
     * @throws IOException if the log cannot be read up to its end
     * @throws HoldException if it has an entry of a table or column that is gone
     */
    @Nullable
    PartitionUpdate next() throws IOException {
        for (LogPosition from = next; ready.isEmpty() && from != null; from = next) {
            next = read(from);
        }
        return ready.poll();
    }

    /** Where to go on, or null if there is no more. */
    private @Nullable LogPosition read(LogPosition from) throws IOException {
        try (LogFollower log = LogFollower.again(source, tail, from)) {
            for (int entries = 0; entries < MOST; entries++) {
                Entry entry = log.next()
                        .orElseThrow(() -> new IOException("the log ends at " + log.position() + ", before " + end));
                if (entry.start().compareTo(end) >= 0) {
                    return null;
                }
                mutations.decode(entry).map(Decoded.Mutation::updates).orElse(List.of()).stream()
                        .filter(update -> update.table().id().equals(table))
                        .forEach(ready::add);
            }
            return log.position().orElseThrow();
        }
    }
}
