package io.lockweir.connect;

/** What EncryptFields does with its rules. The last two are for signing them off: records pass in clear. */
enum RunMode {
    ENCRYPT,
    /** Everything is done, and its result thrown away. */
    DRY_RUN,
    /** Nothing is done but counting the fields that the rules expect and find. */
    REPORT
}
