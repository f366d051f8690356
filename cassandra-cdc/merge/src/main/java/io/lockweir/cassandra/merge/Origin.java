package io.lockweir.cassandra.merge;

/** Why a row changed. */
public enum Origin {
    /** A mutation in the commit log. */
    LOG,
    /** A row read while the connector took its snapshot. */
    SNAPSHOT,
    /** A time to live ended. */
    TTL,
    /** The table was truncated. */
    TRUNCATE
}
