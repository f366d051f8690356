package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.List;

/**
 * What became of one entry of the log. The caller must handle each case: partition updates carry no length, so what follows an
 * unknown table or column in the same mutation cannot be found, and to go on would be to lose it.
 *
 * <p>All updates of a mutation are of one keyspace, so a mutation with an unknown table of a keyspace that nobody follows may be left
 * out whole. Otherwise refresh the schema and decode the same entry again.
 */
public sealed interface Decoded {

    /** Where the entry starts; what a consumer has before it. */
    LogPosition start();

    /** Where the entry ends; what a consumer has behind it. This is the position that Cassandra's own reader reports. */
    LogPosition end();

    /** A mutation, whole. */
    record Mutation(LogPosition start, LogPosition end, List<PartitionUpdate> updates) implements Decoded {}

    /**
     * The schema has no such table.
     *
     * @param update the number of the update within the mutation, from 0; those before it are of known tables of the same keyspace
     */
    record UnknownTable(LogPosition start, LogPosition end, TableId table, int update) implements Decoded {}

    /** The schema has the table, but no such column, neither in force nor dropped. */
    record UnknownColumn(LogPosition start, LogPosition end, TableId table, String column) implements Decoded {}
}
