package io.lockweir.connect;

/** What a plugin that encrypts does with a record whose topic no rule matches. */
public enum UnmatchedTopics {
    PASS,
    FAIL
}
