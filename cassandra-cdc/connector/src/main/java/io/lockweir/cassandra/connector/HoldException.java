package io.lockweir.cassandra.connector;

import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** The task stops on purpose and waits for an operator: to go on would lose or misread changes. The message says what to do. */
public final class HoldException extends ConnectException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public HoldException(Reason reason, String message) {
        super("HOLD " + reason + ": " + message);
        this.reason = reason;
    }

    public HoldException(Reason reason, String message, @Nullable Throwable cause) {
        super("HOLD " + reason + ": " + message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Stable: runbooks and alerts use the names. */
    public enum Reason {
        /** A segment that was ours is gone, or ends before the committed position. */
        GAP,
        /** A mutation names a table that neither the node nor the log's own DDL knows. */
        UNKNOWN_TABLE,
        /** A mutation names a column that neither the node nor the log's own DDL knows. */
        UNKNOWN_COLUMN,
        /** A segment is broken, or of a kind that cannot be read. */
        UNREADABLE_LOG,
        /** A captured table writes past the log: its keyspace has {@code durable_writes = false}. */
        NOT_DURABLE,
        /** The history of schemas cannot be read. */
        SCHEMA_HISTORY,
        /** The offset is of another node. */
        OTHER_NODE,
        /** State and offset do not belong together: one of them was reset or lost. */
        STATE_OFFSET,
        /** The state topic cannot be read. */
        STATE_DAMAGED,
        /** The rows do not fit into their bound. */
        STATE_FULL,
        /** Another task of this connector has taken the state over. */
        STATE_FENCED,
        /** A captured table whose rows cannot be merged: counters, views, keys of custom classes. */
        UNSUPPORTED_TABLE,
        /** Two tables or columns would get one name in Kafka. */
        NAME_COLLISION
    }
}
