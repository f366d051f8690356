package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of the clustering columns, in their order: all of them in a row, the first few in a bound. Equal by bytes.
 *
 * <p>A value may be {@linkplain Slice#isEmpty empty}, and in tables made with {@code COMPACT STORAGE} null.
 */
public final class Clustering {

    /** Without values: of a static row, of a table without clustering columns, of a bound before or behind everything. */
    public static final Clustering EMPTY = new Clustering(new Slice[0]);

    private final @Nullable Slice[] values;

    private Clustering(@Nullable Slice[] values) {
        this.values = values;
    }

    /** Takes the array over: nobody may change it. */
    public static Clustering of(@Nullable Slice... values) {
        return values.length == 0 ? EMPTY : new Clustering(values);
    }

    public int size() {
        return values.length;
    }

    public @Nullable Slice value(int index) {
        return values[index];
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Clustering other && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Clustering[" + values.length + " values]";
    }
}
