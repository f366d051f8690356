package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.format.value.PartitionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** One topic: its name, schemas, and how key and columns get in. Of a table's rows, or of its statics by partition key. */
final class RowStream {
    private final TableSchema table;
    private final String topic;
    private final List<Column> clustering;
    private final List<ConnectType> partitionTypes = new ArrayList<>();
    private final List<ConnectType> clusteringTypes = new ArrayList<>();
    private final Map<String, DeltaColumn> columns = new HashMap<>();
    private final Map<String, String> fields;
    private final Schema keySchema;
    private final Schema rowSchema;
    private final Schema rangeSchema;
    private final Schema valueSchema;

    private RowStream(TableSchema table, String topic, List<Column> clustering, List<Column> values) {
        this.table = table;
        this.topic = topic;
        this.clustering = clustering;
        String name = KafkaNames.schema(topic);
        List<Column> all = new ArrayList<>(table.partitionKey());
        all.addAll(clustering);
        all.addAll(values);
        this.fields = KafkaNames.fields(table, all);
        SchemaBuilder key = SchemaBuilder.struct().name(name + ".Key");
        SchemaBuilder row = SchemaBuilder.struct().name(name + ".Value").optional();
        SchemaBuilder bound = SchemaBuilder.struct().name(name + ".Bound").optional();
        for (Column column : table.partitionKey()) {
            ConnectType type = type(column, name);
            partitionTypes.add(type);
            key.field(field(column), type.schema());
            row.field(field(column), type.schema());
        }
        for (Column column : clustering) {
            ConnectType type = type(column, name);
            clusteringTypes.add(type);
            key.field(field(column), type.schema());
            row.field(field(column), type.schema());
            bound.field(field(column), type.schema());
        }
        for (Column column : values) {
            DeltaColumn delta = DeltaColumn.of(column, name + "." + field(column));
            columns.put(column.name(), delta);
            row.field(field(column), delta.schema());
        }
        this.keySchema = key.build();
        this.rowSchema = row.build();
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

    private String field(Column column) {
        return fields.getOrDefault(column.name(), column.name());
    }

    private ConnectType type(Column column, String name) {
        return ConnectTypes.of(column.type(), name + "." + field(column));
    }

    TableSchema table() {
        return table;
    }

    /** Without clustering columns a partition is one row. */
    boolean isOneRowPerPartition() {
        return clustering.isEmpty();
    }

    /** With null for clustering columns that the prefix does not have. */
    Struct key(Slice partition, Clustering prefix) {
        return putKey(new Struct(keySchema), partition, prefix);
    }

    private Struct putKey(Struct struct, Slice partition, Clustering prefix) {
        List<Slice> parts = PartitionKey.components(table, partition);
        for (int i = 0; i < partitionTypes.size(); i++) {
            struct.put(field(table.partitionKey().get(i)), partitionTypes.get(i).ofBytes(parts.get(i)));
        }
        return putClustering(struct, prefix);
    }

    private Struct putClustering(Struct struct, Clustering prefix) {
        for (int i = 0; i < Math.min(prefix.size(), clustering.size()); i++) {
            Slice value = prefix.value(i);
            if (value != null) {
                struct.put(field(clustering.get(i)), clusteringTypes.get(i).ofBytes(value));
            }
        }
        return struct;
    }

    /** Key and written columns. */
    Struct after(Slice partition, Clustering prefix, List<ColumnData> written) {
        Struct row = putKey(new Struct(rowSchema), partition, prefix);
        for (ColumnData data : written) {
            Column column = column(data);
            DeltaColumn delta = columns.get(column.name());
            if (delta != null) {
                row.put(field(column), delta.of(data));
            }
        }
        return row;
    }

    Struct bound(Clustering prefix) {
        return putClustering(new Struct(rangeSchema.field("from").schema()), prefix);
    }

    Schema rangeSchema() {
        return rangeSchema;
    }

    /** What the table still shows of a write: neither dropped columns nor what a drop of the column has hidden. */
    List<ColumnData> visible(List<ColumnData> written) {
        return written.stream()
                .filter(data -> columns.containsKey(column(data).name()))
                .filter(data -> !column(data).hides(timestamp(data)))
                .toList();
    }

    static Column column(ColumnData data) {
        return data instanceof Cell cell ? cell.column() : ((ComplexCells) data).column();
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
        return new Event(topic, keySchema, key, valueSchema, envelope);
    }

    Event tombstone(Struct key) {
        return new Event(topic, keySchema, key, null, null);
    }
}
