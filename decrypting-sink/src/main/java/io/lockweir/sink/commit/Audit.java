package io.lockweir.sink.commit;

import io.lockweir.sink.facts.SummaryFacts;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.start.Unpublished;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What to do with the unpublished commits of a branch: those before the first one that is not as it should be may go. */
sealed interface Audit {

    /** There are none. */
    record Nothing() implements Audit {}

    /**
     * The main branch may follow.
     *
     * @param to the last snapshot that it may
     * @param used answers without which it might not, to be recorded
     */
    record Publish(Snapshot to, Map<String, HoldAnswer> used) implements Audit {}

    record Stop(Unpublished unpublished) implements Audit {}

    /**
     * A total function.
     *
     * @param configured answers by HOLD id
     */
    static Audit of(TableIdentifier table, TableView view, Map<String, HoldAnswer> configured) {
        AuditBranch branch = view.branch();
        List<Snapshot> unpublished = branch.unpublished();
        if (unpublished.isEmpty()) {
            return new Nothing();
        }
        if (branch.position() != AuditBranch.Position.AHEAD) {
            return new Stop(stopped(diverged(table, branch), view, false));
        }
        Snapshot last = null;
        Map<String, HoldAnswer> used = new HashMap<>();
        for (Snapshot snapshot : unpublished) {
            Optional<Hold> hold = problem(table, view.sinkId(), snapshot);
            if (hold.isPresent() && !accepted(hold.get(), view, configured, used)) {
                return last == null ? new Stop(stopped(hold.get(), view, true)) : new Publish(last, used);
            }
            last = snapshot;
        }
        return publish(last, used);
    }

    private static Audit publish(@Nullable Snapshot last, Map<String, HoldAnswer> used) {
        return last == null ? new Nothing() : new Publish(last, used);
    }

    private static boolean accepted(
            Hold hold, TableView view, Map<String, HoldAnswer> configured, Map<String, HoldAnswer> used) {
        if (HoldAnswer.ACCEPT.text().equals(view.progress().answers().get(hold.id()))) {
            return true;
        }
        if (configured.get(hold.id()) != HoldAnswer.ACCEPT) {
            return false;
        }
        used.put(hold.id(), HoldAnswer.ACCEPT);
        return true;
    }

    private static Optional<Hold> problem(TableIdentifier table, String sinkId, Snapshot snapshot) {
        String failed = snapshot.summary().get(SummaryFacts.FAILED);
        if (failed == null && SummaryFacts.balanced(sinkId, snapshot.summary())) {
            return Optional.empty();
        }
        String what = "snapshot " + snapshot.snapshotId() + " of the audit branch "
                + (failed == null ? "has counts that do not add up" : "has rows that fail rules: " + failed);
        return Optional.of(Hold.of(table, HoldReason.AUDIT_FAILED, Long.toString(snapshot.snapshotId()), what));
    }

    private static Hold diverged(TableIdentifier table, AuditBranch branch) {
        Snapshot first = branch.unpublished().get(0);
        return Hold.of(
                table,
                HoldReason.BRANCH_DIVERGED,
                Long.toString(first.snapshotId()),
                branch.position() == AuditBranch.Position.UNKNOWN
                        ? "so much was expired that it cannot be told how the audit branch stands to the main branch; replay"
                                + " is not possible: make one follow the other by hand"
                        : "the main branch has commits of others since the audit branch left it at snapshot "
                                + first.snapshotId());
    }

    private static Unpublished stopped(Hold hold, TableView view, boolean acceptable) {
        return new Unpublished(
                hold, view.branch().position() != AuditBranch.Position.UNKNOWN, acceptable, starts(view));
    }

    /** Of the partitions whose progress the unpublished commits made: what others left behind does not count. */
    static Map<TopicPartition, Long> starts(TableView view) {
        Set<Long> ids =
                view.branch().unpublished().stream().map(Snapshot::snapshotId).collect(Collectors.toSet());
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (Snapshot snapshot : view.branch().unpublished()) {
            SummaryFacts.startsOf(view.sinkId(), snapshot.summary()).forEach((partition, from) -> {
                Progress progress = view.progress().partitions().get(partition);
                if (progress != null && ids.contains(progress.snapshotId())) {
                    starts.merge(partition, from, Math::min);
                }
            });
        }
        return starts;
    }
}
