package io.lockweir.sink.reconcile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of which the two sides have not the same.
 *
 * @param key its columns and values; empty if they must not be told
 * @param sourceRows rows of the key in the source
 * @param tableRows rows of the key in the table
 * @param columns whose values differ; empty unless both have as many rows
 */
public record Difference(Kind kind, Optional<String> key, long sourceRows, long tableRows, List<String> columns) {

    /** In what they differ. */
    public enum Kind {
        /** The table has no such row. */
        MISSING,
        /** The source has no such row. */
        EXTRA,
        /** Both have rows of the key, but not as many. */
        REPEATED,
        /** As many, with other values. */
        DIFFERENT;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Difference {
        columns = List.copyOf(columns);
    }
}
