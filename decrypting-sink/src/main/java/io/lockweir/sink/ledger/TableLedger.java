package io.lockweir.sink.ledger;

import io.lockweir.sink.commit.SnapshotLedger;
import io.lockweir.sink.facts.SummaryFacts;
import io.lockweir.sink.progress.ProgressKeys;
import java.time.Duration;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which snapshots of one table are to be published, by sequence number. The table itself says up to which that was done:
 * a property that goes along with commits. So what a killed worker left unpublished is published by whoever sees the table
 * next; each snapshot at least once, by the worker that made it, or by another one when it is overdue. Thread-safe.
 */
final class TableLedger implements SnapshotLedger {

    private static final Logger LOG = LoggerFactory.getLogger(TableLedger.class);
    /** For a snapshot of another worker, which is expected to publish it. */
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private final TableIdentifier table;
    private final ProgressKeys keys;
    private final LedgerLog log;
    /** Of this sink, above the mark. */
    private final NavigableMap<Long, Snapshot> ours = new TreeMap<>();

    private final Set<Long> taken = new HashSet<>();
    private final Set<Long> acknowledged = new HashSet<>();
    private String uuid = "";
    private long mark = NOTHING;

    TableLedger(TableIdentifier table, ProgressKeys keys, LedgerLog log) {
        this.table = table;
        this.keys = keys;
        this.log = log;
    }

    @Override
    public synchronized void seen(TableMetadata metadata) {
        try {
            boolean first = !metadata.uuid().equals(uuid);
            if (first) {
                begin(metadata.uuid());
            }
            mark = Math.max(mark, metadata.propertyAsLong(keys.ledger(), NOTHING));
            ours.clear();
            metadata.snapshots().stream().filter(this::unmarked).forEach(one -> ours.put(one.sequenceNumber(), one));
            taken.removeIf(sequence -> sequence <= mark);
            acknowledged.removeIf(sequence -> sequence <= mark);
            ours.values().stream()
                    .filter(one -> !taken.contains(one.sequenceNumber()))
                    .forEach(first ? this::publish : this::publishWhenOverdue);
        } catch (RuntimeException e) {
            LOG.warn("Snapshots of {} could not be looked through for the ledger; next time again", table, e);
        }
    }

    private void begin(String found) {
        uuid = found;
        mark = NOTHING;
        taken.clear();
        acknowledged.clear();
    }

    private boolean unmarked(Snapshot snapshot) {
        return snapshot.sequenceNumber() > mark
                && keys.sinkId().equals(snapshot.summary().get(SummaryFacts.SINK));
    }

    @Override
    public synchronized void landed(Snapshot snapshot) {
        ours.put(snapshot.sequenceNumber(), snapshot);
        publish(snapshot);
    }

    private void publishWhenOverdue(Snapshot snapshot) {
        String of = uuid;
        log.later(() -> overdue(of, snapshot), OVERDUE);
    }

    private synchronized void overdue(String of, Snapshot snapshot) {
        if (of.equals(uuid) && snapshot.sequenceNumber() > mark) {
            publish(snapshot);
        }
    }

    private void publish(Snapshot snapshot) {
        long sequence = snapshot.sequenceNumber();
        if (taken.add(sequence)) {
            String of = uuid;
            log.publish(LedgerEntry.of(table, of, snapshot), () -> acknowledged(of, sequence));
        }
    }

    private synchronized void acknowledged(String of, long sequence) {
        if (of.equals(uuid)) {
            acknowledged.add(sequence);
        }
    }

    @Override
    public synchronized long published() {
        long published = mark;
        for (long sequence : ours.keySet()) {
            if (!acknowledged.contains(sequence)) {
                break;
            }
            published = sequence;
        }
        return published;
    }
}
