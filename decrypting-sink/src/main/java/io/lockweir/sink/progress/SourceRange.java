package io.lockweir.sink.progress;

/**
 * The part of a source partition that a slice covers.
 *
 * @param expected what the table must say for the slice to fit, {@link Progress#NONE} for nothing; differs from
 *     {@code from} only for a partition's first slice and after an operator's answer to a HOLD
 * @param from first offset covered
 * @param to first offset no longer covered
 */
public record SourceRange(long expected, long from, long to) {
    public SourceRange {
        if (expected < Progress.NONE || from < 0 || to < from) {
            throw new IllegalArgumentException("No range: expected " + expected + ", [" + from + ", " + to + ")");
        }
    }

    /** Whether there is anything to commit: offsets covered, or a position that the table does not say yet. */
    public boolean advances() {
        return to > from || to != expected;
    }
}
