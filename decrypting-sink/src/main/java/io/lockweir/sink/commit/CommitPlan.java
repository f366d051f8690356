package io.lockweir.sink.commit;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.progress.Ancestry;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;

/**
 * What to do with the waiting slices of a table, given one loaded state of it. Pure.
 *
 * @param commit slices of disjoint partitions that fit, for one snapshot
 * @param settled slices that are decided without a commit, by slice id; the rest waits
 */
record CommitPlan(List<Slice> commit, Map<String, SliceResult> settled) {

    /**
     * Decides.
     *
     * @param waiting in order of submission: a slice that shares a partition with an earlier one waits for it
     * @param known whether all is known about the data file at a location that a new vector must be told
     * @param found HOLDs of the table as a whole: not as designed, not to be published
     */
    static CommitPlan of(
            TableIdentifier table, List<Slice> waiting, TableView view, Predicate<String> known, List<Hold> found) {
        List<Slice> commit = new ArrayList<>();
        Map<String, SliceResult> settled = new HashMap<>();
        Set<TopicPartition> claimed = new HashSet<>();
        Set<String> answersUnderWay = new HashSet<>();
        Map<String, SliceResult> stoppedTasks = new HashMap<>();
        // By another topic, another task may have given a key another place: only a delete by key is right then.
        boolean alone = view.progress().sources().size() <= 1;
        for (Slice slice : waiting) {
            SliceResult stopped = stoppedTasks.get(slice.task());
            if (stopped != null) {
                settled.put(slice.id(), stopped);
                continue;
            }
            boolean follows = slice.ranges().keySet().stream().anyMatch(claimed::contains);
            Optional<Hold> hold = follows ? Optional.empty() : hold(table, slice, view, found);
            if (follows || hold.map(Hold::id).filter(answersUnderWay::contains).isPresent()) {
                // Waits for an earlier slice, and is looked at when that is in the table.
                claimed.addAll(slice.ranges().keySet());
                continue;
            }
            if (hold.isPresent()) {
                SliceResult held = new SliceResult.Held(hold.get());
                settled.put(slice.id(), held);
                stoppedTasks.put(slice.task(), held);
                continue;
            }
            CommitDecision decision = CommitDecision.of(slice, view.progress());
            if (decision instanceof CommitDecision.Commit && outdated(slice, view)) {
                discard(
                        slice,
                        "the table has " + view.current() + ", its files " + slice.table(),
                        settled,
                        stoppedTasks);
            } else if (decision instanceof CommitDecision.Commit && ofAnotherSource(table, slice, view)) {
                discard(slice, "its topic is not the one that the table is fed from", settled, stoppedTasks);
            } else if (decision instanceof CommitDecision.Commit
                    && !slice.files().pointsInto(location -> alone && known.test(location))) {
                discard(
                        slice,
                        alone
                                ? "files that it deletes rows of were rewritten or forgotten"
                                : "its keys may come from another topic too",
                        settled,
                        stoppedTasks);
            } else if (decision instanceof CommitDecision.Commit && !together(slice, commit)) {
                claimed.addAll(slice.ranges().keySet());
            } else if (decision instanceof CommitDecision.Commit) {
                claimed.addAll(slice.ranges().keySet());
                answersUnderWay.addAll(slice.answers().keySet());
                commit.add(slice);
            } else if (decision instanceof CommitDecision.Discard discard) {
                discard(slice, discard.conflicts().toString(), settled, stoppedTasks);
            } else {
                boolean covered = decision instanceof CommitDecision.Covered;
                settled.put(slice.id(), covered ? new SliceResult.Covered() : new SliceResult.InTable());
            }
        }
        return new CommitPlan(List.copyOf(commit), Map.copyOf(settled));
    }

    /**
     * Whether a slice may share the snapshot of others. A delete by key does not reach rows of its own snapshot. Within a
     * topic, slices of disjoint partitions have no key in common; across topics they may.
     */
    private static boolean together(Slice slice, List<Slice> others) {
        List<Slice> withRows = Stream.concat(others.stream(), Stream.of(slice))
                .filter(each -> !each.files().isEmpty())
                .toList();
        return withRows.size() < 2
                || withRows.stream().noneMatch(each -> each.files().deletesRows())
                || withRows.stream()
                                .flatMap(each -> each.ranges().keySet().stream())
                                .map(TopicPartition::topic)
                                .distinct()
                                .count()
                        == 1;
    }

    private static void discard(
            Slice slice, String why, Map<String, SliceResult> settled, Map<String, SliceResult> stoppedTasks) {
        settled.put(slice.id(), new SliceResult.Discarded(why));
        stoppedTasks.put(slice.task(), new SliceResult.Discarded("behind slice " + slice.id() + ", which did not fit"));
    }

    /** A column that was dropped and added anew has another id, under which its values must be written. */
    private static boolean outdated(Slice slice, TableView view) {
        return !slice.files().isEmpty() && !slice.table().equals(view.current());
    }

    /** By chance the offsets of a topic made anew may fit. What is to be done is said where the task begins anew. */
    private static boolean ofAnotherSource(TableIdentifier table, Slice slice, TableView view) {
        return slice.sources().entrySet().stream().anyMatch(entry -> {
            SourceIdentity recorded = view.progress().sources().get(entry.getKey());
            return recorded != null
                    && !recorded.equals(entry.getValue())
                    && !answered(Hold.sourceChanged(table, entry.getKey(), recorded, entry.getValue()), slice, view);
        });
    }

    private static Optional<Hold> hold(TableIdentifier table, Slice slice, TableView view, List<Hold> found) {
        if (!slice.table().uuid().equals(view.uuid())) {
            return Optional.of(recreated(table, slice.table().uuid(), view.uuid()));
        }
        return Stream.of(found.stream(), rolledBack(table, slice, view), otherSinks(table, slice, view))
                .flatMap(holds -> holds)
                .filter(hold -> !answered(hold, slice, view))
                .findFirst();
    }

    private static Stream<Hold> rolledBack(TableIdentifier table, Slice slice, TableView view) {
        return slice.ranges().keySet().stream().flatMap(partition -> {
            Progress progress = view.progress().partitions().get(partition);
            return progress != null && view.ancestry(progress) == Ancestry.REPLACED
                    ? Stream.of(Hold.rolledBack(table, partition, progress))
                    : Stream.empty();
        });
    }

    /** Compared here too: of two sinks that start on an empty table, neither finds the other at its start. */
    private static Stream<Hold> otherSinks(TableIdentifier table, Slice slice, TableView view) {
        return slice.ranges().keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .flatMap(topic -> view.progress().otherSinks().getOrDefault(topic, Set.of()).stream()
                        .map(other -> Hold.otherSink(table, topic, other)));
    }

    /** A recorded replay is the answer of the slice that used it: one cut before knows nothing of where to replay from. */
    private static boolean answered(Hold hold, Slice slice, TableView view) {
        return slice.answers().containsKey(hold.id())
                || HoldAnswer.ACCEPT.text().equals(view.progress().answers().get(hold.id()));
    }

    static Hold recreated(TableIdentifier table, String expected, String found) {
        return Hold.of(
                table,
                HoldReason.TABLE_RECREATED,
                found,
                "the table's uuid is " + found + ", the connector started with " + expected);
    }
}
