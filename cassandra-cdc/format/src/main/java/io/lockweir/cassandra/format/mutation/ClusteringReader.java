package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.TableSchema;
import org.jspecify.annotations.Nullable;

/**
 * Reads clustering values: before each 32 of them two bits each, that it is empty and that it is null; then those that are neither,
 * behind their length unless their type's is fixed.
 */
final class ClusteringReader {

    private static final int VALUES_PER_HEADER = 32;

    private final int[] widths;

    ClusteringReader(TableSchema table) {
        widths = table.clustering().stream()
                .map(Column::type)
                .mapToInt(CqlType::fixedLength)
                .toArray();
    }

    Clustering readRow(Cursor in) {
        return read(in, widths.length);
    }

    Clustering readPrefix(Cursor in) {
        int size = in.unsignedShort();
        if (size > widths.length) {
            throw new MalformedBytesException("a bound with more values than the table has clustering columns");
        }
        return read(in, size);
    }

    private Clustering read(Cursor in, int size) {
        if (size == 0) {
            return Clustering.EMPTY;
        }
        @Nullable Slice[] values = new @Nullable Slice[size];
        long header = 0;
        for (int i = 0; i < size; i++) {
            if (i % VALUES_PER_HEADER == 0) {
                header = in.vint();
            }
            values[i] = read(in, widths[i], (int) (header >>> (2 * (i % VALUES_PER_HEADER))));
        }
        return Clustering.of(values);
    }

    private static @Nullable Slice read(Cursor in, int width, int bits) {
        if ((bits & 0b11) == 0) {
            return width == CqlType.VARIABLE_LENGTH ? in.sliceWithVintLength() : in.slice(width);
        }
        return (bits & 0b10) != 0 ? null : Slice.EMPTY;
    }
}
