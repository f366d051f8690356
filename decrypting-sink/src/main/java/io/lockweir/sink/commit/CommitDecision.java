package io.lockweir.sink.commit;

import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.progress.TableProgress;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What to do with a slice, given what the table says now. */
public sealed interface CommitDecision {

    /** The table stands exactly where the slice begins. */
    record Commit() implements CommitDecision {}

    /** The slice is in the table, by this attempt or by an earlier one whose answer was lost. */
    record Landed() implements CommitDecision {}

    /** Someone else covered all of it. */
    record Covered() implements CommitDecision {}

    /**
     * It overlaps what others committed, or leaves a gap: neither it nor anything behind it may land. Its partitions are
     * read again from where the table stands.
     *
     * @param conflicts partitions that do not fit, with what was expected and found
     */
    record Discard(Set<String> conflicts) implements CommitDecision {}

    /** A total function: every slice has exactly one decision. */
    static CommitDecision of(Slice slice, TableProgress table) {
        Map<TopicPartition, SourceRange> ranges = slice.ranges();
        boolean landed = ranges.keySet().stream()
                .map(table.partitions()::get)
                .allMatch(progress -> progress != null && progress.sliceId().equals(slice.id()));
        if (landed) {
            return new Landed();
        }
        Set<String> conflicts = ranges.entrySet().stream()
                .filter(e -> table.to(e.getKey()) != e.getValue().expected())
                .map(e -> e.getKey() + " expected " + name(e.getValue().expected()) + " found "
                        + name(table.to(e.getKey())))
                .collect(Collectors.toCollection(TreeSet::new));
        if (conflicts.isEmpty()) {
            return new Commit();
        }
        // What an operator wants again is not covered by what was there before.
        boolean covered = ranges.entrySet().stream()
                .allMatch(e -> e.getValue().from() >= e.getValue().expected()
                        && table.to(e.getKey()) >= e.getValue().to());
        return covered ? new Covered() : new Discard(conflicts);
    }

    private static String name(long position) {
        return position == Progress.NONE ? "nothing" : Long.toString(position);
    }
}
