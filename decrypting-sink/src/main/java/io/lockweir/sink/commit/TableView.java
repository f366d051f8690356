package io.lockweir.sink.commit;

import io.lockweir.sink.facts.SummaryFacts;
import io.lockweir.sink.progress.Ancestry;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.progress.TableProgress;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One loaded state of a table, as far as the protocol cares. */
public final class TableView {

    private final TableMetadata metadata;
    private final String sinkId;
    private final TableProgress progress;

    /** @throws IllegalArgumentException if a property of ours was damaged */
    public TableView(ProgressKeys keys, TableMetadata metadata) {
        this.metadata = metadata;
        this.sinkId = keys.sinkId();
        this.progress = TableProgress.read(keys, metadata.properties());
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
        return Ancestry.of(of, new Steps());
    }

    /**
     * Where the snapshots that are still in the history left a partition; empty if none of them moved it and the history
     * is complete.
     *
     * @throws IllegalStateException if snapshots were expired, so that the answer cannot be known
     */
    public OptionalLong endInHistory(TopicPartition partition) {
        for (Snapshot snapshot = metadata.currentSnapshot(); snapshot != null; ) {
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
        if (metadata.currentSnapshot() == null) {
            return OptionalLong.empty();
        }
        throw new IllegalStateException("snapshots were expired; where " + partition + " stood is not known");
    }

    TableMetadata metadata() {
        return metadata;
    }

    private final class Steps implements Iterator<Ancestry.Step> {
        private @Nullable Snapshot next = metadata.currentSnapshot();

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Ancestry.Step next() {
            Snapshot snapshot = next;
            if (snapshot == null) {
                throw new NoSuchElementException();
            }
            Long parent = snapshot.parentId();
            next = parent == null ? null : metadata.snapshot(parent);
            return new Ancestry.Step(snapshot.snapshotId(), snapshot.sequenceNumber(), parent == null);
        }
    }
}
