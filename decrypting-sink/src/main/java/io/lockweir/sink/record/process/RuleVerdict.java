package io.lockweir.sink.record.process;

import io.lockweir.sink.record.MetadataColumn;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.convert.Refusal;
import io.lockweir.sink.record.flatten.Flattener;
import io.lockweir.sink.record.flatten.MetadataValues;
import io.lockweir.sink.record.quality.Event;
import io.lockweir.sink.record.quality.RuleAction;
import io.lockweir.sink.record.quality.TableRules;
import io.lockweir.sink.record.quality.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.data.Record;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What the rules of a table say of one row: all that do not hold, of which the strictest decides. */
record RuleVerdict(List<Violation> violations) {

    /** Rules speak of rows that are written; what goes, and what is none, is not asked about. */
    static RuleVerdict of(TableRules rules, Outcome outcome, SinkRecord record, Flattener flattener) {
        if (outcome instanceof Outcome.Row row) {
            return of(rules, row.row(), row.eventTimeMs(), record, flattener);
        }
        return outcome instanceof Outcome.Upsert upsert
                ? of(rules, upsert.row(), upsert.eventTimeMs(), record, flattener)
                : new RuleVerdict(List.of());
    }

    private static RuleVerdict of(TableRules rules, Record row, long timeMs, SinkRecord record, Flattener flattener) {
        return new RuleVerdict(rules.violations(row, new RecordEvent(record, timeMs, flattener)));
    }

    boolean clean() {
        return violations.isEmpty();
    }

    /**
     * Why the row must not be written, if so.
     *
     * @param audited whether rows that fail are written all the same, and kept from being published
     */
    Optional<Refusal> refusal(boolean audited) {
        return violations.stream()
                .filter(violation -> violation.action() != RuleAction.WARN)
                .filter(violation -> !audited || violation.action() != RuleAction.FAIL)
                // The first one of the strictest.
                .min(Comparator.comparing(Violation::action, Comparator.reverseOrder()))
                .map(RuleVerdict::refusal);
    }

    private static Refusal refusal(Violation violation) {
        ReasonCode.Disposition disposition =
                violation.action() == RuleAction.DLQ ? ReasonCode.Disposition.QUARANTINE : ReasonCode.Disposition.HOLD;
        return violation.error().isEmpty()
                ? new Refusal(
                        ReasonCode.RULE_VIOLATED,
                        disposition,
                        "",
                        "The rule " + violation.rule() + " does not hold for the row")
                : new Refusal(
                        ReasonCode.RULE_ERROR,
                        disposition,
                        "",
                        "The rule " + violation.rule() + " cannot be told for the row (" + violation.error()
                                + "); have it say what nulls and extremes mean");
    }

    /** @param decided what becomes of the record */
    Outcome flagged(Outcome decided, boolean audited) {
        boolean written = decided instanceof Outcome.Row || decided instanceof Outcome.Upsert;
        List<String> failed = audited && written
                ? violations.stream()
                        .filter(violation -> violation.action() == RuleAction.FAIL)
                        .map(Violation::rule)
                        .toList()
                : List.of();
        return new Outcome.Flagged(
                decided, violations.stream().map(Violation::rule).toList(), failed);
    }

    /** The record, as rules may ask about it. */
    private record RecordEvent(SinkRecord record, long timeMs, Flattener flattener) implements Event {
        @Override
        public @Nullable String operation() {
            Object envelope = record.value() == null ? null : flattener.envelope(record.valueSchema(), record.value());
            return (String) MetadataValues.read(MetadataColumn.OPERATION, record, envelope);
        }

        @Override
        public String topic() {
            return record.originalTopic();
        }
    }
}
