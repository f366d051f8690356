package io.lockweir.sink.commit;

import io.lockweir.sink.progress.Ancestry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where the branch that is written to stands to the main branch, in one loaded state of a table. Pure.
 *
 * @param head the snapshot that commits are built on and that progress is judged by; null in an empty table
 * @param unpublished snapshots of the branch that the main branch does not have, oldest first; none unless ahead or diverged
 */
record AuditBranch(Position position, @Nullable Snapshot head, List<Snapshot> unpublished) {

    enum Position {
        /** The main branch is what is written to. */
        MAIN,
        /** The main branch has all of the branch, which is yet to be made or to follow it. */
        BEHIND,
        /** Nothing to publish and nothing to follow. */
        LEVEL,
        /** The main branch may follow. */
        AHEAD,
        /** Others committed to the main branch, so that neither can follow the other. */
        DIVERGED,
        /** So much was expired that it can't be told. */
        UNKNOWN
    }

    /** What was published last. Persisted as {@code snapshotId|sequenceNumber}; the form never changes once released. */
    record Published(long snapshotId, long sequenceNumber) {

        /** @throws IllegalArgumentException if the text is not of the persisted form */
        static Published parse(String text) {
            String[] parts = text.split("\\|", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("Published is not 'snapshotId|sequenceNumber': " + text);
            }
            return new Published(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        static String format(Snapshot snapshot) {
            return snapshot.snapshotId() + "|" + snapshot.sequenceNumber();
        }
    }

    AuditBranch {
        unpublished = List.copyOf(unpublished);
    }

    static AuditBranch main(TableMetadata metadata) {
        return new AuditBranch(Position.MAIN, metadata.currentSnapshot(), List.of());
    }

    /** @param published if the main branch no longer has it, it was rolled back: the branch counts for nothing then */
    static AuditBranch of(TableMetadata metadata, String branch, Optional<Published> published) {
        Snapshot main = metadata.currentSnapshot();
        SnapshotRef ref = metadata.ref(branch);
        Snapshot head = ref == null ? null : metadata.snapshot(ref.snapshotId());
        boolean rolledBack = published.isPresent()
                && Ancestry.of(
                                published.get().snapshotId(),
                                published.get().sequenceNumber(),
                                new Steps(metadata, main))
                        == Ancestry.REPLACED;
        if (head == null || rolledBack) {
            return new AuditBranch(Position.BEHIND, main, List.of());
        }
        if (main != null && head.snapshotId() == main.snapshotId()) {
            return new AuditBranch(Position.LEVEL, main, List.of());
        }
        Set<Long> ofMain = new HashSet<>();
        for (Snapshot each = main; each != null; each = parent(metadata, each)) {
            ofMain.add(each.snapshotId());
        }
        if (ofMain.contains(head.snapshotId())) {
            return new AuditBranch(Position.BEHIND, main, List.of());
        }
        Deque<Snapshot> ahead = new ArrayDeque<>();
        Snapshot each = head;
        while (each != null && !ofMain.contains(each.snapshotId())) {
            ahead.push(each);
            each = parent(metadata, each);
        }
        Snapshot oldest = ahead.getFirst();
        boolean whole = each != null || oldest.parentId() == null;
        boolean fits = main == null ? each == null : each != null && each.snapshotId() == main.snapshotId();
        Position position = !whole ? Position.UNKNOWN : fits ? Position.AHEAD : Position.DIVERGED;
        return new AuditBranch(position, head, List.copyOf(ahead));
    }

    private static @Nullable Snapshot parent(TableMetadata metadata, Snapshot snapshot) {
        Long parent = snapshot.parentId();
        return parent == null ? null : metadata.snapshot(parent);
    }

    /** From a snapshot to its ancestors. */
    static final class Steps implements Iterator<Ancestry.Step> {
        private final TableMetadata metadata;
        private @Nullable Snapshot next;

        Steps(TableMetadata metadata, @Nullable Snapshot first) {
            this.metadata = metadata;
            this.next = first;
        }

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
            next = parent(metadata, snapshot);
            return new Ancestry.Step(snapshot.snapshotId(), snapshot.sequenceNumber(), snapshot.parentId() == null);
        }
    }
}
