package io.lockweir.cassandra.format.value;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** Takes a partition key apart. */
public final class PartitionKey {

    private PartitionKey() {}

    /**
     * The values of the partition key's columns, in their order: the key itself if it is one column, else each behind its length in two
     * bytes and before a zero.
     *
     * @throws MalformedBytesException if the key is not of this table
     */
    public static List<Slice> components(TableSchema table, Slice key) {
        int size = table.partitionKey().size();
        if (size == 1) {
            return List.of(key);
        }
        Cursor in = Cursor.over(key);
        List<Slice> components = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            components.add(in.slice(in.unsignedShort()));
            if (in.unsignedByte() != 0) {
                throw new MalformedBytesException("a partition key without its separator");
            }
        }
        if (in.remaining() != 0) {
            throw new MalformedBytesException("a partition key with more values than columns");
        }
        return components;
    }
}
