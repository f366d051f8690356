package io.lockweir.sink.commit;

import io.lockweir.sink.facts.SummaryFacts;
import io.lockweir.sink.write.Positions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Data files that a committer has seen land, and the deletion vector each of them has: what a new vector must contain and
 * replace. Two vectors for one file would corrupt the table, so a file counts as known only while everything is known that
 * has happened to it: each snapshot since is either one that was sent from here, or cannot have touched it, or is looked
 * into. Runs in one round of the committer at a time.
 */
final class KnownFiles {

    private static final class Entry {
        final DataFile file;

        @Nullable
        DeleteFile vector;

        long usedMs;

        Entry(DataFile file, long usedMs) {
            this.file = file;
            this.usedMs = usedMs;
        }
    }

    /** What a snapshot brings, if it lands. */
    private record Sent(List<DataFile> files, List<DeleteFile> vectors) {}

    /** Of certain positions, beside what the current head deletes. */
    record Prepared(List<Positions> positions, List<DeleteFile> vectors, List<DeleteFile> replaced) {}

    /** An outage of hours brings hundreds, with all their files. */
    private static final int MOST_SENT = 64;

    private final String sinkId;
    private final Duration memory;
    private final Clock clock;
    private final Map<String, Entry> files = new HashMap<>();
    /** Attempts on the current head: once that is another one, they are in its history or never will be. */
    private final Map<Long, Sent> sent = new HashMap<>();

    /** Vectors of attempts on the current head, by data file. */
    private final Map<String, Prepared> prepared = new HashMap<>();

    /** Whether an attempt on the current head was left out. */
    private boolean lostCount;

    private @Nullable Long head;

    /** @param memory time after which a file that is not used is forgotten */
    KnownFiles(String sinkId, Duration memory, Clock clock) {
        this.sinkId = sinkId;
        this.memory = memory;
        this.clock = clock;
    }

    /** Takes in what happened up to a snapshot of a loaded state, on which the next attempt will be built. */
    void follow(BaseTable table, @Nullable Snapshot current) {
        TableMetadata metadata = table.operations().current();
        Long id = current == null ? null : current.snapshotId();
        if (!Objects.equals(id, head)) {
            if (lostCount) {
                forget();
            } else if (!files.isEmpty() || !sent.isEmpty()) {
                walk(table, metadata, current);
            }
            sent.clear();
            prepared.clear();
            lostCount = false;
            head = id;
        }
        long now = clock.millis();
        files.values().removeIf(entry -> now - entry.usedMs > memory.toMillis());
    }

    private void walk(Table table, TableMetadata metadata, @Nullable Snapshot current) {
        Deque<Snapshot> since = new ArrayDeque<>();
        for (Snapshot each = current; each != null; ) {
            since.push(each);
            Long parent = each.parentId();
            if (Objects.equals(parent, head)) {
                since.forEach(snapshot -> take(table, snapshot));
                return;
            }
            each = parent == null ? null : metadata.snapshot(parent);
        }
        // Rolled back, or expired in between: anything may have happened.
        forget();
    }

    private void take(Table table, Snapshot snapshot) {
        Sent own = sent.get(snapshot.snapshotId());
        if (own != null) {
            landed(own);
        } else if (!sinkId.equals(snapshot.summary().get(SummaryFacts.SINK))
                && !DataOperations.APPEND.equals(snapshot.operation())) {
            // Of the same sink, but not from here: a task deletes by position in files of its own only.
            SnapshotChanges changes =
                    SnapshotChanges.builderFor(table).snapshot(snapshot).build();
            changes.removedDataFiles().forEach(file -> files.remove(file.location()));
            changes.addedDeleteFiles().forEach(this::touched);
            changes.removedDeleteFiles().forEach(this::touched);
        }
    }

    private void landed(Sent own) {
        long now = clock.millis();
        own.files().forEach(file -> files.put(file.location(), new Entry(file, now)));
        for (DeleteFile vector : own.vectors()) {
            Entry entry = files.get(vector.referencedDataFile());
            if (entry != null) {
                entry.vector = vector;
                entry.usedMs = now;
            }
        }
    }

    private void touched(DeleteFile deletes) {
        if (deletes.content() == FileContent.POSITION_DELETES) {
            if (deletes.referencedDataFile() == null) {
                files.clear();
            } else {
                files.remove(deletes.referencedDataFile());
            }
        }
    }

    /** To be called before a snapshot is sent. */
    void sending(long snapshotId, Collection<DataFile> added, Collection<DeleteFile> vectors) {
        List<DataFile> slim = new ArrayList<>(added.size());
        added.forEach(file -> slim.add(file.copyWithoutStats()));
        if (sent.size() >= MOST_SENT) {
            // Should one of them land, it is not known what it brought.
            sent.clear();
            lostCount = true;
        }
        sent.put(snapshotId, new Sent(slim, List.copyOf(vectors)));
    }

    /** What an earlier attempt on the same head was sent with: written anew each time, they would be orphans in an outage. */
    Optional<Prepared> prepared(String location, List<Positions> positions) {
        return Optional.ofNullable(prepared.get(location))
                .filter(one -> one.positions().equals(positions));
    }

    /** May be replaced only by something sent, too: it may land still. */
    void prepare(String location, Prepared vectors) {
        prepared.put(location, vectors);
    }

    boolean knows(String location) {
        return files.containsKey(location);
    }

    /** Of a known file. */
    DataFile file(String location) {
        return entry(location).file;
    }

    /** Of a known file; null if all its rows are there. */
    @Nullable
    DeleteFile vector(String location) {
        return entry(location).vector;
    }

    private Entry entry(String location) {
        return Objects.requireNonNull(files.get(location), location);
    }

    /** Nothing can be deleted by position until it has landed anew. */
    void forget() {
        files.clear();
        prepared.clear();
    }
}
