package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import java.util.Arrays;

/**
 * Partitions and rows as blocks.
 *
 * <pre>
 * partition = rows hash key-length key              ; rows: 0 for none, the address of the only row, or below 0 the complement of a number (WideRows)
 * row       = next-expiry key-length length key row
 * rows, next-expiry = 8 octets, the others 4
 * </pre>
 */
final class Blocks {
    private static final int HEAD = 16;
    private static final int SECOND = Long.BYTES;
    private static final int THIRD = Long.BYTES + Integer.BYTES;

    private final Slabs slabs;

    Blocks(Slabs slabs) {
        this.slabs = slabs;
    }

    static int partitionSize(int key) {
        return HEAD + key;
    }

    static int rowSize(int key, int row) {
        return Math.addExact(HEAD + key, row);
    }

    void writePartition(long partition, Slice key, int hash) {
        slabs.putLong(partition, 0);
        slabs.putInt(partition + SECOND, hash);
        slabs.putInt(partition + THIRD, key.length());
        slabs.put(partition + HEAD, key);
    }

    long rows(long partition) {
        return slabs.longAt(partition);
    }

    void putRows(long partition, long rows) {
        slabs.putLong(partition, rows);
    }

    int hash(long partition) {
        return slabs.intAt(partition + SECOND);
    }

    int partitionSizeAt(long partition) {
        return partitionSize(slabs.intAt(partition + THIRD));
    }

    /** Valid as long as the block is. */
    Slice partitionKey(long partition) {
        return slabs.view(partition + HEAD, slabs.intAt(partition + THIRD));
    }

    void writeRow(long row, Slice key, byte[] bytes, long nextExpiry) {
        slabs.putInt(row + SECOND, key.length());
        slabs.put(row + HEAD, key);
        writeRow(row, bytes, nextExpiry);
    }

    /** Under the key that is there. */
    void writeRow(long row, byte[] bytes, long nextExpiry) {
        slabs.putLong(row, nextExpiry);
        slabs.putInt(row + THIRD, bytes.length);
        slabs.put(row + HEAD + keyLength(row), bytes);
    }

    long nextExpiry(long row) {
        return slabs.longAt(row);
    }

    void putNextExpiry(long row, long at) {
        slabs.putLong(row, at);
    }

    private int keyLength(long row) {
        return slabs.intAt(row + SECOND);
    }

    int rowSizeAt(long row) {
        return rowSize(keyLength(row), slabs.intAt(row + THIRD));
    }

    /** Valid as long as the block is. */
    Slice rowKey(long row) {
        return slabs.view(row + HEAD, keyLength(row));
    }

    byte[] bytes(long row) {
        return slabs.copy(row + HEAD + keyLength(row), slabs.intAt(row + THIRD));
    }

    /** A copy. */
    StoredRow row(long row) {
        return new Copied(rowKey(row).copy(), bytes(row));
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody may change it.
    private record Copied(Slice key, byte[] bytes) implements StoredRow {
        @Override
        public boolean equals(Object other) {
            return other instanceof Copied row && key.equals(row.key) && Arrays.equals(bytes, row.bytes);
        }

        @Override
        public int hashCode() {
            return key.hashCode();
        }

        @Override
        public String toString() {
            return "Copied[" + bytes.length + " bytes]";
        }
    }
}
