package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that a query returned, as an update that merges with those of the log.
 *
 * <p>What a query does not tell: tombstones; whether there is a row marker ({@link Liveness#ASSUMED}); how long an expiring cell was to live
 * ({@link Cell#UNKNOWN_TTL}; when it ends is exact, since the query says what the time is); of Cassandra 4.1 the timestamps of elements
 * ({@link Cell#UNKNOWN_TIMESTAMP}); the paths of a list's elements ({@link ListPaths}).
 *
 * @param values in the order of the query
 * @param now of the query, in seconds since 1970
 */
record FoundRow(RowQuery query, List<@Nullable Slice> values, long now) {
    /** As {@code merge} keeps them: simple ones by name, then complex ones by name. */
    static final Comparator<ColumnData> LOG_ORDER = Comparator.comparing(
                    (ColumnData data) -> data.column().isComplex())
            .thenComparing(data -> Slice.utf8(data.column().name()));

    private TableSchema table() {
        return query.table();
    }

    /** As the node stores it. */
    Slice partitionKey() {
        List<@Nullable Slice> parts = values.subList(0, table().partitionKey().size());
        if (parts.size() == 1) {
            return Objects.requireNonNull(parts.get(0));
        }
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        for (@Nullable Slice part : parts) {
            byte[] bytes = Objects.requireNonNull(part).toByteArray();
            key.write(bytes.length >>> Byte.SIZE);
            key.write(bytes.length);
            key.writeBytes(bytes);
            key.write(0);
        }
        return Slice.of(key.toByteArray());
    }

    /** Whether there is a row, and not only statics of a partition without rows. */
    boolean hasRow() {
        return table().clustering().isEmpty()
                || values.get(table().partitionKey().size()) != null;
    }

    Clustering clustering() {
        int from = table().partitionKey().size();
        return Clustering.of(
                values.subList(from, from + table().clustering().size()).toArray(Slice[]::new));
    }

    /** Static or regular columns that are not null, as the log orders them. */
    List<ColumnData> columns(Column.Kind kind) {
        List<ColumnData> found = new ArrayList<>();
        int at = table().partitionKey().size() + table().clustering().size();
        for (Column column : query.columns()) {
            boolean hasTimes = query.hasTimes(column);
            @Nullable Slice value = values.get(at);
            if (value != null && column.kind() == kind) {
                Times times = hasTimes ? Times.of(values.get(at + 1), values.get(at + 2), now) : Times.unknown(now);
                ColumnData data = column.isComplex()
                        ? FoundElements.of(column, value, times)
                        : times.ofWhole().cell(column, null, value);
                found.add(data);
            }
            at += hasTimes ? 3 : 1;
        }
        found.sort(LOG_ORDER);
        return found;
    }
}
