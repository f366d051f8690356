package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** One topic of {@code delta} events: its name, schemas, and how key and columns get in. Of a table's rows, or of its statics by partition key. */
final class RowStream {
    private final String topic;
    private final boolean oneRowPerPartition;
    private final KeyColumns key;
    private final Column[] columns;
    private final DeltaColumn[] shapes;
    private final Field[] fields;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Schema rowSchema;
    private final Schema rangeSchema;
    private final Schema valueSchema;
    private final Field after;
    private final Field source;
    private final Field operation;
    private final Field madeAt;
    private final Field scope;
    private final Field range;
    private final Field written;

    private RowStream(TableSchema table, String topic, List<Column> clustering, List<Column> values) {
        this.topic = topic;
        this.oneRowPerPartition = clustering.isEmpty();
        String name = KafkaNames.schema(topic);
        List<Column> all = new ArrayList<>(table.partitionKey());
        all.addAll(clustering);
        int first = all.size();
        all.addAll(values);
        List<String> names = KafkaNames.fieldsInOrder(table, all);
        this.key = new KeyColumns(table, clustering, names.subList(0, first), name);
        SchemaBuilder row = SchemaBuilder.struct().name(name + ".Value").optional();
        key.define(row);
        this.columns = values.toArray(Column[]::new);
        this.shapes = new DeltaColumn[columns.length];
        this.fields = new Field[columns.length];
        for (int i = 0; i < columns.length; i++) {
            String field = names.get(first + i);
            shapes[i] = DeltaColumn.of(columns[i], name + "." + field);
            numbers.put(columns[i].name(), i);
            row.field(field, shapes[i].schema());
        }
        this.rowSchema = row.build();
        for (int i = 0; i < columns.length; i++) {
            fields[i] = rowSchema.fields().get(first + i);
        }
        SchemaBuilder bound = SchemaBuilder.struct().name(name + ".Bound").optional();
        key.defineClustering(bound);
        Schema boundSchema = bound.build();
        this.rangeSchema = SchemaBuilder.struct()
                .name(name + ".Range")
                .optional()
                .field("from", boundSchema)
                .field("from_inclusive", Schema.BOOLEAN_SCHEMA)
                .field("to", boundSchema)
                .field("to_inclusive", Schema.BOOLEAN_SCHEMA)
                .build();
        this.valueSchema = SchemaBuilder.struct()
                .name(name + ".Envelope")
                .version(1)
                .field("before", rowSchema)
                .field("after", rowSchema)
                .field("source", SourceBlock.SCHEMA)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("scope", Schema.STRING_SCHEMA)
                .field("range", rangeSchema)
                .field("written", Written.SCHEMA)
                .build();
        this.after = valueSchema.field("after");
        this.source = valueSchema.field("source");
        this.operation = valueSchema.field("op");
        this.madeAt = valueSchema.field("ts_ms");
        this.scope = valueSchema.field("scope");
        this.range = valueSchema.field("range");
        this.written = valueSchema.field("written");
    }

    static RowStream ofRows(String prefix, TableSchema table) {
        return new RowStream(table, KafkaNames.topic(prefix, table), table.clustering(), table.regulars());
    }

    static RowStream ofStatics(String prefix, TableSchema table) {
        return new RowStream(table, KafkaNames.topic(prefix, table) + ".static", List.of(), table.statics());
    }

    /** Without clustering columns a partition is one row. */
    boolean isOneRowPerPartition() {
        return oneRowPerPartition;
    }

    /** With null for clustering columns that the prefix does not have. */
    private EventStruct key(Slice partition, Clustering prefix) {
        return key.key(key.values(partition, prefix));
    }

    /** Of a write, with the columns that it {@linkplain #visible shows}. */
    Event write(Slice partition, Clustering clustering, List<ColumnData> visible, Written cells, Head head) {
        @Nullable Object[] keyValues = key.values(partition, clustering);
        EventStruct row = new EventStruct(rowSchema).setFirst(keyValues);
        for (int i = 0; i < visible.size(); i++) {
            ColumnData data = visible.get(i);
            int number = number(data.column(), i);
            row.set(fields[number], shapes[number].of(data));
        }
        EventStruct envelope = envelope(head).set(after, row).set(written, cells.elements());
        return event(key.key(keyValues), envelope);
    }

    /** Of a delete; with null for clustering columns that the prefix does not have. */
    Event delete(Slice partition, Clustering prefix, @Nullable Struct deleted, Head head) {
        return event(key(partition, prefix), envelope(head).set(range, deleted));
    }

    /** What all events say. */
    record Head(Struct source, String operation, Scope scope, long madeAt) {}

    private EventStruct envelope(Head head) {
        return new EventStruct(valueSchema)
                .set(source, head.source())
                .set(operation, head.operation())
                .set(madeAt, head.madeAt())
                .set(scope, head.scope().text());
    }

    /** Between two bounds. */
    Struct range(RangeBound from, RangeBound to) {
        List<Field> parts = rangeSchema.fields();
        return new EventStruct(rangeSchema)
                .set(parts.get(0), bound(from.clustering()))
                .set(parts.get(1), from.kind() == RangeBound.Kind.INCLUSIVE_START)
                .set(parts.get(2), bound(to.clustering()))
                .set(parts.get(3), to.kind() == RangeBound.Kind.INCLUSIVE_END);
    }

    private EventStruct bound(Clustering prefix) {
        return new EventStruct(rangeSchema.fields().get(0).schema()).setFirst(key.clusteringValues(prefix));
    }

    /** What the table still shows of a write: neither dropped columns nor what a drop of the column has hidden. */
    List<ColumnData> visible(List<ColumnData> written) {
        for (int i = 0; i < written.size(); i++) {
            if (!isVisible(written.get(i), i)) {
                return visibleOnly(written);
            }
        }
        return written;
    }

    private List<ColumnData> visibleOnly(List<ColumnData> written) {
        List<ColumnData> visible = new ArrayList<>(written.size());
        for (int i = 0; i < written.size(); i++) {
            if (isVisible(written.get(i), i)) {
                visible.add(written.get(i));
            }
        }
        return visible;
    }

    private boolean isVisible(ColumnData data, int hint) {
        Column column = data.column();
        return number(column, hint) >= 0
                && (column.droppedAt() == Column.NEVER_DROPPED || !column.hides(timestamp(data)));
    }

    /** Which of the stream's columns has the name of this one, tried first at a hint; negative if none has. */
    @SuppressWarnings("ReferenceEquality") // Nearly always it is, at the hint or behind it.
    private int number(Column column, int hint) {
        for (int i = hint; i < columns.length; i++) {
            if (columns[i] == column) {
                return i;
            }
        }
        for (int i = 0; i < Math.min(hint, columns.length); i++) {
            if (columns[i] == column) {
                return i;
            }
        }
        return numbers.getOrDefault(column.name(), -1);
    }

    /** The name of a column's field, tried first at a hint. */
    String field(Column column, int hint) {
        return fields[number(column, hint)].name();
    }

    private static long timestamp(ColumnData data) {
        if (data instanceof Cell cell) {
            return cell.timestamp();
        }
        ComplexCells complex = (ComplexCells) data;
        List<Cell> cells = complex.cells();
        long latest = complex.deletion().timestamp();
        for (int i = 0; i < cells.size(); i++) {
            latest = Math.max(latest, cells.get(i).timestamp());
        }
        return latest;
    }

    private Event event(Struct key, Struct envelope) {
        return new Event(topic, this.key.schema(), key, valueSchema, envelope);
    }

    Event tombstone(Event of) {
        return new Event(topic, key.schema(), of.key(), null, null);
    }
}
