package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is kept of a partition that has more than one row, or deletions: addresses of rows in the order of their keys, in pieces, and beside each the first bytes of its key. */
final class WideRows {
    /** About what it costs beside its rows, in bytes. */
    static final int BYTES = 120;

    /** What a row costs beside its block. */
    static final int ROW_BYTES = 24;

    /** Rows that a piece has room for at first: most such partitions have few. */
    private static final int LEAST = 2;

    private static final int MOST = 256;

    private final Blocks blocks;
    private Piece first = new Piece(LEAST);
    /** Behind the first; most have none. */
    private List<Piece> others = List.of();

    private PartitionDeletions deletions = PartitionDeletions.NONE;

    /** Heads and addresses, in turn. */
    private static final class Piece {
        private long[] pairs;
        private int size;

        Piece(int capacity) {
            pairs = new long[2 * capacity];
        }

        long head(int at) {
            return pairs[2 * at];
        }

        long row(int at) {
            return pairs[2 * at + 1];
        }

        void move(int at, long row) {
            pairs[2 * at + 1] = row;
        }

        void insert(int at, long head, long row) {
            if (2 * size == pairs.length) {
                pairs = Arrays.copyOf(pairs, 4 * size);
            }
            System.arraycopy(pairs, 2 * at, pairs, 2 * at + 2, 2 * (size - at));
            pairs[2 * at] = head;
            pairs[2 * at + 1] = row;
            size++;
        }

        void remove(int at) {
            size--;
            System.arraycopy(pairs, 2 * at + 2, pairs, 2 * at, 2 * (size - at));
            if (2 * size < pairs.length / 4 && pairs.length > 2 * LEAST) {
                pairs = Arrays.copyOf(pairs, pairs.length / 2);
            }
        }

        /** The second half. */
        Piece split() {
            Piece half = new Piece(MOST);
            half.size = size / 2;
            size -= half.size;
            System.arraycopy(pairs, 2 * size, half.pairs, 0, 2 * half.size);
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
        return first.size == 0 && deletions.isEmpty();
    }

    private Piece piece(int in) {
        return in == 0 ? first : others.get(in - 1);
    }

    /** A row's address, or 0. */
    long find(Slice key) {
        long head = head(key);
        Piece piece = piece(pieceOf(key, head));
        int at = search(piece, key, head);
        return at < 0 ? 0 : piece.row(at);
    }

    /** A row that is there has moved. */
    void move(Slice key, long to) {
        long head = head(key);
        Piece piece = piece(pieceOf(key, head));
        piece.move(search(piece, key, head), to);
    }

    /** A row that is not there yet. */
    void add(Slice key, long row) {
        long head = head(key);
        int in = pieceOf(key, head);
        Piece piece = piece(in);
        int at = -1 - search(piece, key, head);
        if (piece.size == MOST) {
            Piece half = piece.split();
            if (others.isEmpty()) {
                others = new ArrayList<>(2);
            }
            others.add(in, half);
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
        Piece piece = piece(in);
        int at = search(piece, key, head);
        if (at < 0) {
            return 0;
        }
        long row = piece.row(at);
        piece.remove(at);
        if (piece.size == 0 && in > 0) {
            others.remove(in - 1);
        } else if (piece.size == 0 && !others.isEmpty()) {
            first = others.remove(0);
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
        long head = head(key);
        int in = pieceOf(key, head);
        Piece piece = piece(in);
        int found = search(piece, key, head);
        int index = found < 0 ? -1 - found : at ? found : found + 1;
        if (index < piece.size) {
            return piece.row(index);
        }
        return in < others.size() ? others.get(in).row(0) : 0;
    }

    /** The last piece that does not begin behind a key, or the first one. */
    private int pieceOf(Slice key, long head) {
        int low = 0;
        int high = others.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(key, head, others.get(middle), 0) >= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
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
        int order = Long.compareUnsigned(head, piece.head(at));
        return order == 0 ? key.compareTo(blocks.rowKey(piece.row(at))) : order;
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
