package io.lockweir.sink.feed;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.record.Outcome;
import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each record of a table its one fate: a row, nothing by rule, the dead-letter queue, or a HOLD. */
final class RecordPlacement {

    private static final Logger LOG = LoggerFactory.getLogger(RecordPlacement.class);

    private final TableIdentifier table;
    private final FeedParts parts;

    RecordPlacement(TableIdentifier table, FeedParts parts) {
        this.table = table;
        this.parts = parts;
    }

    /** Returns the HOLD, if the table must stop before this record. */
    Optional<Hold> place(OpenSlice open, TopicPartition partition, long offset, Outcome outcome, SinkRecord original) {
        if (!outcome.concerns(table)) {
            open.filter();
        } else if (outcome instanceof Outcome.Flagged flagged) {
            parts.metrics().violated(flagged.violated());
            Optional<Hold> hold = place(open, partition, offset, flagged.outcome(), original);
            if (hold.isEmpty()) {
                open.violations(flagged.violated(), flagged.failed());
            }
            return hold;
        } else if (outcome instanceof Outcome.Row row) {
            open.append(partition, row.row(), row.eventTimeMs());
            parts.metrics().rows(1);
        } else if (outcome instanceof Outcome.Upsert upsert) {
            open.upsert(partition, upsert.row(), upsert.before(), upsert.eventTimeMs());
            parts.metrics().rows(1);
        } else if (outcome instanceof Outcome.Delete delete) {
            open.delete(partition, delete.key(), delete.eventTimeMs());
            parts.metrics().deleted();
        } else if (outcome instanceof Outcome.Filtered) {
            open.filter();
            parts.metrics().filtered();
        } else if (outcome instanceof Outcome.Quarantined bad) {
            DeadLetters letters = parts.deadLetters();
            if (letters == null) {
                return skip(open, partition, offset, bad.reason().name(), bad.coordinates() + "; no dead-letter queue");
            }
            open.reports.add(letters.report(original, bad.reason() + ": " + bad.coordinates()));
            quarantine(open);
        } else if (outcome instanceof Outcome.Held held) {
            return skip(open, partition, offset, held.reason().name(), held.message());
        }
        return Optional.empty();
    }

    /** Holds, unless an operator said to skip this one record. */
    private Optional<Hold> skip(OpenSlice open, TopicPartition partition, long offset, String code, String what) {
        Hold hold = Hold.of(
                table,
                HoldReason.BAD_RECORD,
                partition + "|" + offset + "|" + code,
                code + " at " + partition + " offset " + offset + ": " + what);
        if (parts.settings().answers().get(hold.id()) != HoldAnswer.ACCEPT) {
            return Optional.of(hold);
        }
        LOG.warn("Skipped a record by hold.{}=accept: {}", hold.id(), hold.what());
        open.answers.put(hold.id(), HoldAnswer.ACCEPT);
        quarantine(open);
        return Optional.empty();
    }

    private void quarantine(OpenSlice open) {
        open.quarantine();
        parts.metrics().quarantined();
    }
}
