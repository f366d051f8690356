package io.lockweir.sink.commit;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** Told of one table's snapshots, so that each of ours is told to others as well. Neither blocks nor throws. */
public interface SnapshotLedger {
    /** What {@link #published} answers when there is nothing to record. */
    long NOTHING = -1;

    SnapshotLedger NONE = new SnapshotLedger() {
        @Override
        public void seen(TableMetadata metadata) {}

        @Override
        public void landed(Snapshot snapshot) {}

        @Override
        public long published() {
            return NOTHING;
        }
    };

    /** The table as it was just loaded. */
    void seen(TableMetadata metadata);

    /** One more snapshot of ours is in the table. */
    void landed(Snapshot snapshot);

    /** Sequence number up to which all of ours that were {@link #seen} are published, for the next commit to record. */
    long published();
}
