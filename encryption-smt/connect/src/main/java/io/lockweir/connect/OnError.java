package io.lockweir.connect;

/** What a plugin that encrypts throws when it can't. The record is never passed on in clear. */
public enum OnError {
    /** An Error, which stops the task whatever {@code errors.tolerance} says. */
    FAIL,
    /** A DataException, which {@code errors.tolerance=all} skips: the record is lost. */
    TOLERATE
}
