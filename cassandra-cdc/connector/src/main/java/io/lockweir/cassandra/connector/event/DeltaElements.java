package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.schema.CqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a write does to the elements of a collection or user type: {@code replaced}, whether what was there before is gone; {@code put}, the
 * elements that are set; {@code removed}, the ones that are taken away, by element (set), key (map), position (list) or field name (user type).
 */
final class DeltaElements implements DeltaColumn {
    private final Schema schema;
    private final Elements elements;

    private DeltaElements(String name, Elements elements) {
        this.elements = elements;
        this.schema = SchemaBuilder.struct()
                .name(name + "_delta")
                .optional()
                .field("replaced", Schema.BOOLEAN_SCHEMA)
                .field("put", elements.putSchema())
                .field(
                        "removed",
                        SchemaBuilder.array(elements.path().schema()).optional().build())
                .build();
    }

    static DeltaElements of(CqlType type, String name) {
        return new DeltaElements(name, Elements.of(type, name));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /** Null if the write leaves nothing of the column. */
    @Override
    public @Nullable Object of(ColumnData data) {
        ComplexCells complex = (ComplexCells) data;
        boolean replaced = !complex.deletion().isNone();
        List<Cell> cells = complex.cells();
        List<Cell> live = live(cells);
        if (replaced && live.isEmpty()) {
            return null;
        }
        return EventStruct.of(
                schema,
                replaced,
                live.isEmpty() ? null : elements.put(live),
                live.size() == cells.size() ? null : removed(cells));
    }

    private static List<Cell> live(List<Cell> cells) {
        List<Cell> live = cells;
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            if (cell.isTombstone() && live == cells) {
                live = new ArrayList<>(cells.subList(0, i));
            } else if (!cell.isTombstone() && live != cells) {
                live.add(cell);
            }
        }
        return live;
    }

    private List<@Nullable Object> removed(List<Cell> cells) {
        List<@Nullable Object> paths = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).isTombstone()) {
                paths.add(elements.path().ofBytes(path(cells.get(i))));
            }
        }
        return paths;
    }

    static Slice path(Cell cell) {
        return Objects.requireNonNull(cell.path());
    }
}
