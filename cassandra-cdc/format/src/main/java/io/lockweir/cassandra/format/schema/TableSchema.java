package io.lockweir.cassandra.format.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the decoder must know of a table, as it was when the mutation was written.
 *
 * <p>Equal by id and columns. A changed table is another {@code TableSchema} with the same id.
 *
 * @param partitionKey in the order of the key, at least one
 * @param clustering in the order of the key, may be none
 * @param statics static columns, in any order
 * @param regulars regular columns, in any order
 * @param dropped static and regular columns that were dropped, each with {@link Column#droppedAt}, of a name the last one. Older
 *     mutations may hold them. A name may also be among the columns in force: then it was dropped and added again, and here the latter
 *     take over the time
 */
public record TableSchema(
        TableId id,
        String keyspace,
        String name,
        List<Column> partitionKey,
        List<Column> clustering,
        List<Column> statics,
        List<Column> regulars,
        List<Column> dropped) {

    public TableSchema {
        if (partitionKey.isEmpty()) {
            throw new IllegalArgumentException(keyspace + "." + name + " has no partition key");
        }
        partitionKey = List.copyOf(partitionKey);
        clustering = List.copyOf(clustering);
        Map<String, Long> times = new HashMap<>();
        for (Column column : dropped) {
            if (column.droppedAt() == Column.NEVER_DROPPED) {
                throw new IllegalArgumentException(
                        keyspace + "." + name + "." + column.name() + " has no time of its drop");
            }
            times.put(column.name(), column.droppedAt());
        }
        statics = withTimes(statics, times);
        regulars = withTimes(regulars, times);
        dropped = List.copyOf(dropped);
    }

    private static List<Column> withTimes(List<Column> columns, Map<String, Long> times) {
        return columns.stream()
                .map(column -> {
                    Long time = times.get(column.name());
                    return time == null ? column : column.droppedAt(time);
                })
                .toList();
    }

    /**
     * The static or regular column that a mutation means by a name: the one in force, else the dropped one. Linear; the decoder asks
     * once per set of columns.
     */
    public Optional<Column> column(String columnName) {
        return find(regulars, columnName).or(() -> find(statics, columnName)).or(() -> find(dropped, columnName));
    }

    private static Optional<Column> find(List<Column> columns, String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    /** Keyspace and table, for messages. */
    public String qualifiedName() {
        return keyspace + "." + name;
    }
}
