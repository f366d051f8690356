package io.lockweir.cassandra.merge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.schema.TableId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeapRowStoreTest {

    private static final TableId TABLE = new TableId(1, 2);
    private static final long NEVER = Cell.NO_DELETION_TIME;

    private final HeapRowStore store = new HeapRowStore(1 << 16);

    @Test
    void findsRowsInTheOrderOfUnsignedBytes() {
        StoredPartition partition = store.partition(TABLE, Slice.utf8("p"));
        partition.putRow(key(0x80), new byte[] {2}, NEVER);
        partition.putRow(key(0x01), new byte[] {1}, NEVER);
        assertThat(Objects.requireNonNull(partition.rowFrom(Slice.EMPTY)).key()).isEqualTo(key(0x01));
        assertThat(Objects.requireNonNull(partition.rowBehind(key(0x01))).key()).isEqualTo(key(0x80));
        assertThat(partition.rowBehind(key(0x80))).isNull();
        assertThat(store.partition(TABLE, Slice.utf8("p")).row(key(0x80))).containsExactly(2);
    }

    @Test
    void countsToNothingWhenAllIsRemoved() {
        StoredPartition partition = store.partition(TABLE, Slice.utf8("p"));
        partition.putRow(key(1), new byte[100], 5);
        partition.putRow(key(1), new byte[10], 6);
        partition.putRow(key(2), new byte[10], NEVER);
        assertThat(store.bytes()).isPositive();
        assertThat(store.rows()).isEqualTo(2);
        partition.removeRow(key(1));
        partition.removeRow(key(2));
        partition.removeRow(key(2));
        assertThat(store.bytes()).isZero();
        assertThat(store.rows()).isZero();
        assertThat(store.tables()).isEmpty();
        assertThat(store.expiring(Long.MAX_VALUE - 1, 10)).isEmpty();
    }

    @Test
    void tellsWhatExpiresInTheOrderOfTimeTablePartitionAndRow() {
        store.partition(TABLE, Slice.utf8("q")).putRow(key(1), new byte[1], 7);
        store.partition(TABLE, Slice.utf8("p")).putRow(key(2), new byte[1], 7);
        store.partition(TABLE, Slice.utf8("p")).putRow(key(1), new byte[1], 9);
        store.partition(TABLE, Slice.utf8("p")).putRow(key(1), new byte[1], 6);
        List<RowKey> expected = List.of(
                new RowKey(TABLE, Slice.utf8("p"), key(1)),
                new RowKey(TABLE, Slice.utf8("p"), key(2)),
                new RowKey(TABLE, Slice.utf8("q"), key(1)));
        assertThat(store.expiring(7, 10)).isEqualTo(expected);
        assertThat(store.expiring(7, 2)).isEqualTo(expected.subList(0, 2));
        assertThat(store.expiring(5, 10)).isEmpty();
    }

    @Test
    void copiesKeysSoThatTheLogIsNotKeptAlive() {
        byte[] log = "pppp".getBytes(StandardCharsets.UTF_8);
        store.partition(TABLE, Slice.of(log, 1, 2)).putRow(Slice.of(log, 0, 1), new byte[1], NEVER);
        log[1] = 'x';
        log[0] = 'x';
        assertThat(store.partitionKeys(TABLE, null)).containsExactly(Slice.utf8("pp"));
        assertThat(store.partition(TABLE, Slice.utf8("pp")).row(Slice.utf8("p")))
                .isNotNull();
    }

    @Test
    void isTheSameForPartitionsOfOneRowAndOfMore() {
        Random random = new Random(7);
        StoredPartition partition = store.partition(TABLE, Slice.utf8("p"));
        NavigableMap<Integer, Byte> model = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            int row = random.nextInt(3);
            if (random.nextInt(3) == 0) {
                partition.removeRow(key(row));
                model.remove(row);
            } else {
                partition = store.partition(TABLE, Slice.utf8("p"));
                partition.putRow(key(row), new byte[] {(byte) step}, NEVER);
                model.put(row, (byte) step);
            }
            partition = store.partition(TABLE, Slice.utf8("p"));
            int at = random.nextInt(3);
            assertThat(store.rows()).isEqualTo(model.size());
            assertThat(octet(partition.rowFrom(key(at)))).isEqualTo(octet(model.ceilingEntry(at)));
            assertThat(octet(partition.rowBehind(key(at)))).isEqualTo(octet(model.higherEntry(at)));
            byte[] bytes = partition.row(key(at));
            assertThat(bytes == null ? null : bytes[0]).isEqualTo(model.get(at));
        }
    }

    /** Partitions of one row, of some, and of thousands; keys and rows of all lengths; rows that grow, shrink, expire and go. */
    @Test
    void keepsWhatAMapOfMapsKeeps() {
        for (int seed = 1; seed <= 4; seed++) {
            HeapRowStore kept = new HeapRowStore(1L << 30);
            StoreModel model = new StoreModel(new Random(seed), kept);
            for (int step = 0; step < 60_000; step++) {
                model.change();
                if (step % 10 == 0) {
                    model.compareSome();
                }
            }
            model.compareAll();
            model.removeAll();
            assertThat(kept.bytes()).isZero();
            assertThat(kept.rows()).isZero();
            assertThat(kept.tables()).isEmpty();
        }
    }

    /** What was given back is used again: by blocks of the same size, or cut up. */
    @Test
    void hasRoomAgainForWhatWasRemoved() {
        HeapRowStore small = new HeapRowStore(8 << 20);
        StoredPartition partition = small.partition(TABLE, Slice.utf8("p"));
        for (int size : new int[] {90_000, 5_000, 100, 30, 700, 60_000}) {
            int rows = (7 << 20) / (size + 100);
            for (int row = 0; row < rows; row++) {
                partition.putRow(Slice.utf8("row %07d".formatted(row)), new byte[size], NEVER);
            }
            assertThat(small.rows()).isEqualTo(rows);
            for (int row = 0; row < rows; row++) {
                partition.removeRow(Slice.utf8("row %07d".formatted(row)));
            }
            assertThat(small.bytes()).isZero();
        }
    }

    /** G1 gives an array that is a little larger than its region another one: the heap would be twice the bound. */
    @Test
    void anArrayFitsARegionOfTheCollector() {
        int header = 16;
        assertThat(Slabs.SLAB_BYTES + header).isLessThanOrEqualTo(1 << 20).isGreaterThan((1 << 20) - 1_000);
    }

    private static @Nullable Integer octet(@Nullable StoredRow row) {
        return row == null ? null : row.key().at(0) * 256 + (row.bytes()[0] & 0xFF);
    }

    private static @Nullable Integer octet(Map.@Nullable Entry<Integer, Byte> row) {
        return row == null ? null : row.getKey() * 256 + (row.getValue() & 0xFF);
    }

    @Test
    void refusesMoreThanItsBound() {
        HeapRowStore small = new HeapRowStore(1_000);
        StoredPartition partition = small.partition(TABLE, Slice.utf8("p"));
        assertThatThrownBy(() -> partition.putRow(key(1), new byte[1_000], NEVER))
                .isInstanceOf(StateFullException.class)
                .hasMessageContaining("may have 1000");
    }

    private static Slice key(int octet) {
        return Slice.of(new byte[] {(byte) octet});
    }
}
