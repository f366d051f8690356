package io.lockweir.connect.converter;

/** What EncryptingConverter throws when a record can't be written. It is never written in clear. */
enum OnError {
    /** An Error, which stops the task whatever {@code errors.tolerance} says. */
    FAIL,
    /** A DataException, which {@code errors.tolerance=all} skips: the record is lost. */
    TOLERATE
}
