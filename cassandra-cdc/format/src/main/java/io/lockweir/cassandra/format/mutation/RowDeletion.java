package io.lockweir.cassandra.format.mutation;

/**
 * A deletion of a row.
 *
 * @param shadowable it ends when a row marker with a larger timestamp comes; only in materialized views
 */
public record RowDeletion(Deletion time, boolean shadowable) {

    public static final RowDeletion NONE = new RowDeletion(Deletion.NONE, false);

    public boolean isNone() {
        return time.isNone();
    }
}
