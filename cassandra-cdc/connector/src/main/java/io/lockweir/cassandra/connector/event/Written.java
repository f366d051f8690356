package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.Row;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** What a write touches: a row's marker (the element without {@code column}) and columns, each with its timestamp and time to live. */
final class Written {
    private static final Schema ELEMENT = SchemaBuilder.struct()
            .name("io.lockweir.cassandra.Written")
            .version(1)
            .field("column", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ts_us", Schema.INT64_SCHEMA)
            .field("ttl", Schema.OPTIONAL_INT32_SCHEMA)
            .field("deleted", Schema.BOOLEAN_SCHEMA)
            .build();
    static final Schema SCHEMA = SchemaBuilder.array(ELEMENT).optional().build();

    private final RowStream stream;
    private final List<Struct> elements;
    private long latest = Long.MIN_VALUE;
    /** The columns of a statement have the same one. */
    private @Nullable Long lastMicros;

    private Written(RowStream stream, int columns) {
        this.stream = stream;
        this.elements = new ArrayList<>(columns + 1);
    }

    /** Of a row; columns that a drop has hidden are left out. */
    static Written of(RowStream stream, Row row, List<ColumnData> visible) {
        Written written = new Written(stream, visible.size());
        Liveness marker = row.liveness();
        if (!marker.isNone()) {
            written.add(null, marker.timestamp(), marker.ttl(), State.SET);
        }
        for (int i = 0; i < visible.size(); i++) {
            if (visible.get(i) instanceof Cell cell) {
                written.add(cell, i, cell.isTombstone() ? State.DELETED : State.SET);
            } else {
                written.add((ComplexCells) visible.get(i), i);
            }
        }
        return written;
    }

    private enum State {
        SET,
        DELETED
    }

    private void add(Cell cell, int hint, State state) {
        add(stream.field(cell.column(), hint), cell.timestamp(), cell.ttl(), state);
    }

    private void add(ComplexCells complex, int hint) {
        List<Cell> cells = complex.cells();
        boolean nothingSet = true;
        Cell latestCell = null;
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            nothingSet &= cell.isTombstone();
            // The first of those with the same timestamp.
            latestCell = latestCell == null || cell.timestamp() > latestCell.timestamp() ? cell : latestCell;
        }
        State state = nothingSet && !complex.deletion().isNone() ? State.DELETED : State.SET;
        if (latestCell == null) {
            add(stream.field(complex.column(), hint), complex.deletion().timestamp(), Cell.NO_TTL, state);
        } else {
            add(latestCell, hint, state);
        }
    }

    private void add(@Nullable String column, long micros, int ttl, State state) {
        latest = Math.max(latest, micros);
        Long boxed = lastMicros;
        if (boxed == null || boxed != micros) {
            boxed = micros;
            lastMicros = boxed;
        }
        elements.add(EventStruct.of(ELEMENT, column, boxed, ttl == Cell.NO_TTL ? null : ttl, state == State.DELETED));
    }

    boolean isEmpty() {
        return elements.isEmpty();
    }

    List<Struct> elements() {
        return elements;
    }

    /** The largest timestamp, in microseconds since 1970. */
    long latest() {
        return latest;
    }
}
