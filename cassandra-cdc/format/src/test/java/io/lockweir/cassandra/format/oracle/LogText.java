package io.lockweir.cassandra.format.oracle;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.mutation.RangeBoundary;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.value.PartitionKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A mutation as the line of text that the oracle makes of it. Cassandra's reader leaves out what a deletion of the same row or collection
 * hides, and what was written to a column before it was dropped; our decoder delivers it, and it is left out here.
 */
final class LogText {

    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder text = new StringBuilder();

    private LogText() {}

    static String of(Decoded.Mutation mutation) {
        LogText text = new LogText();
        text.text.append(mutation.end().offset());
        mutation.updates().forEach(text::update);
        return text.text.toString();
    }

    private void update(PartitionUpdate update) {
        text.append(" table ").append(update.table().id()).append(" key ");
        List<Slice> key = PartitionKey.components(update.table(), update.key());
        for (int i = 0; i < key.size(); i++) {
            value(update.table().partitionKey().get(i).type(), key.get(i));
        }
        deletion(update.deletion());
        Row staticRow = update.staticRow();
        if (staticRow != null && columns(staticRow).length() > 0) {
            text.append(" static").append(columns(staticRow));
        }
        update.unfiltereds().forEach(this::unfiltered);
    }

    private void unfiltered(Unfiltered unfiltered) {
        if (unfiltered instanceof RangeBound bound) {
            text.append(" bound ").append(kind(bound.kind())).append("_BOUND");
            clustering(bound.clustering());
            deletion(bound.deletion());
        } else if (unfiltered instanceof RangeBoundary boundary) {
            text.append(" bound ")
                    .append(kind(boundary.end()))
                    .append('_')
                    .append(kind(boundary.startBound().kind()))
                    .append("_BOUNDARY");
            clustering(boundary.clustering());
            deletion(boundary.ending());
            deletion(boundary.starting());
        } else {
            row((Row) unfiltered);
        }
    }

    private static String kind(RangeBound.Kind kind) {
        return kind.name().replace("LUSIVE", "L");
    }

    private void row(Row row) {
        String columns = columns(row);
        Liveness liveness = row.deletion().time().deletes(row.liveness().timestamp()) ? Liveness.NONE : row.liveness();
        boolean shadowed = row.deletion().shadowable()
                && liveness.timestamp() > row.deletion().time().timestamp();
        RowDeletion deletion = shadowed ? RowDeletion.NONE : row.deletion();
        if (liveness.isNone() && deletion.isNone() && columns.isEmpty()) {
            return;
        }
        text.append(" row");
        clustering(row.clustering());
        if (!liveness.isNone()) {
            text.append(" live");
            times(liveness.timestamp(), liveness.ttl(), liveness.localExpirationTime());
        }
        deletion(deletion.time());
        if (deletion.shadowable()) {
            text.append(" shadowable");
        }
        text.append(columns);
    }

    private void clustering(Clustering clustering) {
        text.append(" (");
        for (int i = 0; i < clustering.size(); i++) {
            text.append(i == 0 ? "" : ",").append(hex(Objects.requireNonNull(clustering.value(i))));
        }
        text.append(')');
    }

    private static String columns(Row row) {
        LogText columns = new LogText();
        row.columns().forEach(data -> columns.column(data, row.deletion().time()));
        return columns.text.toString();
    }

    private void column(ColumnData data, Deletion rowDeletion) {
        if (data instanceof Cell cell) {
            if (!data.column().hides(cell.timestamp()) && !rowDeletion.deletes(cell.timestamp())) {
                text.append(" column ").append(data.column().name());
                times(cell.timestamp(), cell.ttl(), cell.localDeletionTime());
                value(data.column().type(), cell.value());
            }
            return;
        }
        ComplexCells complex = (ComplexCells) data;
        boolean hidden = complex.column().hides(complex.deletion().timestamp());
        List<Cell> cells = complex.cells().stream()
                .filter(cell -> !complex.column().hides(cell.timestamp()) && !rowDeletion.deletes(cell.timestamp()))
                .filter(cell -> hidden || cell.timestamp() >= complex.deletion().timestamp())
                .toList();
        if (cells.isEmpty() && (hidden || complex.deletion().isNone())) {
            return;
        }
        text.append(" column ").append(data.column().name());
        deletion(hidden ? Deletion.NONE : complex.deletion());
        for (Cell cell : cells) {
            text.append(" [").append(hex(Objects.requireNonNull(cell.path()))).append(']');
            times(cell.timestamp(), cell.ttl(), cell.localDeletionTime());
            text.append(' ').append(hex(cell.value()));
        }
    }

    private void value(CqlType type, Slice bytes) {
        text.append(' ').append(hex(bytes)).append('=');
        ValueText.append(text, type, bytes);
    }

    private void deletion(Deletion deletion) {
        if (!deletion.isNone()) {
            text.append(" deleted");
            times(deletion.timestamp(), 0, deletion.localDeletionTime());
        }
    }

    private void times(long timestamp, int ttl, long deletionTime) {
        text.append(' ').append(timestamp).append('/').append(ttl).append('/');
        text.append(deletionTime == Cell.NO_DELETION_TIME ? "never" : Long.toString(deletionTime));
    }

    private static String hex(Slice bytes) {
        return HEX.formatHex(bytes.toByteArray());
    }
}
