package io.lockweir.sink.record;

import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** What became of one record. No variant's text holds a value of the record. */
public sealed interface Outcome {

    /** {@link Row#eventTimeMs} of a record without any time. */
    long NO_TIME = -1;

    TableIdentifier table();

    /** Whether the outcome is about a table; if not, that table passes the record by. */
    default boolean concerns(TableIdentifier other) {
        return table().equals(other);
    }

    /** What becomes of the record, without what quality rules found. */
    default Outcome decided() {
        return this;
    }

    /**
     * A row to add: of a table in append mode.
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

    /**
     * A row that takes the place of the one with its key, if there is one.
     *
     * @param row complete and valid against the bound schema; holds decrypted values, never to be printed
     * @param before the key of the row that was there before, if the change gave that row another key; else null. In the
     *     form of {@link Delete#key}; the row with this key goes as well
     * @param eventTimeMs as in {@link Row}
     */
    record Upsert(
            TableIdentifier table, Record row, @Nullable Record before, long eventTimeMs) implements Outcome {
        /** Without the rows: they hold clear text. */
        @Override
        public String toString() {
            return "Upsert[table=" + table + ", eventTimeMs=" + eventTimeMs + "]";
        }
    }

    /**
     * A key whose row goes. May come twice, and for rows that never were.
     *
     * @param key a record of the bound schema in which the {@linkplain RecordProcessor#keyColumns key columns} are set,
     *     none of them to null, and nothing else is; holds decrypted values, never to be printed
     * @param eventTimeMs as in {@link Row}
     */
    record Delete(TableIdentifier table, Record key, long eventTimeMs) implements Outcome {
        /** Without the key: it holds clear text. */
        @Override
        public String toString() {
            return "Delete[table=" + table + ", eventTimeMs=" + eventTimeMs + "]";
        }
    }

    /**
     * A record whose row does not keep all quality rules, and what becomes of it all the same.
     *
     * @param outcome of the record
     * @param violated names of the rules
     * @param failed those of them for which the row may not be published, though it is written
     */
    record Flagged(Outcome outcome, List<String> violated, List<String> failed) implements Outcome {
        public Flagged {
            violated = List.copyOf(violated);
            failed = List.copyOf(failed);
        }

        @Override
        public TableIdentifier table() {
            return outcome.table();
        }

        @Override
        public boolean concerns(TableIdentifier other) {
            return outcome.concerns(other);
        }

        @Override
        public Outcome decided() {
            return outcome;
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
    record Held(TableIdentifier table, ReasonCode reason, String message) implements Outcome {
        /** A record that may belong to any table of its topic stops them all. */
        @Override
        public boolean concerns(TableIdentifier other) {
            return reason == ReasonCode.UNROUTED || table.equals(other);
        }
    }
}
