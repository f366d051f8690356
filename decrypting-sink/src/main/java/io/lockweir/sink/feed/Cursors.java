package io.lockweir.sink.feed;

import io.lockweir.sink.commit.Slice;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.start.StartDecision;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;

/** Where one table stands in all partitions that one task feeds to it. */
final class Cursors {
    private final TableIdentifier table;
    private final Map<TopicPartition, Cursor> cursors = new HashMap<>();

    Cursors(TableIdentifier table) {
        this.table = table;
    }

    void start(TopicPartition partition, StartDecision.Begin begin) {
        cursors.put(partition, new Cursor(begin));
    }

    boolean started(TopicPartition partition) {
        return cursors.containsKey(partition);
    }

    Set<TopicPartition> partitions() {
        return cursors.keySet();
    }

    /** Whether the table is fed from several topics, these among them. */
    boolean severalTopics(Set<String> known) {
        return Stream.concat(known.stream(), cursors.keySet().stream().map(TopicPartition::topic))
                        .distinct()
                        .count()
                > 1;
    }

    Cursor of(TopicPartition partition) {
        Cursor cursor = cursors.get(partition);
        if (cursor == null) {
            throw new IllegalStateException(partition + " was not started for " + table);
        }
        return cursor;
    }

    /** What the table is known to say of a partition; {@link Progress#NONE} if nothing, or if it is not being read. */
    long committed(TopicPartition partition) {
        Cursor cursor = cursors.get(partition);
        return cursor == null ? Progress.NONE : cursor.committed();
    }

    /** The open ranges of partitions that advance. */
    Map<TopicPartition, SourceRange> advancing() {
        Map<TopicPartition, SourceRange> ranges = all();
        ranges.values().removeIf(range -> !range.advances());
        return ranges;
    }

    /** The open ranges of all partitions, empty ones included. */
    Map<TopicPartition, SourceRange> all() {
        Map<TopicPartition, SourceRange> ranges = new HashMap<>();
        cursors.forEach((partition, cursor) -> ranges.put(partition, cursor.open()));
        return ranges;
    }

    /** The open ranges became a slice. */
    void cut() {
        cursors.values().forEach(Cursor::cut);
    }

    /** The table has a slice. */
    void landed(Slice slice) {
        slice.ranges().forEach((partition, range) -> {
            Cursor cursor = cursors.get(partition);
            if (cursor != null) {
                cursor.committed(range.to());
            }
        });
    }

    void clear() {
        cursors.clear();
    }
}
