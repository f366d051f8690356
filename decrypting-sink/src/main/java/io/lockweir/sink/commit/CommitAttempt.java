package io.lockweir.sink.commit;

import io.lockweir.sink.facts.SliceFacts;
import io.lockweir.sink.facts.SummaryFacts;
import io.lockweir.sink.facts.Writer;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.progress.TableProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;

/** One transaction of one snapshot with the slices' files and the progress they make, sent once. */
final class CommitAttempt {

    private static final int VECTORS_SINCE = 3;

    private final TableIdentifier table;
    private final ProgressKeys keys;
    private final Writer writer;
    private final List<Slice> slices;
    private final RowChanges changes;
    private final CommitTarget target;
    private final SnapshotLedger ledger;

    /** @param slices of disjoint partitions, each of which fits the state the attempt is built on */
    CommitAttempt(TableIdentifier table, ProgressKeys keys, Writer writer, List<Slice> slices, KnownFiles known) {
        this(table, keys, writer, slices, known, CommitTarget.MAIN, SnapshotLedger.NONE);
    }

    /** To a branch. */
    CommitAttempt(
            TableIdentifier table,
            ProgressKeys keys,
            Writer writer,
            List<Slice> slices,
            KnownFiles known,
            CommitTarget target,
            SnapshotLedger ledger) {
        this.target = target;
        this.ledger = ledger;
        this.table = table;
        this.keys = keys;
        this.writer = writer;
        this.slices = List.copyOf(slices);
        this.changes = new RowChanges(this.slices, known);
    }

    /**
     * Builds and sends. Any exception once {@link SingleShotOps} has asked to send leaves open whether it was applied.
     */
    Snapshot send(SingleShotOps ops) {
        TableView view = new TableView(keys, ops.current());
        Transaction transaction = Transactions.newTransaction(table.toString(), ops, report -> {});
        target.prepare(transaction);
        boolean deletes = slices.stream().anyMatch(slice -> slice.files().deletesRows());
        SnapshotUpdate<?> update = deletes ? change(transaction) : append(transaction);
        summary().forEach(update::set);
        update.validateWith(new Compare(transaction));
        // The snapshot comes first: its validator must see the table's properties, not those we are about to set.
        update.commit();
        Snapshot snapshot = Objects.requireNonNull(target.head(transaction.table()));
        if (deletes && ops.current().formatVersion() >= VECTORS_SINCE) {
            changes.sending(snapshot);
        }
        UpdateProperties properties = transaction.updateProperties();
        properties(view, snapshot).forEach(properties::set);
        Snapshot main = transaction.table().currentSnapshot();
        if (target.anew() && main != null) {
            properties.set(keys.published(), AuditBranch.Published.format(main));
        }
        long published = ledger.published();
        if (published != SnapshotLedger.NOTHING) {
            properties.set(keys.ledger(), Long.toString(published));
        }
        properties.commit();
        try {
            transaction.commitTransaction();
        } finally {
            // Vectors of an attempt that was called off before are deleted, and must not be used again.
            if (ops.sent()) {
                changes.sent();
            }
        }
        return snapshot;
    }

    private AppendFiles append(Transaction transaction) {
        AppendFiles append = transaction.newFastAppend().toBranch(target.branch());
        slices.forEach(slice -> slice.files().data().forEach(append::appendFile));
        return append;
    }

    private RowDelta change(Transaction transaction) {
        RowDelta delta = transaction.newRowDelta().toBranch(target.branch());
        changes.addTo(delta, transaction.table(), target.head(transaction.table()));
        return delta;
    }

    /** Files that nobody needs if the attempt was never sent. */
    List<String> written() {
        return changes.written();
    }

    private Map<String, String> properties(TableView view, Snapshot snapshot) {
        Map<String, String> properties = new HashMap<>();
        for (Slice slice : slices) {
            slice.ranges()
                    .forEach((partition, range) -> properties.put(
                            keys.partition(partition),
                            new Progress(range.to(), slice.id(), snapshot.snapshotId(), snapshot.sequenceNumber())
                                    .format()));
            slice.sources().forEach((topic, source) -> {
                SourceIdentity recorded = view.progress().sources().get(topic);
                if (source.equals(recorded)) {
                    return;
                }
                properties.put(keys.source(topic), source.format());
                if (recorded != null) {
                    Hold changed = Hold.sourceChanged(table, topic, recorded, source);
                    if (slice.answers().get(changed.id()) == HoldAnswer.REPLAY) {
                        restart(topic, slice.id(), view, snapshot, properties);
                    }
                }
            });
            slice.partitionCounts().forEach((topic, count) -> {
                boolean other = !Objects.equals(
                        slice.sources().get(topic), view.progress().sources().get(topic));
                // A task that began before there were more partitions knows of less.
                if (other || count > view.progress().partitionCounts().getOrDefault(topic, 0)) {
                    properties.merge(keys.partitions(topic), count.toString(), CommitAttempt::larger);
                }
            });
            slice.answers().forEach((id, answer) -> properties.put(keys.hold(id), answer.text()));
        }
        target.restarts()
                .forEach((partition, from) -> properties.putIfAbsent(
                        keys.partition(partition),
                        new Progress(from, slices.get(0).id(), snapshot.snapshotId(), snapshot.sequenceNumber())
                                .format()));
        return properties;
    }

    private static String larger(String a, String b) {
        return Integer.parseInt(a) < Integer.parseInt(b) ? b : a;
    }

    /**
     * With the new identity, the old progress of partitions that this commit does not cover would count for the new topic,
     * and what another task is about to replay be skipped. They begin anew.
     */
    private void restart(
            String topic, String sliceId, TableView view, Snapshot snapshot, Map<String, String> properties) {
        Progress start = new Progress(0, sliceId, snapshot.snapshotId(), snapshot.sequenceNumber());
        view.progress().partitions().keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .forEach(partition -> properties.putIfAbsent(keys.partition(partition), start.format()));
    }

    private Map<String, String> summary() {
        Map<TopicPartition, SourceRange> ranges = new HashMap<>();
        SliceFacts facts = SliceFacts.NONE;
        long validThrough = Long.MAX_VALUE;
        for (Slice slice : slices) {
            ranges.putAll(slice.ranges());
            facts = facts.plus(slice.facts());
            validThrough = Math.min(validThrough, slice.validThroughMs());
        }
        if (!facts.balanced()) {
            throw new IllegalStateException(
                    "The identity read = written + deleted + filtered + quarantined does not hold: " + facts);
        }
        TreeSet<String> tasks = slices.stream().map(Slice::task).collect(Collectors.toCollection(TreeSet::new));
        return SummaryFacts.of(writer, tasks, ranges, facts, validThrough);
    }

    /** Compares inside the transaction, on the very metadata that the snapshot is built on. */
    private final class Compare implements SnapshotAncestryValidator {
        private final Transaction transaction;
        private String error = "";

        Compare(Transaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public boolean validate(Iterable<Snapshot> ancestry) {
            TableProgress found = TableProgress.read(keys, transaction.table().properties());
            for (Slice slice : slices) {
                CommitDecision decision = CommitDecision.of(slice, found);
                if (!(decision instanceof CommitDecision.Commit)) {
                    error = "slice " + slice.id() + ": " + decision;
                    return false;
                }
            }
            return true;
        }

        @Override
        public String errorMessage() {
            return error;
        }
    }
}
