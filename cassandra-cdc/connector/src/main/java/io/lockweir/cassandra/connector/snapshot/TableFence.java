package io.lockweir.cassandra.connector.snapshot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a table was read, and when. What the log says of rows up to there is merged; what it says of rows behind is left out, for the query that
 * reads them comes after. A write whose timestamp is older than the query may have lost to a tombstone that the query did not show.
 */
final class TableFence {
    /** The clocks of clients and ours may be so far apart. */
    static final long SKEW_MICROS = 1_000_000L;

    /** Pages older than this count as one: a write in time is never so old. */
    private static final long RECENT_MICROS = 10_000_000L;

    private static final int MOST_PAGES = 100;

    /**
     * What one query read.
     *
     * @param upTo null for all rows that were left
     * @param readAt in microseconds
     */
    record Page(@Nullable RingPosition upTo, long readAt) {}

    private final Deque<Page> recent = new ArrayDeque<>();
    private @Nullable RingPosition upTo;
    private boolean whole;
    private long older = Long.MIN_VALUE;

    /** Of a table of which the log has told everything. */
    static TableFence complete() {
        TableFence fence = new TableFence();
        fence.whole = true;
        return fence;
    }

    /** Of a table that is not read yet. */
    static TableFence unread() {
        return new TableFence();
    }

    /** What {@link #isWhole}, {@link #upTo}, {@link #older} and {@link #recent} were. */
    static TableFence of(boolean whole, @Nullable RingPosition upTo, long older, List<Page> recent) {
        TableFence fence = new TableFence();
        fence.whole = whole;
        fence.upTo = upTo;
        fence.older = older;
        fence.recent.addAll(recent);
        return fence;
    }

    /** When the last of the queries before the {@link #recent} ones was made, in microseconds; the least number for none. */
    long older() {
        return older;
    }

    /** The last queries, in their order. */
    List<Page> recent() {
        return List.copyOf(recent);
    }

    boolean isWhole() {
        return whole;
    }

    @Nullable
    RingPosition upTo() {
        return upTo;
    }

    /** Of the last query. */
    long readAt() {
        Page last = recent.peekLast();
        return last == null ? older : last.readAt();
    }

    /** The rows up to a position, null for all that are left, were read at a time in microseconds. */
    void read(@Nullable RingPosition to, long at) {
        while (!recent.isEmpty() && (recent.getFirst().readAt() < at - RECENT_MICROS || recent.size() >= MOST_PAGES)) {
            older = Math.max(older, recent.removeFirst().readAt());
        }
        recent.add(new Page(to, at));
        upTo = to;
        whole = to == null;
    }

    /** A write to a covered row with a smaller timestamp is late; in microseconds. */
    long lateBefore(RingPosition row) {
        long at = older;
        // The first page that reaches the row is the one that read it, or one before it did.
        for (Page page : recent) {
            at = page.readAt();
            RingPosition to = page.upTo();
            if (to == null || row.compareTo(to) <= 0) {
                break;
            }
        }
        return at == Long.MIN_VALUE ? at : at + SKEW_MICROS;
    }
}
