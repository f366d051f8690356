package io.lockweir.cassandra.merge;

import org.jspecify.annotations.Nullable;

/** What became of a row; {@code op} of its event. */
public enum Kind {
    CREATE("c"),
    UPDATE("u"),
    DELETE("d"),
    /** A snapshot found it. */
    READ("r");

    private final String code;

    Kind(String code) {
        this.code = code;
    }

    /** The letter by which Debezium's events name it. */
    public String code() {
        return code;
    }

    static Kind of(@Nullable RowImage before, @Nullable RowImage after, Origin origin) {
        if (after == null) {
            return DELETE;
        }
        if (origin == Origin.SNAPSHOT) {
            return READ;
        }
        return before == null ? CREATE : UPDATE;
    }
}
