package io.lockweir.cassandra.connector.convergence;

import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.cassandra.connector.convergence.Tables.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of the topics: the last event of each key, in which each event's {@code before} must be what the event before it left: so no change is
 * missing and none is told twice.
 */
final class Fold {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String prefix;
    private final boolean timesOfElements;
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, Map<String, JsonNode>> topics = new HashMap<>();
    private final List<String> breaks = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** @param prefix of the topics, as configured */
    Fold(String prefix, List<Table> tables, boolean timesOfElements) {
        this.prefix = prefix + "." + Tables.KEYSPACE + ".";
        this.timesOfElements = timesOfElements;
        tables.forEach(table -> this.tables.put(table.name(), table));
    }

    /** Takes one record; heartbeats and tombstones of keys that are gone are passed over. */
    void accept(String topic, byte[] key, byte @Nullable [] value) {
        if (!topic.startsWith(prefix)) {
            return;
        }
        Map<String, JsonNode> rows = topics.computeIfAbsent(topic.substring(prefix.length()), name -> new HashMap<>());
        String row = read(key).toString();
        if (value == null) {
            if (rows.containsKey(row)) {
                breaks.add(topic + " has a tombstone for a row that is there: " + row);
            }
            return;
        }
        JsonNode event = read(value);
        String operation = event.get("op").textValue();
        counts.merge(operation + "/" + event.at("/source/origin").textValue(), 1, Integer::sum);
        JsonNode known = rows.get(row);
        JsonNode before = event.get("before");
        if (known == null ? !before.isNull() : !known.get("after").equals(before)) {
            breaks.add(topic + " " + row + ": the " + operation + " of " + event.get("source") + " follows "
                    + (known == null ? "nothing" : "another row than it says") + ": " + before + " was "
                    + (known == null ? "-" : known.get("after")));
        }
        if (event.get("after").isNull()) {
            rows.remove(row);
        } else {
            rows.put(row, event);
        }
    }

    private static JsonNode read(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where an event did not follow from the one before it. */
    List<String> breaks() {
        return breaks;
    }

    /** How many events of each operation and origin. */
    Map<String, Integer> counts() {
        return counts;
    }

    boolean has(String table, JsonNode key) {
        return topics.getOrDefault(table, Map.of()).containsKey(key.toString());
    }

    Rows rows() {
        Rows rows = new Rows();
        topics.forEach((name, events) -> {
            boolean statics = name.endsWith(".static");
            Table table = Objects.requireNonNull(tables.get(statics ? name.substring(0, name.length() - 7) : name));
            for (JsonNode event : events.values()) {
                JsonNode after = event.get("after");
                String key = (statics ? table.partitionKey() : table.key())
                        .stream()
                                .map(column -> " "
                                        + HexFormat.of()
                                                .formatHex(JsonValues.bytes(
                                                        column.getType(), after.get(Tables.name(column)))))
                                .collect(Collectors.joining());
                rows.put(name + key, line(statics ? table.statics() : table.regulars(), after, event.get("cells")));
            }
        });
        return rows;
    }

    private String line(Stream<ColumnMetadata> columns, JsonNode after, @Nullable JsonNode cells) {
        StringBuilder line = new StringBuilder();
        columns.forEach(column -> {
            String name = Tables.name(column);
            JsonNode value = after.get(name);
            if (!value.isNull()) {
                List<Long> written = new ArrayList<>();
                List<Long> ends = new ArrayList<>();
                boolean multiCell = Tables.isMultiCell(column.getType());
                if (timesOfElements || !multiCell) {
                    JsonNode times = Objects.requireNonNull(cells).get(name);
                    (multiCell ? times : List.of(times)).forEach(cell -> {
                        if (!cell.isNull()) {
                            written.add(cell.get("ts_us").longValue());
                            if (!cell.get("expires_at").isNull()) {
                                ends.add(cell.get("expires_at").longValue());
                            }
                        }
                    });
                }
                line.append(Rows.column(name, JsonValues.bytes(column.getType(), value), written, ends));
            }
        });
        return line.toString();
    }
}
