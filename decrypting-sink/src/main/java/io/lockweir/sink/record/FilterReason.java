package io.lockweir.sink.record;

/** Why a record becomes no row by rule. */
public enum FilterReason {
    /** A null value: in append mode the delete event before it already is a row. */
    TOMBSTONE
}
