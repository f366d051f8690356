package io.lockweir.cassandra.connector;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What Connect has surely written down. Records are acknowledged in any order, and Connect writes down the offset before the first that is not; so
 * one counts once all before it are settled. The offset of a record that a transform dropped is not written down at all: it never counts.
 *
 * <p>Thread safe: Connect acknowledges and commits in threads of its own.
 */
final class CommittedPosition {
    /** What a commit is of. */
    enum Commits {
        /** Of all that was acknowledged: a worker with exactly-once support acknowledges what it has committed. */
        WITH_THE_RECORDS,
        /** It may have begun before the latest acknowledgements, so what was acknowledged counts from the commit after next. */
        PERHAPS_BEGUN
    }

    private final Commits commits;
    private final IdentityHashMap<SourceRecord, Pending> pending = new IdentityHashMap<>();
    private final Deque<Pending> inOrder = new ArrayDeque<>();
    private @Nullable Map<String, ?> acknowledged;
    private @Nullable Map<String, ?> atLastCommit;
    private @Nullable SourceOffset sure;
    private boolean lastDropped;

    private static final class Pending {
        private final Map<String, ?> offset;
        private boolean settled;
        private boolean delivered;

        Pending(Map<String, ?> offset) {
            this.offset = offset;
        }
    }

    CommittedPosition(Commits commits) {
        this.commits = commits;
    }

    /** Where Connect said to go on. */
    synchronized void started(SourceOffset offset) {
        acknowledged = offset.toMap();
        atLastCommit = acknowledged;
        sure = offset;
    }

    /** What a poll returns, before it does. */
    synchronized void handedOver(List<SourceRecord> records) {
        for (SourceRecord record : records) {
            Pending added = new Pending(offset(record));
            pending.put(record, added);
            inOrder.add(added);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> offset(SourceRecord record) {
        return (Map<String, ?>) record.sourceOffset();
    }

    /**
     * Connect is done with a record.
     *
     * @param delivered whether Kafka has it; false if it was dropped on the way there
     */
    synchronized void settled(SourceRecord record, boolean delivered) {
        Pending done = pending.remove(record);
        if (done == null) {
            throw new IllegalArgumentException("a record that this task has not handed over, or one that was settled");
        }
        done.settled = true;
        done.delivered = delivered;
        for (Pending first = inOrder.peek(); first != null && first.settled; first = inOrder.peek()) {
            inOrder.remove();
            lastDropped = !first.delivered;
            if (first.delivered) {
                acknowledged = first.offset;
            }
        }
    }

    /** Whether the last record that was settled in order was dropped: Connect does not know that we are past it. */
    synchronized boolean isLastDropped() {
        return lastDropped;
    }

    synchronized void commit() {
        Map<String, ?> covered = commits == Commits.WITH_THE_RECORDS ? acknowledged : atLastCommit;
        if (covered != null) {
            sure = SourceOffset.of(covered).orElse(sure);
        }
        atLastCommit = acknowledged;
    }

    synchronized Optional<SourceOffset> sure() {
        return Optional.ofNullable(sure);
    }
}
