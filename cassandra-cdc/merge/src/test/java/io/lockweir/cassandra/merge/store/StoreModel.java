package io.lockweir.cassandra.merge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.state.RangeDeletions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store and the plainest one there is, which get the same random changes. */
final class StoreModel {

    private record Place(TableId table, Slice key) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
    private record Value(byte[] bytes, long nextExpiry) {}

    private static final class Partition {
        private final NavigableMap<Slice, Value> rows = new TreeMap<>();
        private PartitionDeletions deletions = PartitionDeletions.NONE;

        boolean isEmpty() {
            return rows.isEmpty() && deletions.isEmpty();
        }
    }

    private final Random random;
    private final HeapRowStore store;
    private final Map<Place, Partition> partitions =
            new TreeMap<>(Comparator.comparing((Place place) -> place.table().mostSignificantBits())
                    .thenComparing(Place::key));

    StoreModel(Random random, HeapRowStore store) {
        this.random = random;
        this.store = store;
    }

    void change() {
        Place place = place();
        StoredPartition kept = store.partition(place.table(), place.key());
        Partition partition = partitions.computeIfAbsent(place, any -> new Partition());
        int changes = random.nextInt(20) == 0 ? 30 : 1;
        for (int i = 0; i < changes; i++) {
            Slice row = row(partition);
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> {
                    kept.removeRow(row);
                    partition.rows.remove(row);
                }
                case 3 -> {
                    partition.deletions = deletions();
                    kept.putDeletions(partition.deletions);
                }
                default -> {
                    byte[] bytes = bytes(length());
                    long expiry = random.nextInt(5) == 0 ? random.nextInt(50) : Cell.NO_DELETION_TIME;
                    kept.putRow(row, bytes.clone(), expiry);
                    partition.rows.put(row, new Value(bytes, expiry));
                }
            }
        }
        if (partition.isEmpty()) {
            partitions.remove(place);
        }
    }

    private PartitionDeletions deletions() {
        return switch (random.nextInt(3)) {
            case 0 -> PartitionDeletions.NONE;
            case 1 -> new PartitionDeletions(new Deletion(random.nextInt(9), 1), RangeDeletions.NONE);
            default ->
                PartitionDeletions.NONE.plus(
                        Deletion.NONE,
                        List.of(new io.lockweir.cassandra.merge.state.DeletedRange(
                                new io.lockweir.cassandra.merge.state.KeyRange(Slice.utf8("a"), Slice.utf8("b")),
                                new Deletion(random.nextInt(9), 1))));
        };
    }

    /** Few partitions have most rows. */
    private Place place() {
        int number = random.nextInt(3) == 0 ? random.nextInt(2_000) : random.nextInt(4);
        String key = number % 7 == 0 ? "partition with a longer key " + number : Integer.toString(number);
        return new Place(new TableId(number % 3, 9), number == 5 ? Slice.EMPTY : Slice.utf8(key));
    }

    private Slice row(Partition partition) {
        if (random.nextBoolean() && !partition.rows.isEmpty()) {
            Slice near = partition.rows.ceilingKey(someRow());
            return near == null ? partition.rows.firstKey() : near;
        }
        return someRow();
    }

    /** Many share their first bytes; some are the beginning of others, or end in zeros. */
    private Slice someRow() {
        return switch (random.nextInt(6)) {
            case 0 -> Slice.EMPTY;
            case 1 -> Slice.of(new byte[random.nextInt(12)]);
            case 2 -> Slice.utf8("the same beginning " + random.nextInt(3_000));
            case 3 -> Slice.of(bytes(random.nextInt(10)));
            default -> Slice.of(bytes(2));
        };
    }

    private int length() {
        return switch (random.nextInt(200)) {
            case 0 -> 0;
            case 1 -> 100_000 + random.nextInt(100_000);
            case 2, 3, 4 -> random.nextInt(20_000);
            default -> random.nextInt(300);
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    void compareSome() {
        Place place = place();
        Partition partition = partitions.getOrDefault(place, new Partition());
        StoredPartition kept = store.partition(place.table(), place.key());
        Slice row = row(partition);
        assertThat(kept.deletions()).isEqualTo(partition.deletions);
        Value value = partition.rows.get(row);
        assertThat(kept.row(row)).isEqualTo(value == null ? null : value.bytes());
        same(kept.rowFrom(row), partition.rows.ceilingEntry(row));
        same(kept.rowBehind(row), partition.rows.higherEntry(row));
    }

    private static void same(@Nullable StoredRow kept, Map.@Nullable Entry<Slice, Value> row) {
        assertThat(kept == null).isEqualTo(row == null);
        if (kept != null && row != null) {
            assertThat(kept.key()).isEqualTo(row.getKey());
            assertThat(kept.bytes()).isEqualTo(row.getValue().bytes());
        }
    }

    void compareAll() {
        List<RowKey> expiring = new ArrayList<>();
        int rows = 0;
        for (Map.Entry<Place, Partition> entry : partitions.entrySet()) {
            Place place = entry.getKey();
            StoredPartition kept = store.partition(place.table(), place.key());
            Slice last = null;
            for (Map.Entry<Slice, Value> row : entry.getValue().rows.entrySet()) {
                same(last == null ? kept.rowFrom(Slice.EMPTY) : kept.rowBehind(last), row);
                last = row.getKey();
                rows++;
                if (row.getValue().nextExpiry() != Cell.NO_DELETION_TIME) {
                    expiring.add(new RowKey(place.table(), place.key(), last));
                }
            }
            assertThat(last == null ? kept.rowFrom(Slice.EMPTY) : kept.rowBehind(last))
                    .isNull();
        }
        assertThat(store.rows()).isEqualTo(rows);
        assertThat(store.expiring(50, Integer.MAX_VALUE))
                .containsExactlyInAnyOrderElementsOf(expiring)
                .isSortedAccordingTo(Comparator.comparingLong(this::expiry).thenComparing(key -> key));
        for (TableId table : store.tables()) {
            assertThat(store.partitionKeys(table, null))
                    .isEqualTo(partitions.keySet().stream()
                            .filter(place -> place.table().equals(table))
                            .map(Place::key)
                            .toList());
        }
    }

    private long expiry(RowKey key) {
        Partition partition = Objects.requireNonNull(partitions.get(new Place(key.table(), key.partition())));
        return Objects.requireNonNull(partition.rows.get(key.key())).nextExpiry();
    }

    void removeAll() {
        partitions.forEach((place, partition) -> {
            StoredPartition kept = store.partition(place.table(), place.key());
            partition.rows.keySet().forEach(kept::removeRow);
            kept.putDeletions(PartitionDeletions.NONE);
        });
        partitions.clear();
    }
}
