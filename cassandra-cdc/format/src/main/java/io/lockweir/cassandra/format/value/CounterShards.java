package io.lockweir.cassandra.format.value;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The shards of a counter that a mutation carries: of each node that it speaks of, the count that node has reached. A mutation need not
 * carry the shards of all nodes, so its total is not the counter's value.
 *
 * <p>Source: {@code org.apache.cassandra.db.context.CounterContext}: a count of marks, the marks, then 32 bytes a shard.
 */
public record CounterShards(List<Shard> shards) {

    private static final int SHARD_BYTES = 4 * Long.BYTES;

    /**
     * One node's part.
     *
     * @param clock grows with each change by this node
     */
    public record Shard(UUID node, long clock, long count) {}

    public CounterShards {
        shards = List.copyOf(shards);
    }

    /**
     * From a cell's value.
     *
     * @throws MalformedBytesException if the value is of no counter
     */
    public static CounterShards of(Slice value) {
        Cursor in = Cursor.over(value);
        int marks = Math.abs((short) in.unsignedShort());
        in.skip(marks * Short.BYTES);
        if (in.remaining() % SHARD_BYTES != 0) {
            throw new MalformedBytesException("a counter that ends within a shard");
        }
        List<Shard> shards = new ArrayList<>();
        while (in.remaining() > 0) {
            shards.add(new Shard(new UUID(in.int64(), in.int64()), in.int64(), in.int64()));
        }
        return new CounterShards(shards);
    }

    /** The sum of the counts. */
    public long total() {
        return shards.stream().mapToLong(Shard::count).sum();
    }
}
