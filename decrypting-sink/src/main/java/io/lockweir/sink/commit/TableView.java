package io.lockweir.sink.commit;

import io.lockweir.sink.facts.SummaryFacts;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.progress.Ancestry;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.progress.TableProgress;
import io.lockweir.sink.start.Unpublished;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One loaded state of a table, as far as the protocol cares. */
public final class TableView {

    private final TableMetadata metadata;
    private final String sinkId;
    private final TableProgress progress;
    private final AuditBranch branch;

    /** @throws IllegalArgumentException if a property of ours was damaged */
    public TableView(ProgressKeys keys, TableMetadata metadata) {
        this(keys, metadata, Optional.empty());
    }

    /**
     * With a branch that is written to.
     *
     * @throws IllegalArgumentException if a property of ours was damaged
     */
    public TableView(ProgressKeys keys, TableMetadata metadata, Optional<String> branch) {
        this.metadata = metadata;
        this.sinkId = keys.sinkId();
        this.progress = TableProgress.read(keys, metadata.properties());
        this.branch = branch.map(name -> AuditBranch.of(metadata, name, published(keys, metadata)))
                .orElseGet(() -> AuditBranch.main(metadata));
    }

    private static Optional<AuditBranch.Published> published(ProgressKeys keys, TableMetadata metadata) {
        return Optional.ofNullable(metadata.property(keys.published(), null)).map(text -> {
            try {
                return AuditBranch.Published.parse(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Table property " + keys.published() + " was damaged: " + e.getMessage(), e);
            }
        });
    }

    String sinkId() {
        return sinkId;
    }

    AuditBranch branch() {
        return branch;
    }

    /** The snapshot that the next one follows; null in an empty table. */
    @Nullable
    Snapshot head() {
        return branch.head();
    }

    /** Commits that must not be published, if there are. */
    public Optional<Unpublished> unpublished(TableIdentifier table, Map<String, HoldAnswer> configured) {
        return Audit.of(table, this, configured) instanceof Audit.Stop stop
                ? Optional.of(stop.unpublished())
                : Optional.empty();
    }

    public String uuid() {
        return metadata.uuid();
    }

    /** What files must be written for to fit. */
    WrittenFor current() {
        return WrittenFor.of(metadata);
    }

    public TableProgress progress() {
        return progress;
    }

    /** Whether the snapshot that moved a partition last still counts. */
    public Ancestry ancestry(Progress of) {
        return Ancestry.of(of, new AuditBranch.Steps(metadata, head()));
    }

    /**
     * Where the snapshots that are still in the history left a partition; empty if none of them moved it and the history
     * is complete.
     *
     * @throws IllegalStateException if snapshots were expired, so that the answer cannot be known
     */
    public OptionalLong endInHistory(TopicPartition partition) {
        for (Snapshot snapshot = head(); snapshot != null; ) {
            Long end = SummaryFacts.endsOf(sinkId, snapshot.summary()).get(partition);
            if (end != null) {
                return OptionalLong.of(end);
            }
            Long parent = snapshot.parentId();
            if (parent == null) {
                return OptionalLong.empty();
            }
            snapshot = metadata.snapshot(parent);
        }
        if (head() == null) {
            return OptionalLong.empty();
        }
        throw new IllegalStateException("snapshots were expired; where " + partition + " stood is not known");
    }

    TableMetadata metadata() {
        return metadata;
    }
}
