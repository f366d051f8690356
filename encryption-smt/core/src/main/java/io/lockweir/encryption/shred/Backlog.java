package io.lockweir.encryption.shred;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What came and could not be judged yet. Its end stands in the log, up to where is known; while that is read, what comes meanwhile waits in
 * memory, so that catching up ends however busy the log is. Not for many threads.
 */
final class Backlog {
    /** From an offset on, up to another one. */
    record Span(long from, long upTo) {}

    private final int bound;
    private final long[] from;
    private final long[] upTo;
    /** Null while nobody reads the rest. */
    private @Nullable Deque<SubjectLog.Entry> waiting;

    /**
     * Empty.
     *
     * @param bound how many records may wait in memory
     */
    Backlog(int partitions, int bound) {
        this.bound = bound;
        this.from = new long[partitions];
        this.upTo = new long[partitions];
        Arrays.fill(upTo, -1);
    }

    /** Adds what came just now. */
    void add(SubjectLog.Entry entry) {
        Deque<SubjectLog.Entry> queue = waiting;
        if (queue == null) {
            upTo[entry.partition()] = entry.offset();
            return;
        }
        queue.add(entry);
        if (queue.size() > bound) {
            toBeRead();
        }
    }

    /** What is to be read from the log, by partition; what comes from now on waits in memory. */
    Map<Integer, Span> begin() {
        toBeRead();
        waiting = new ArrayDeque<>();
        Map<Integer, Span> spans = new TreeMap<>();
        for (int partition = 0; partition < upTo.length; partition++) {
            if (upTo[partition] >= from[partition]) {
                spans.put(partition, new Span(from[partition], upTo[partition]));
            }
        }
        return spans;
    }

    /** A span was read, and is not read again. */
    void done(int partition, Span span) {
        from[partition] = span.upTo() + 1;
    }

    /**
     * Ends with what waits in memory, where that had room.
     *
     * @return whether nothing is left
     */
    boolean finish(Consumer<SubjectLog.Entry> judge) {
        Optional<Deque<SubjectLog.Entry>> rest = Optional.ofNullable(waiting);
        rest.ifPresent(queue -> queue.forEach(judge));
        waiting = null;
        return rest.isPresent();
    }

    private void toBeRead() {
        Deque<SubjectLog.Entry> queue = waiting;
        if (queue != null) {
            queue.forEach(entry -> upTo[entry.partition()] = entry.offset());
            waiting = null;
        }
    }
}
