package io.lockweir.sink.record;

/** What a table is to its topics. */
public enum WriteMode {
    /** A log: every change event is a row of its own, deletes too. */
    APPEND,
    /** A copy: one row a key, as the last change left it. */
    UPSERT
}
