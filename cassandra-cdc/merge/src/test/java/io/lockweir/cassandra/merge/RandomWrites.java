package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.mutation.RangeBoundary;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Random updates of {@link Ledger} in a small world, so that they meet: few rows, timestamps, times to live and values. */
final class RandomWrites {

    private static final ClusteringOrder ORDER = ClusteringOrder.of(Ledger.TABLE);

    private final Random random;

    RandomWrites(long seed) {
        this.random = new Random(seed);
    }

    List<PartitionUpdate> next(int count) {
        List<PartitionUpdate> updates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            updates.add(next());
        }
        return updates;
    }

    PartitionUpdate next() {
        Deletion partition = chance(12) ? deletion() : Deletion.NONE;
        Row statics = chance(5)
                ? new Row(Clustering.EMPTY, Liveness.NONE, RowDeletion.NONE, columns(Ledger.OWNER, Ledger.TAGS))
                : null;
        return new PartitionUpdate(Ledger.TABLE, Ledger.integer(random.nextInt(2)), partition, statics, unfiltereds());
    }

    private List<Unfiltered> unfiltereds() {
        Map<Slice, Unfiltered> sorted = new TreeMap<>();
        int rows = random.nextInt(3);
        for (int i = 0; i < rows; i++) {
            Row row = row();
            sorted.put(ORDER.key(row.clustering()), row);
        }
        List<Unfiltered> all = new ArrayList<>(sorted.values());
        if (chance(4)) {
            insert(all, ranges());
        }
        return all;
    }

    /** Bounds go where they belong among the rows. */
    private void insert(List<Unfiltered> rows, List<Unfiltered> bounds) {
        for (Unfiltered bound : bounds) {
            Slice key = key(bound);
            int at = 0;
            while (at < rows.size() && key(rows.get(at)).compareTo(key) < 0) {
                at++;
            }
            while (at < rows.size() && !(rows.get(at) instanceof Row)) {
                at++;
            }
            rows.add(at, bound);
        }
    }

    private static Slice key(Unfiltered unfiltered) {
        if (unfiltered instanceof Row row) {
            return ORDER.key(row.clustering());
        }
        return ORDER.bound(
                unfiltered instanceof RangeBoundary boundary ? boundary.endBound() : (RangeBound) unfiltered);
    }

    private List<Unfiltered> ranges() {
        Map<Slice, RangeBound> cuts = new TreeMap<>();
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            RangeBound cut = new RangeBound(
                    chance(2) ? RangeBound.Kind.EXCLUSIVE_END : RangeBound.Kind.INCLUSIVE_END, prefix(), Deletion.NONE);
            cuts.put(ORDER.bound(cut), cut);
        }
        List<RangeBound> sorted = List.copyOf(cuts.values());
        if (sorted.size() < 2) {
            return List.of();
        }
        Deletion first = deletion();
        List<Unfiltered> bounds = new ArrayList<>();
        RangeBound start = sorted.get(0);
        bounds.add(new RangeBoundary(start.kind(), start.clustering(), Deletion.NONE, first).startBound());
        Deletion running = first;
        for (int i = 1; i < sorted.size(); i++) {
            RangeBound end = sorted.get(i);
            if (i == sorted.size() - 1) {
                bounds.add(new RangeBound(end.kind(), end.clustering(), running));
            } else {
                Deletion next = deletion();
                bounds.add(new RangeBoundary(end.kind(), end.clustering(), running, next));
                running = next;
            }
        }
        return bounds;
    }

    private Clustering prefix() {
        return switch (random.nextInt(4)) {
            case 0 -> Clustering.EMPTY;
            case 1 -> clustering();
            default -> Clustering.of(Ledger.integer(random.nextInt(4) - 2));
        };
    }

    private Clustering clustering() {
        return Ledger.at(random.nextInt(4) - 2, List.of("", "a", "a\0", "b").get(random.nextInt(4)));
    }

    private Row row() {
        Liveness liveness = Liveness.NONE;
        if (chance(2)) {
            boolean expires = chance(3);
            liveness = new Liveness(
                    timestamp(), expires ? ttl() : Cell.NO_TTL, expires ? seconds() : Cell.NO_DELETION_TIME);
        }
        RowDeletion deletion = chance(8) ? new RowDeletion(deletion(), false) : RowDeletion.NONE;
        return new Row(
                clustering(), liveness, deletion, columns(Ledger.AMOUNT, Ledger.TEXT, Ledger.LABELS, Ledger.NUMBERS));
    }

    private List<ColumnData> columns(Column... columns) {
        List<ColumnData> data = new ArrayList<>();
        for (Column column : columns) {
            if (chance(2)) {
                continue;
            }
            data.add(column.isComplex() ? complex(column) : cell(column, null));
        }
        return data;
    }

    private ComplexCells complex(Column column) {
        Map<Integer, Cell> cells = new TreeMap<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int path = random.nextInt(3);
            cells.put(path, cell(column, path(column, path)));
        }
        Deletion deletion = cells.isEmpty() || chance(3) ? deletion() : Deletion.NONE;
        return new ComplexCells(column, deletion, List.copyOf(cells.values()));
    }

    private static Slice path(Column column, int number) {
        return column.equals(Ledger.LABELS)
                ? Ledger.integer(number - 1)
                : column.equals(Ledger.NUMBERS) ? Slice.of(new byte[] {(byte) (number - 1)}) : Slice.utf8("t" + number);
    }

    private Cell cell(Column column, @Nullable Slice path) {
        Slice value = path != null && !column.equals(Ledger.LABELS)
                ? Slice.EMPTY
                : column.equals(Ledger.AMOUNT)
                        ? Ledger.integer(random.nextInt(3))
                        : Slice.utf8("v" + random.nextInt(3));
        return switch (random.nextInt(5)) {
            case 0 -> new Cell(column, path, timestamp(), Cell.NO_TTL, seconds(), Slice.EMPTY);
            case 1 -> new Cell(column, path, timestamp(), ttl(), seconds(), value);
            default -> new Cell(column, path, timestamp(), Cell.NO_TTL, Cell.NO_DELETION_TIME, value);
        };
    }

    private Deletion deletion() {
        return new Deletion(timestamp(), seconds());
    }

    private long timestamp() {
        return random.nextInt(6);
    }

    private long seconds() {
        return 100L + random.nextInt(5);
    }

    private int ttl() {
        return 1 + random.nextInt(3);
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }
}
