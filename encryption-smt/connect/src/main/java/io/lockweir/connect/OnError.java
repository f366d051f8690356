package io.lockweir.connect;

/** What EncryptFields throws when a field can't be encrypted. The record is never passed on in clear. */
enum OnError {
    /** An Error, which stops the task whatever {@code errors.tolerance} says. */
    FAIL,
    /** A DataException, which {@code errors.tolerance=all} skips: the record is lost. */
    TOLERATE
}
