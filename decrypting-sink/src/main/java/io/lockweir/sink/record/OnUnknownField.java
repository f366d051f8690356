package io.lockweir.sink.record;

/** What becomes of a record with a field that has no column. */
public enum OnUnknownField {
    /** The table stops before it. */
    HOLD,
    /** It is written without the field. */
    IGNORE,
    /** It goes to the dead-letter queue. */
    DLQ
}
