package io.lockweir.sink.record;

/** What to write where the source sent a placeholder for an unchanged large value. */
public enum OnUnavailable {
    /** Nothing: the table holds until the operator decides, or gives the source table REPLICA IDENTITY FULL. */
    FAIL,
    /** Null; in a required column still a refusal. A reader cannot tell it from a real null. */
    NULL,
    /** The placeholder itself; only in text and binary columns. */
    KEEP;
}
