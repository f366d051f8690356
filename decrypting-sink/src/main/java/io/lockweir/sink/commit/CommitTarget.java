package io.lockweir.sink.commit;

import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.start.Unpublished;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The branch that a commit goes to.
 *
 * @param anew whether it first has to become what the main branch is; commits that only it has are then dropped
 * @param restarts where partitions begin again that the dropped commits moved
 */
record CommitTarget(String branch, boolean anew, Map<TopicPartition, Long> restarts) {

    static final CommitTarget MAIN = new CommitTarget(SnapshotRef.MAIN_BRANCH, false, Map.of());

    CommitTarget {
        restarts = Map.copyOf(restarts);
    }

    /** @param stopped what must not be published, and is dropped with the first slice that was told to replay it */
    static CommitTarget of(TableView view, Publishing publishing, Optional<Unpublished> stopped, List<Slice> slices) {
        if (stopped.isPresent()) {
            String id = stopped.get().hold().id();
            boolean replays = slices.stream().anyMatch(slice -> slice.answers().get(id) == HoldAnswer.REPLAY);
            return new CommitTarget(
                    publishing.branch(), replays, replays ? stopped.get().starts() : Map.of());
        }
        boolean behind = view.branch().position() == AuditBranch.Position.BEHIND;
        return new CommitTarget(publishing.branch(), behind, Map.of());
    }

    /** To be called before the snapshot is made. */
    void prepare(Transaction transaction) {
        Table table = transaction.table();
        if (!anew || !table.refs().containsKey(branch)) {
            return;
        }
        Snapshot main = table.currentSnapshot();
        ManageSnapshots manage = transaction.manageSnapshots();
        if (main == null) {
            manage.removeBranch(branch).commit();
        } else {
            manage.replaceBranch(branch, main.snapshotId()).commit();
        }
    }

    /** What the next snapshot follows, or the last one is; null in an empty table. */
    @Nullable
    Snapshot head(Table table) {
        SnapshotRef ref = table.refs().get(branch);
        return ref == null ? table.currentSnapshot() : table.snapshot(ref.snapshotId());
    }
}
