package io.lockweir.sink.record.process;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.convert.Refusal;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.connect.sink.SinkRecord;

/** Refusals as outcomes, with the coordinates an operator needs and nothing of the record's content. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(TableIdentifier table, SinkRecord record, Refusal refusal) {
        String text = text(table, record, refusal);
        return refusal.disposition() == ReasonCode.Disposition.QUARANTINE
                ? new Outcome.Quarantined(table, refusal.reason(), text)
                : new Outcome.Held(table, refusal.reason(), text);
    }

    /** A record that no header gives a table. The value is data, and stays unnamed. */
    static Outcome unrouted(TableIdentifier one, SinkRecord record, String header) {
        return new Outcome.Held(
                one,
                ReasonCode.UNROUTED,
                "Topic " + record.originalTopic() + ", partition " + record.originalKafkaPartition() + ", offset "
                        + record.originalKafkaOffset() + ": UNROUTED: the header " + header
                        + " is missing, or its value is none of mapping.header.tables; add the value");
    }

    private static String text(TableIdentifier table, SinkRecord record, Refusal refusal) {
        return "Table " + table + ", topic " + record.originalTopic() + ", partition "
                + record.originalKafkaPartition() + ", offset " + record.originalKafkaOffset()
                + (refusal.field().isEmpty() ? "" : ", field " + refusal.field()) + ": " + refusal.reason() + ": "
                + refusal.detail();
    }
}
