package io.lockweir.sink.record.process;

import io.lockweir.connect.record.RowImages;
import io.lockweir.sink.record.FilterReason;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.convert.Refusal;
import io.lockweir.sink.record.flatten.Change;
import io.lockweir.sink.record.flatten.Flattener;
import io.lockweir.sink.record.flatten.RowImage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What records of one upserted table do to it. All rows of one key must come from one partition, in their order; and a key
 * that a row no longer has must go, which only the row's image before the change tells.
 */
final class Upserts {
    private final TableIdentifier table;
    private final KeyReader keys;
    private final RowImages rowImages;

    Upserts(TableIdentifier table, KeyReader keys, RowImages rowImages) {
        this.table = table;
        this.keys = keys;
        this.rowImages = rowImages;
    }

    KeyReader keys() {
        return keys;
    }

    /**
     * The outcome of one record.
     *
     * @param rows makes a row of the image after a change
     * @param unwritten is shown images that nothing of is written
     * @throws Refusal if the record does not say enough
     */
    Outcome of(
            SinkRecord record,
            Flattener flattener,
            BiFunction<SinkRecord, RowImage, Record> rows,
            BiConsumer<SinkRecord, RowImage> unwritten) {
        boolean tells = keys.recordKeyTells(record);
        if (record.value() == null) {
            return withoutValue(record, tells);
        }
        Change change = flattener.change(record.valueSchema(), record.value());
        String topic = record.originalTopic();
        RowImage before = keys.in(change.before()) ? change.before() : null;
        if (change.delete()) {
            if (change.before() != null) {
                unwritten.accept(record, change.before());
            }
            Record key = before == null ? recordKey(record, tells) : keys.of(topic, before);
            return new Outcome.Delete(table, key, Flattener.eventTimeMs(record, change.envelope()));
        }
        if (!tells) {
            requireBefore(change, before);
        }
        Record row = rows.apply(record, change.row());
        Record left = before == null ? null : keys.left(topic, before, change.row(), row);
        requireSamePartition(record, left, row);
        return new Outcome.Upsert(table, row, left, Flattener.eventTimeMs(record, change.envelope()));
    }

    /** The delete of a flat row; or what follows a delete event for compaction, and says nothing new. */
    private Outcome withoutValue(SinkRecord record, boolean tells) {
        if (!tells && rowImages != RowImages.FLAT) {
            return new Outcome.Filtered(table, FilterReason.TOMBSTONE);
        }
        return new Outcome.Delete(table, recordKey(record, tells), Flattener.eventTimeMs(record, null));
    }

    private Record recordKey(SinkRecord record, boolean tells) {
        if (!tells) {
            throw new Refusal(
                    ReasonCode.MISSING_KEY,
                    "",
                    "Neither the record key nor the image before the change has all key columns; give the source table"
                            + " REPLICA IDENTITY FULL, or set upsert.key.columns to the fields of the record key");
        }
        return keys.ofRecordKey(record);
    }

    private static void requireBefore(Change change, @Nullable RowImage before) {
        if (!change.event()) {
            throw new Refusal(
                    ReasonCode.KEY_MISMATCH,
                    "",
                    "A flat row does not say what it was before, so its record key must have all key columns");
        }
        if (change.update() && before == null) {
            throw new Refusal(
                    ReasonCode.MISSING_IMAGE,
                    "",
                    "An update may change the key columns that the record key does not have, and the event does not tell"
                            + " what they were; give the source table REPLICA IDENTITY FULL");
        }
    }

    private void requireSamePartition(SinkRecord record, @Nullable Record left, Record row) {
        if (left != null && !keys.sameRecordKey(record, left, row)) {
            throw new Refusal(
                    ReasonCode.KEY_MISMATCH,
                    "",
                    "The change gives the row another record key, so what comes next for its old one may stand in another"
                            + " partition; have the source send a delete and a create, as Debezium does");
        }
    }
}
