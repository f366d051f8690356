package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.connector.event.EventSettings.CellMetadata;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.RowChange;
import io.lockweir.cassandra.merge.RowImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** One topic of whole rows: a table's rows, or its statics by partition key. Schemas are made once, fields are found by their place. */
final class FullStream {
    private final String topic;
    private final KeyColumns key;
    private final Column[] columns;
    private final FullColumn[] shapes;
    private final Field[] rowFields;
    private final @Nullable Field[] timesFields;
    private final Schema rowSchema;
    private final Schema valueSchema;
    private final Field before;
    private final Field after;
    private final @Nullable Field cells;
    private final Field source;
    private final Field operation;
    private final Field madeAt;

    private FullStream(
            TableSchema table, String topic, List<Column> clustering, List<Column> values, CellMetadata metadata) {
        this.topic = topic;
        String name = KafkaNames.schema(topic);
        List<Column> all = new ArrayList<>(table.partitionKey());
        all.addAll(clustering);
        int first = all.size();
        all.addAll(values);
        List<String> fields = KafkaNames.fieldsInOrder(table, all);
        this.key = new KeyColumns(table, clustering, fields.subList(0, first), name);
        this.columns = values.toArray(Column[]::new);
        this.shapes = new FullColumn[columns.length];
        SchemaBuilder row = SchemaBuilder.struct().name(name + ".Value").optional();
        SchemaBuilder times = SchemaBuilder.struct().name(name + ".Cells").optional();
        key.define(row);
        for (int i = 0; i < columns.length; i++) {
            String field = fields.get(first + i);
            shapes[i] = FullColumn.of(columns[i], name + "." + field);
            row.field(field, shapes[i].schema());
            times.field(field, shapes[i].timesSchema());
        }
        this.rowSchema = row.build();
        SchemaBuilder value = SchemaBuilder.struct()
                .name(name + ".Envelope")
                .version(1)
                .field("before", rowSchema)
                .field("after", rowSchema)
                .field("source", SourceBlock.SCHEMA)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA);
        if (metadata == CellMetadata.ALL && columns.length > 0) {
            value.field("cells", times.build());
        }
        this.valueSchema = value.build();
        this.before = valueSchema.field("before");
        this.after = valueSchema.field("after");
        this.source = valueSchema.field("source");
        this.operation = valueSchema.field("op");
        this.madeAt = valueSchema.field("ts_ms");
        this.cells = valueSchema.field("cells");
        this.rowFields = new Field[columns.length];
        this.timesFields = new @Nullable Field[columns.length];
        for (int i = 0; i < columns.length; i++) {
            rowFields[i] = rowSchema.fields().get(first + i);
            timesFields[i] = cells == null ? null : cells.schema().fields().get(i);
        }
    }

    static FullStream ofRows(String prefix, TableSchema table, CellMetadata metadata) {
        return new FullStream(table, KafkaNames.topic(prefix, table), table.clustering(), table.regulars(), metadata);
    }

    static FullStream ofStatics(String prefix, TableSchema table, CellMetadata metadata) {
        return new FullStream(table, KafkaNames.topic(prefix, table) + ".static", List.of(), table.statics(), metadata);
    }

    /** The event of a change, but for its source. */
    Event of(RowChange change, Struct sourceBlock, long now) {
        @Nullable Object[] keyValues = key.values(change.partitionKey(), change.clustering());
        EventStruct envelope = new EventStruct(valueSchema)
                .set(source, sourceBlock)
                .set(operation, change.kind().code())
                .set(madeAt, now);
        RowImage was = change.before();
        if (was != null) {
            envelope.set(before, row(keyValues, was.columns()));
        }
        RowImage is = change.after();
        if (is != null) {
            List<ColumnData> live = is.columns();
            envelope.set(after, row(keyValues, live));
            if (cells != null) {
                envelope.set(cells, times(cells.schema(), live));
            }
        }
        return new Event(topic, key.schema(), key.key(keyValues), valueSchema, envelope);
    }

    Event tombstone(Event of) {
        return new Event(topic, key.schema(), of.key(), null, null);
    }

    private Struct row(@Nullable Object[] keyValues, List<ColumnData> live) {
        EventStruct row = new EventStruct(rowSchema).setFirst(keyValues);
        int hint = 0;
        for (int i = 0; i < live.size(); i++) {
            ColumnData data = live.get(i);
            int index = indexOf(data.column(), hint);
            row.set(rowFields[index], shapes[index].value(data));
            hint = index + 1;
        }
        return row;
    }

    private Struct times(Schema schema, List<ColumnData> live) {
        EventStruct struct = new EventStruct(schema);
        CellTimes times = new CellTimes();
        int hint = 0;
        for (int i = 0; i < live.size(); i++) {
            ColumnData data = live.get(i);
            int index = indexOf(data.column(), hint);
            struct.set(Objects.requireNonNull(timesFields[index]), shapes[index].times(data, times));
            hint = index + 1;
        }
        return struct;
    }

    @SuppressWarnings("ReferenceEquality") // Nearly always it is: equality of columns compares their types.
    private int indexOf(Column column, int hint) {
        for (int i = hint; i < columns.length; i++) {
            if (columns[i] == column) {
                return i;
            }
        }
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].equals(column)) {
                return i;
            }
        }
        throw new IllegalStateException("the column " + column.name() + " is not one of " + topic);
    }
}
