package io.lockweir.demo.ledger;

import java.util.Locale;

/** What one CQL statement of the workload does. */
public enum WriteKind {
    INSERT,
    INSERT_TTL,
    INSERT_IF_NOT_EXISTS,
    UPDATE,
    UPDATE_TTL,
    UPDATE_COLLECTION,
    UPDATE_STATIC,
    BATCH,
    DELETE_CELL,
    DELETE_ELEMENT,
    DELETE_STATIC,
    DELETE_ROW,
    DELETE_RANGE,
    DELETE_PARTITION,
    TRUNCATE;

    public boolean isDelete() {
        return name().startsWith("DELETE") || this == TRUNCATE;
    }

    /** As in the report. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
