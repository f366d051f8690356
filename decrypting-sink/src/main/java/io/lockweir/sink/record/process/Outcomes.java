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
        return refusal.reason().disposition() == ReasonCode.Disposition.QUARANTINE
                ? new Outcome.Quarantined(table, refusal.reason(), text)
                : new Outcome.Held(table, refusal.reason(), text);
    }

    private static String text(TableIdentifier table, SinkRecord record, Refusal refusal) {
        return "Table " + table + ", topic " + record.originalTopic() + ", partition "
                + record.originalKafkaPartition() + ", offset " + record.originalKafkaOffset()
                + (refusal.field().isEmpty() ? "" : ", field " + refusal.field()) + ": " + refusal.reason() + ": "
                + refusal.detail();
    }
}
