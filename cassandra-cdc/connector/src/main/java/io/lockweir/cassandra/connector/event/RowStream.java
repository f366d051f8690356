package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** One topic of {@code delta} events: its name, schemas, and how key and columns get in. Of a table's rows, or of its statics by partition key. */
final class RowStream {
    private final String topic;
    private final boolean oneRowPerPartition;
    private final KeyColumns key;
    private final Map<String, DeltaColumn> columns = new HashMap<>();
    private final Map<String, Field> fields = new HashMap<>();
    private final Schema rowSchema;
    private final Schema rangeSchema;
    private final Schema valueSchema;

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
        for (int i = 0; i < values.size(); i++) {
            String field = names.get(first + i);
            DeltaColumn delta = DeltaColumn.of(values.get(i), name + "." + field);
            columns.put(values.get(i).name(), delta);
            row.field(field, delta.schema());
        }
        this.rowSchema = row.build();
        for (int i = 0; i < values.size(); i++) {
            fields.put(values.get(i).name(), rowSchema.fields().get(first + i));
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
    Struct key(Slice partition, Clustering prefix) {
        return key.key(key.values(partition, prefix));
    }

    /** Key and written columns. */
    Struct after(Slice partition, Clustering prefix, List<ColumnData> written) {
        Struct row = KeyColumns.put(new Struct(rowSchema), key.values(partition, prefix));
        for (ColumnData data : written) {
            String name = data.column().name();
            DeltaColumn delta = columns.get(name);
            if (delta != null) {
                row.put(fields.get(name), delta.of(data));
            }
        }
        return row;
    }

    Struct bound(Clustering prefix) {
        return KeyColumns.put(new Struct(rangeSchema.field("from").schema()), key.clusteringValues(prefix));
    }

    Schema rangeSchema() {
        return rangeSchema;
    }

    /** What the table still shows of a write: neither dropped columns nor what a drop of the column has hidden. */
    List<ColumnData> visible(List<ColumnData> written) {
        List<ColumnData> visible = new ArrayList<>(written.size());
        for (ColumnData data : written) {
            Column column = data.column();
            if (columns.containsKey(column.name()) && !column.hides(timestamp(data))) {
                visible.add(data);
            }
        }
        return visible;
    }

    /** The name of a column's field. */
    String field(Column column) {
        return Objects.requireNonNull(fields.get(column.name())).name();
    }

    private static long timestamp(ColumnData data) {
        if (data instanceof Cell cell) {
            return cell.timestamp();
        }
        ComplexCells complex = (ComplexCells) data;
        return complex.cells().stream()
                .mapToLong(Cell::timestamp)
                .reduce(complex.deletion().timestamp(), Math::max);
    }

    Struct envelope() {
        return new Struct(valueSchema);
    }

    Event event(Struct key, Struct envelope) {
        return new Event(topic, this.key.schema(), key, valueSchema, envelope);
    }

    Event tombstone(Struct key) {
        return new Event(topic, this.key.schema(), key, null, null);
    }
}
