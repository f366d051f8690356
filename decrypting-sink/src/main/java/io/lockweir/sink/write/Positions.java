package io.lockweir.sink.write;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Positions of rows in one data file, none twice. */
public final class Positions {
    private static final int FIRST_CAPACITY = 16;

    private long[] values = new long[FIRST_CAPACITY];
    private int size;

    void add(long position) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = position;
    }

    public int size() {
        return size;
    }

    /** In ascending order. */
    void forEachSorted(LongConsumer action) {
        Arrays.sort(values, 0, size);
        forEach(action);
    }

    /** In no particular order. */
    public void forEach(LongConsumer action) {
        for (int i = 0; i < size; i++) {
            action.accept(values[i]);
        }
    }
}
