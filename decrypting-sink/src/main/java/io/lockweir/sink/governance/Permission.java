package io.lockweir.sink.governance;

/** Whether the sink may change a table. */
public enum Permission {
    NEVER,
    /** To what its design file says, and only then. */
    DESIGN
}
