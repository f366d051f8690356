package io.lockweir.sink.record.quality;

/** What becomes of a row that a rule does not hold for. From mild to strict. */
public enum RuleAction {
    /** It is written, and counted. */
    WARN,
    /** Its record goes to the dead-letter queue, as it was consumed. */
    DLQ,
    /** The table holds; with an audit branch, the row stays there. */
    FAIL
}
