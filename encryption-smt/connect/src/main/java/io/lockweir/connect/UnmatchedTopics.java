package io.lockweir.connect;

/** What EncryptFields does with a record whose topic no rule matches. */
enum UnmatchedTopics {
    PASS,
    FAIL
}
