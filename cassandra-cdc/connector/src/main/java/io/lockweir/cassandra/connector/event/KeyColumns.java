package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.format.value.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** The primary key in records: the schema of their keys, and the first fields of their rows. Of statics without clustering columns. */
final class KeyColumns {
    private final TableSchema table;
    private final List<String> names = new ArrayList<>();
    private final List<ConnectType> types = new ArrayList<>();
    private final Schema schema;

    /** @param fields the columns' names, in their order */
    KeyColumns(TableSchema table, List<Column> clustering, List<String> fields, String schemaName) {
        this.table = table;
        List<Column> columns = new ArrayList<>(table.partitionKey());
        columns.addAll(clustering);
        SchemaBuilder builder = SchemaBuilder.struct().name(schemaName + ".Key");
        for (int i = 0; i < columns.size(); i++) {
            String name = fields.get(i);
            ConnectType type = ConnectTypes.of(columns.get(i).type(), schemaName + "." + name);
            names.add(name);
            types.add(type);
            builder.field(name, type.schema());
        }
        this.schema = builder.build();
    }

    Schema schema() {
        return schema;
    }

    /** Puts the fields into a schema in the making. */
    void define(SchemaBuilder row) {
        define(row, 0);
    }

    /** Only those of the clustering columns. */
    void defineClustering(SchemaBuilder bound) {
        define(bound, table.partitionKey().size());
    }

    private void define(SchemaBuilder builder, int from) {
        for (int i = from; i < names.size(); i++) {
            builder.field(names.get(i), types.get(i).schema());
        }
    }

    /** The values of the fields, with null for clustering columns that a prefix does not have. */
    @Nullable
    Object[] values(Slice partition, Clustering prefix) {
        @Nullable Object[] values = new @Nullable Object[types.size()];
        List<Slice> parts = PartitionKey.components(table, partition);
        for (int i = 0; i < parts.size(); i++) {
            values[i] = types.get(i).ofBytes(parts.get(i));
        }
        putClustering(values, parts.size(), prefix);
        return values;
    }

    /** As {@link #values}, of the clustering columns only. */
    @Nullable
    Object[] clusteringValues(Clustering prefix) {
        @Nullable
        Object[] values =
                new @Nullable Object[types.size() - table.partitionKey().size()];
        putClustering(values, 0, prefix);
        return values;
    }

    private void putClustering(@Nullable Object[] values, int from, Clustering prefix) {
        int type = table.partitionKey().size();
        for (int i = 0; i < prefix.size() && from + i < values.length; i++) {
            Slice value = prefix.value(i);
            if (value != null) {
                values[from + i] = types.get(type + i).ofBytes(value);
            }
        }
    }

    EventStruct key(@Nullable Object[] values) {
        return new EventStruct(schema).setFirst(values);
    }
}
