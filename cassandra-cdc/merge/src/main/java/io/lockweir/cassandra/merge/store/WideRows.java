package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is kept of a partition that has more than one row, or deletions: addresses of rows in the order of their keys, in pieces, and beside each the first bytes of its key. */
final class WideRows {
    /** About what it costs beside its rows, in bytes. */
    static final int BYTES = 200;

    /** What a row costs beside its block. */
    static final int ROW_BYTES = 24;

    private static final int LEAST = 4;
    private static final int MOST = 256;

    private final Blocks blocks;
    private final List<Piece> pieces = new ArrayList<>(1);
    private PartitionDeletions deletions = PartitionDeletions.NONE;

    private static final class Piece {
        private long[] heads;
        private long[] rows;
        private int size;

        Piece(int capacity) {
            heads = new long[capacity];
            rows = new long[capacity];
        }

        void insert(int at, long head, long row) {
            if (size == rows.length) {
                heads = Arrays.copyOf(heads, size * 2);
                rows = Arrays.copyOf(rows, size * 2);
            }
            System.arraycopy(heads, at, heads, at + 1, size - at);
            System.arraycopy(rows, at, rows, at + 1, size - at);
            heads[at] = head;
            rows[at] = row;
            size++;
        }

        void remove(int at) {
            size--;
            System.arraycopy(heads, at + 1, heads, at, size - at);
            System.arraycopy(rows, at + 1, rows, at, size - at);
            if (size < rows.length / 4 && rows.length > LEAST) {
                heads = Arrays.copyOf(heads, rows.length / 2);
                rows = Arrays.copyOf(rows, rows.length / 2);
            }
        }

        /** The second half. */
        Piece split() {
            Piece half = new Piece(MOST);
            half.size = size / 2;
            size -= half.size;
            System.arraycopy(heads, size, half.heads, 0, half.size);
            System.arraycopy(rows, size, half.rows, 0, half.size);
            return half;
        }
    }

    WideRows(Blocks blocks) {
        this.blocks = blocks;
    }

    PartitionDeletions deletions() {
        return deletions;
    }

    void putDeletions(PartitionDeletions next) {
        deletions = next;
    }

    boolean isEmpty() {
        return pieces.isEmpty() && deletions.isEmpty();
    }

    /** A row's address, or 0. */
    long find(Slice key) {
        return find(key, 0);
    }

    /** Puts another address in place of a row's and gives the one before; 0 only looks. */
    private long find(Slice key, long instead) {
        long head = head(key);
        int in = pieceOf(key, head);
        if (in < 0) {
            return 0;
        }
        Piece piece = pieces.get(in);
        int at = search(piece, key, head);
        if (at < 0) {
            return 0;
        }
        long row = piece.rows[at];
        if (instead != 0) {
            piece.rows[at] = instead;
        }
        return row;
    }

    /** A row that is there has moved. */
    void move(Slice key, long to) {
        find(key, to);
    }

    /** A row that is not there yet. */
    void add(Slice key, long row) {
        long head = head(key);
        int in = Math.max(0, pieceOf(key, head));
        if (pieces.isEmpty()) {
            pieces.add(new Piece(LEAST));
        }
        Piece piece = pieces.get(in);
        int at = -1 - search(piece, key, head);
        if (piece.size == MOST) {
            Piece half = piece.split();
            pieces.add(in + 1, half);
            if (at > piece.size) {
                at -= piece.size;
                piece = half;
            }
        }
        piece.insert(at, head, row);
    }

    /** Takes a row out and gives its address, or 0. */
    long remove(Slice key) {
        long head = head(key);
        int in = pieceOf(key, head);
        int at = in < 0 ? -1 : search(pieces.get(in), key, head);
        if (at < 0) {
            return 0;
        }
        Piece piece = pieces.get(in);
        long row = piece.rows[at];
        piece.remove(at);
        if (piece.size == 0) {
            pieces.remove(in);
        }
        return row;
    }

    /** The first row at a key or behind it, or 0. */
    long from(Slice key) {
        return next(key, true);
    }

    /** The first row behind a key, or 0. */
    long behind(Slice key) {
        return next(key, false);
    }

    private long next(Slice key, boolean at) {
        if (pieces.isEmpty()) {
            return 0;
        }
        long head = head(key);
        int in = Math.max(0, pieceOf(key, head));
        Piece piece = pieces.get(in);
        int found = search(piece, key, head);
        int index = found < 0 ? -1 - found : at ? found : found + 1;
        if (index < piece.size) {
            return piece.rows[index];
        }
        return in + 1 < pieces.size() ? pieces.get(in + 1).rows[0] : 0;
    }

    /** The last piece that does not begin behind a key, or -1. */
    private int pieceOf(Slice key, long head) {
        int low = 0;
        int high = pieces.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(key, head, pieces.get(middle), 0) >= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** As {@code Arrays.binarySearch}. */
    private int search(Piece piece, Slice key, long head) {
        int low = 0;
        int high = piece.size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(key, head, piece, middle);
            if (order == 0) {
                return middle;
            } else if (order > 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    private int compare(Slice key, long head, Piece piece, int at) {
        int order = Long.compareUnsigned(head, piece.heads[at]);
        return order == 0 ? key.compareTo(blocks.rowKey(piece.rows[at])) : order;
    }

    private static long head(Slice key) {
        if (key.length() >= Long.BYTES) {
            return key.longAt(0);
        }
        long head = 0;
        for (int i = 0; i < key.length(); i++) {
            head |= (key.at(i) & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return head;
    }
}
