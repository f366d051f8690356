package io.lockweir.cassandra.connector.event;

import java.util.Locale;

/** How much a {@code delta} event is about. */
enum Scope {
    /** The row of the key. */
    ROW,
    /** All rows of the partition; the key's clustering columns are null. */
    PARTITION,
    /** The rows within {@code range}; the key's clustering columns are null. */
    RANGE;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
