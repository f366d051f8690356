package io.lockweir.sink.record;

import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;

/** What became of one record. No variant's text holds a value of the record. */
public sealed interface Outcome {

    /** {@link Row#eventTimeMs} of a record without any time. */
    long NO_TIME = -1;

    TableIdentifier table();

    /**
     * A row to write.
     *
     * @param row complete and valid against the bound schema; holds decrypted values, never to be printed
     * @param eventTimeMs time of the change at its source, else the record's timestamp, in epoch milliseconds; {@link
     *     #NO_TIME} if there is neither
     */
    record Row(TableIdentifier table, Record row, long eventTimeMs) implements Outcome {
        /** Without the row: it holds clear text. */
        @Override
        public String toString() {
            return "Row[table=" + table + ", eventTimeMs=" + eventTimeMs + "]";
        }
    }

    /** A record that by rule becomes no row. */
    record Filtered(TableIdentifier table, FilterReason reason) implements Outcome {}

    /**
     * A defect of this one record: the original goes to the dead-letter queue, or, without one, the table holds.
     *
     * @param coordinates table, topic, partition, offset, field and reason, fit for a log and a header
     */
    record Quarantined(TableIdentifier table, ReasonCode reason, String coordinates) implements Outcome {}

    /**
     * The table must stop before this record, since the next ones would fail alike or because the original must not be
     * copied anywhere.
     *
     * @param message coordinates, reason and what to do next
     */
    record Held(TableIdentifier table, ReasonCode reason, String message) implements Outcome {}
}
