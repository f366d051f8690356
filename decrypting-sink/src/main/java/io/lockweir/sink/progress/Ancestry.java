package io.lockweir.sink.progress;

import java.util.Iterator;

/** Whether the snapshot that a progress names is still part of the table's history. */
public enum Ancestry {
    /** It is an ancestor of, or is, the current snapshot. */
    INTACT,
    /** The history was expired above it; nothing speaks against it. */
    UNKNOWN,
    /** Another snapshot stands where it stood: the table was rolled back or replaced. */
    REPLACED;

    /** One snapshot of the walk from the current one to its ancestors. */
    public record Step(long snapshotId, long sequenceNumber, boolean root) {}

    /**
     * Walks the ancestors by sequence number, which within one table belongs to one snapshot only. The walk ends early
     * when an ancestor is no longer in the metadata (expired), which is told from the true end by {@link Step#root}.
     *
     * @param progress what the table says
     * @param ancestors current snapshot first; empty for a table without a snapshot
     */
    public static Ancestry of(Progress progress, Iterator<Step> ancestors) {
        return of(progress.snapshotId(), progress.sequenceNumber(), ancestors);
    }

    /** The same for any snapshot that once was there. */
    public static Ancestry of(long snapshotId, long sequenceNumber, Iterator<Step> ancestors) {
        if (!ancestors.hasNext()) {
            return REPLACED;
        }
        while (ancestors.hasNext()) {
            Step step = ancestors.next();
            if (step.snapshotId() == snapshotId) {
                return INTACT;
            }
            if (step.sequenceNumber() <= sequenceNumber || step.root()) {
                return REPLACED;
            }
        }
        return UNKNOWN;
    }
}
