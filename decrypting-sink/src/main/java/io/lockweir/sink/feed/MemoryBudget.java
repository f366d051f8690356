package io.lockweir.sink.feed;

import java.util.Collection;
import java.util.Comparator;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the feeds of a task hold in memory within a limit: files are closed before their time, those of the largest
 * feed first; slices with too many closed files, or a large key index, are committed early; and where that does not help,
 * since slices wait for their commits, nothing more is taken until it does.
 *
 * <p>Once the limit was reached, a quarter of it is made free: little by little would make little files.
 */
final class MemoryBudget {

    /** A feed, as far as its memory goes. In bytes of the heap, as estimated. */
    interface Consumer {

        /** Files being written. */
        long openBytes();

        /** Descriptions of closed files, in the open slice and in those on their way. */
        long closedBytes();

        /** Where rows lie. */
        long indexBytes();

        /** Closes the files of the open slice. */
        void closeFiles(long nowMs);

        /** Cuts the open slice and forgets where rows lie, if another slice may be on its way. */
        void cutForMemory(long nowMs);
    }

    private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);

    private final long maxBytes;
    private long heldBytes;
    private boolean exhausted;

    MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** To be called every few hundred records: sums up, and makes room where there is too much. */
    void enforce(Collection<? extends Consumer> feeds, long nowMs) {
        boolean before = exhausted;
        long limit = before ? target() : maxBytes;
        heldBytes = held(feeds);
        if (heldBytes > limit) {
            relieve(feeds, nowMs, limit);
        }
        exhausted = heldBytes > limit;
        if (exhausted && !before) {
            LOG.warn(
                    "Slices on their way hold {} of {} bytes of memory.max.bytes; nothing is read until some are committed",
                    heldBytes,
                    maxBytes);
        }
    }

    private long target() {
        return maxBytes / 4 * 3;
    }

    private void relieve(Collection<? extends Consumer> feeds, long nowMs, long limit) {
        // What closing files cannot help, first: closing files only adds to it.
        relieve(feeds, nowMs, maxBytes / 2, feed -> feed.closedBytes() + feed.indexBytes(), Consumer::cutForMemory);
        heldBytes = held(feeds);
        if (heldBytes <= limit) {
            return;
        }
        long kept = heldBytes - sum(feeds, Consumer::openBytes);
        relieve(feeds, nowMs, Math.max(0, target() - kept), Consumer::openBytes, Consumer::closeFiles);
        heldBytes = held(feeds);
    }

    private interface Relief {
        void apply(Consumer feed, long nowMs);
    }

    /** Largest first, each once, until the sum is small enough. */
    private static void relieve(
            Collection<? extends Consumer> feeds,
            long nowMs,
            long target,
            ToLongFunction<Consumer> part,
            Relief relief) {
        long sum = sum(feeds, part);
        if (sum <= target) {
            return;
        }
        for (Consumer feed :
                feeds.stream().sorted(Comparator.comparingLong(part).reversed()).toList()) {
            long before = part.applyAsLong(feed);
            if (sum <= target || before == 0) {
                return;
            }
            relief.apply(feed, nowMs);
            sum -= before - part.applyAsLong(feed);
        }
    }

    private static long held(Collection<? extends Consumer> feeds) {
        return sum(feeds, feed -> feed.openBytes() + feed.closedBytes() + feed.indexBytes());
    }

    private static long sum(Collection<? extends Consumer> feeds, ToLongFunction<Consumer> part) {
        return feeds.stream().mapToLong(part).sum();
    }

    /** As of the last call of {@link #enforce}. */
    long heldBytes() {
        return heldBytes;
    }

    /** Whether nothing more is to be taken. */
    boolean exhausted() {
        return exhausted;
    }
}
