package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.merge.Origin;
import io.lockweir.cassandra.merge.store.RowKey;
import org.jspecify.annotations.Nullable;

/**
 * A row that was read from the node and is another one since. It is kept until it surely was told, for the same reading cannot be repeated.
 *
 * @param before of {@code RowCodec}, as the row was kept before; null if it was not
 * @param origin of the first change
 * @param micros when it was read, in microseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record Reread(RowKey row, byte @Nullable [] before, Origin origin, long micros) {
    /** Without keys and values. */
    @Override
    public String toString() {
        return "Reread[" + row.table().toUuid() + ", " + origin + "]";
    }
}
