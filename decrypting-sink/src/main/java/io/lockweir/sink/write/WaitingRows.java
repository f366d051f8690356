package io.lockweir.sink.write;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** Rows of a file that is not being written yet, in their order. */
final class WaitingRows {
    /** Measuring a row walks its values. */
    private static final int ROWS_PER_SAMPLE = 16;

    private static final long OBJECT = 24;
    private static final long REFERENCE = 8;

    private final List<Record> rows = new ArrayList<>(1);
    private long sampledBytes;
    private long samples;

    void add(Record row) {
        if (rows.size() % ROWS_PER_SAMPLE == 0) {
            sampledBytes += heap(row);
            samples++;
        }
        rows.add(row.copy());
    }

    /** Heap that they take, as extrapolated from some. */
    long heapBytes() {
        return samples == 0 ? 0 : rows.size() * (sampledBytes / samples);
    }

    /** Gives them all away. */
    void drainTo(Consumer<Record> writer) {
        rows.forEach(writer);
        rows.clear();
        sampledBytes = 0;
        samples = 0;
    }

    private static long heap(Object value) {
        if (value instanceof CharSequence text) {
            // Two bytes a character is the most that a string takes.
            return 2 * OBJECT + 2L * text.length();
        }
        if (value instanceof ByteBuffer bytes) {
            return 3 * OBJECT + bytes.remaining();
        }
        if (value instanceof byte[] bytes) {
            return OBJECT + bytes.length;
        }
        if (value instanceof Record row) {
            long sum = 2 * OBJECT;
            for (int i = 0; i < row.size(); i++) {
                sum += element(row.get(i));
            }
            return sum;
        }
        if (value instanceof List<?> list) {
            return list.stream().mapToLong(WaitingRows::element).reduce(2 * OBJECT, Long::sum);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToLong(entry -> 2 * OBJECT + element(entry.getKey()) + element(entry.getValue()))
                    .reduce(2 * OBJECT, Long::sum);
        }
        // Numbers and times; of a decimal or a time with zone several objects.
        return 3 * OBJECT;
    }

    private static long element(@Nullable Object value) {
        return value == null ? REFERENCE : REFERENCE + heap(value);
    }
}
