package io.lockweir.store;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever follows a topic: all are given each record by the one thread that reads it. One that fails is left out, and the others go on. */
final class Followers implements SubjectLog.Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

    private static final class One {
        private final long[] from;
        private @Nullable Throwable failed;

        private One(long[] from) {
            this.from = from.clone();
        }
    }

    private final Map<SubjectLog.Follower, One> all = new LinkedHashMap<>();
    private final long[] given;

    Followers(int partitions) {
        this.given = new long[partitions];
    }

    @Override
    public synchronized void accept(SubjectLog.Entry entry) {
        given[entry.partition()] = entry.offset() + 1;
        all.forEach((follower, one) -> {
            if (one.failed == null && entry.offset() >= one.from[entry.partition()]) {
                give(follower, one, entry);
            }
        });
    }

    /**
     * Adds a follower that was given by somebody else what comes before.
     *
     * @param from per partition, the first offset that it needs
     * @return false if it needs something that the others have been given already
     */
    synchronized boolean join(SubjectLog.Follower follower, long[] from) {
        for (int partition = 0; partition < given.length; partition++) {
            if (from[partition] < given[partition]) {
                return false;
            }
        }
        all.put(follower, new One(from));
        return true;
    }

    synchronized void leave(SubjectLog.Follower follower) {
        all.remove(follower);
    }

    /** Throws if a follower could not take a record: it knows nothing of those behind it. */
    synchronized void check(SubjectLog.Follower follower) {
        One one = all.get(follower);
        if (one != null && one.failed != null) {
            throw failed(one.failed);
        }
    }

    /** Whether a follower could take all that it was given so far. */
    synchronized boolean follows(SubjectLog.Follower follower) {
        One one = all.get(follower);
        return one == null || one.failed == null;
    }

    static KeyUnavailableError failed(Throwable reason) {
        return new KeyUnavailableError(
                KeyUnavailableError.Reason.MISSING,
                "The topic is not followed any more: "
                        + (reason instanceof IllegalStateException
                                ? reason.getMessage()
                                : reason.getClass().getSimpleName()),
                reason);
    }

    private static void give(SubjectLog.Follower follower, One one, SubjectLog.Entry entry) {
        try {
            follower.accept(entry);
        } catch (RuntimeException | Error e) {
            one.failed = e;
            LOG.error(
                    "The record at partition {} offset {} could not be taken; its follower is left out from now on",
                    entry.partition(),
                    entry.offset(),
                    e);
        }
    }
}
