package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.CommitLogException;
import io.lockweir.cassandra.format.CommitLogException.Fault;
import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes entries under one schema; when a table changes, make another decoder. Keys and values are views of the entry's bytes, not
 * copies.
 *
 * <p>Not thread safe. Source of the format: Cassandra 4.1.10 and 5.0.9, {@code Mutation.serializer}; in our words in
 * docs/cassandra-commit-log.md.
 */
public final class MutationDecoder {

    /** Table id, length of the key, flags. */
    private static final int LEAST_BYTES_OF_UPDATE = 18;

    private final Map<TableId, UpdateReader> readers = new HashMap<>();
    private final Cursor in = new Cursor();
    private @Nullable UpdateReader latest;

    /**
     * A decoder for these tables.
     *
     * @throws IllegalArgumentException if two tables have one id
     */
    public MutationDecoder(Collection<TableSchema> tables) {
        for (TableSchema table : tables) {
            if (readers.put(table.id(), new UpdateReader(table)) != null) {
                throw new IllegalArgumentException("two tables with the id " + table.id());
            }
        }
    }

    /**
     * Decodes an entry. May be called again with the same entry.
     *
     * @throws CommitLogException {@link Fault#UNDECODABLE} if the bytes do not follow the format under this schema: the schema is another
     *     one than the node had, or the node wrote something we do not know. To skip the entry is to lose it
     */
    public Decoded decode(Entry entry) throws CommitLogException {
        in.reset(entry.mutation());
        try {
            return decodeUpdates(entry);
        } catch (MalformedBytesException e) {
            CommitLogException failure = new CommitLogException(Fault.UNDECODABLE, entry.start(), e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private Decoded decodeUpdates(Entry entry) {
        Object[] updates = new Object[in.count(LEAST_BYTES_OF_UPDATE)];
        for (int i = 0; i < updates.length; i++) {
            long mostSignificantBits = in.int64();
            long leastSignificantBits = in.int64();
            UpdateReader reader = reader(mostSignificantBits, leastSignificantBits);
            if (reader == null) {
                TableId table = new TableId(mostSignificantBits, leastSignificantBits);
                return new Decoded.UnknownTable(entry.start(), entry.end(), table, i);
            }
            try {
                updates[i] = reader.read(in, entry.version());
            } catch (UnknownColumnException e) {
                return new Decoded.UnknownColumn(
                        entry.start(), entry.end(), reader.table().id(), e.column());
            }
        }
        if (in.remaining() != 0) {
            throw new MalformedBytesException(in.remaining() + " bytes behind the last update");
        }
        return new Decoded.Mutation(entry.start(), entry.end(), FixedList.over(updates));
    }

    private @Nullable UpdateReader reader(long mostSignificantBits, long leastSignificantBits) {
        UpdateReader reader = latest;
        if (reader != null
                && reader.table().id().leastSignificantBits() == leastSignificantBits
                && reader.table().id().mostSignificantBits() == mostSignificantBits) {
            return reader;
        }
        reader = readers.get(new TableId(mostSignificantBits, leastSignificantBits));
        if (reader != null) {
            latest = reader;
        }
        return reader;
    }
}
