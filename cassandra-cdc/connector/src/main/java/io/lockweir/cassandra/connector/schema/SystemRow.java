package io.lockweir.cassandra.connector.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of a table of {@code system_schema}. */
record SystemRow(List<String> key, Map<String, Object> values) {

    /** The last part of the key: the name of what the row describes. */
    String name() {
        return key.get(key.size() - 1);
    }

    <T> Optional<T> value(String column, Class<T> type) {
        return Optional.ofNullable(values.get(column)).map(type::cast);
    }

    /** Of a column that every whole row has. */
    String text(String column) {
        return value(column, String.class).orElseThrow(() -> new IllegalStateException(key + " has no " + column));
    }

    List<String> texts(String column) {
        return value(column, List.class).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .map(String.class::cast)
                .toList();
    }
}
