package io.lockweir.cassandra.format.schema;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A table's id, which no other table ever has, not even one of the same name made after a drop. */
public record TableId(long mostSignificantBits, long leastSignificantBits) {

    public static TableId of(UUID id) {
        return new TableId(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** The id that every node gives a table of a system keyspace: the name-based UUID (MD5) of its two names, one after the other. */
    public static TableId ofSystemTable(String keyspace, String name) {
        return of(UUID.nameUUIDFromBytes((keyspace + name).getBytes(StandardCharsets.UTF_8)));
    }

    public UUID toUuid() {
        return new UUID(mostSignificantBits, leastSignificantBits);
    }

    @Override
    public String toString() {
        return toUuid().toString();
    }
}
