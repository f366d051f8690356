package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * What {@code WRITETIME} and {@code TTL} say of a column.
 *
 * @param timestamps of a column: a number, of one with elements: a list of numbers; null if they were not asked for
 * @param left seconds to live of the same, each or all null without an end
 * @param now when they were so many, in seconds since 1970
 */
record Times(@Nullable Slice timestamps, @Nullable Slice left, long now) {
    /** Of one cell. */
    record Of(long timestamp, int ttl, long localDeletionTime) {
        Cell cell(Column column, @Nullable Slice path, Slice value) {
            return new Cell(column, path, timestamp, ttl, localDeletionTime, value);
        }
    }

    static Times of(@Nullable Slice timestamps, @Nullable Slice left, long now) {
        return new Times(timestamps, left, now);
    }

    static Times unknown(long now) {
        return new Times(null, null, now);
    }

    Of ofWhole() {
        return times(timestamps, left);
    }

    /** Of each element, in the order of the elements; null where an element is null. */
    Elements elements() {
        return new Elements(
                timestamps == null ? null : new Items(timestamps), left == null ? null : new Items(left), this);
    }

    private Of times(@Nullable Slice timestamp, @Nullable Slice seconds) {
        return new Of(
                timestamp == null ? Cell.UNKNOWN_TIMESTAMP : timestamp.longAt(0),
                seconds == null ? Cell.NO_TTL : Cell.UNKNOWN_TTL,
                seconds == null ? Cell.NO_DELETION_TIME : now + seconds.intAt(0));
    }

    record Elements(@Nullable Items timestamps, @Nullable Items left, Times times) {
        Of next() {
            return times.times(timestamps == null ? null : timestamps.next(), left == null ? null : left.next());
        }
    }
}
