package io.lockweir.sink.start;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldDecision;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.progress.Ancestry;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.progress.TableProgress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;

/** Where a table begins to read one source partition, or why it must not. */
public sealed interface StartDecision {

    /**
     * Read from here.
     *
     * @param expected what the table says now, which the first slice compares with
     * @param answers HOLD answers used for the first time, to be recorded by the first slice
     */
    record Begin(long expected, long from, Map<String, HoldAnswer> answers) implements StartDecision {
        public Begin {
            answers = Map.copyOf(answers);
        }
    }

    record Stop(Hold hold) implements StartDecision {}

    /**
     * What was found.
     *
     * @param ancestry of the partition's progress; anything if it has none
     * @param drift the HOLD of a table that is not as designed
     * @param partitionCount of the topic now, if a key must not change its partition; else 0
     * @param unpublished commits on an audit branch that are stuck there
     * @param endInHistory where the remaining history left the partition; throws IllegalStateException if unknown
     */
    record Found(
            TableIdentifier table,
            TopicPartition partition,
            TableProgress progress,
            Optional<Hold> drift,
            Ancestry ancestry,
            Supplier<OptionalLong> endInHistory,
            SourceIdentity source,
            int partitionCount,
            LogBounds log,
            Optional<Unpublished> unpublished) {}

    /**
     * A total function: every finding begins somewhere or stops.
     *
     * @param configured answers by HOLD id
     */
    static StartDecision of(Found found, Map<String, HoldAnswer> configured) {
        return new Walk(found, configured).decide();
    }

    /** The checks, one after the other; an answered one hands its position to the next. */
    final class Walk {
        private final Found found;
        private final Map<String, HoldAnswer> configured;
        private final Map<String, HoldAnswer> used = new HashMap<>();

        private Walk(Found found, Map<String, HoldAnswer> configured) {
            this.found = found;
            this.configured = configured;
        }

        private StartDecision decide() {
            try {
                long expected = found.progress().to(found.partition());
                drift();
                otherSink();
                long published = published(expected);
                long from = expected == Progress.NONE ? withoutProgress() : knownSource(inHistory(published));
                morePartitions();
                return new Begin(expected, withinLog(from), used);
            } catch (Stopped e) {
                return new Stop(e.hold);
            }
        }

        private void drift() {
            found.drift().filter(hold -> answer(hold) != HoldAnswer.ACCEPT).ifPresent(hold -> {
                throw new Stopped(hold);
            });
        }

        private void otherSink() {
            Set<String> others =
                    found.progress().otherSinks().getOrDefault(found.partition().topic(), Set.of());
            for (String other : others) {
                Hold hold = Hold.otherSink(found.table(), found.partition().topic(), other);
                if (answer(hold) != HoldAnswer.ACCEPT) {
                    throw new Stopped(hold);
                }
            }
        }

        /** Where to go on if the unpublished commits are to be dropped; with {@code accept} they are published instead. */
        private long published(long from) {
            if (found.unpublished().isEmpty()) {
                return from;
            }
            Unpublished stuck = found.unpublished().get();
            HoldAnswer answer = answer(stuck.hold());
            if (answer == HoldAnswer.REPLAY ? !stuck.replayable() : !stuck.acceptable()) {
                throw new Stopped(stuck.hold());
            }
            return answer == HoldAnswer.REPLAY ? stuck.starts().getOrDefault(found.partition(), from) : from;
        }

        /** Progress that the history contradicts was taken away: to begin anew would write its rows twice. */
        private long withoutProgress() {
            OptionalLong end = endInHistory();
            if (end.isEmpty()) {
                return found.log().start();
            }
            HoldAnswer answer = answer(
                    HoldReason.PROGRESS_LOST,
                    found.partition() + "|" + end.getAsLong(),
                    "the table's history has rows of " + found.partition() + " up to offset " + end.getAsLong()
                            + ", and its properties have no progress");
            return answer == HoldAnswer.REPLAY ? end.getAsLong() : found.log().start();
        }

        private OptionalLong endInHistory() {
            try {
                return found.endInHistory().get();
            } catch (IllegalStateException e) {
                // Expired, as on every table in the end; a partition that is new looks the same.
                return OptionalLong.empty();
            }
        }

        private long inHistory(long from) {
            Progress progress = found.progress().partitions().get(found.partition());
            if (progress == null || found.ancestry() != Ancestry.REPLACED) {
                return from;
            }
            Hold hold = Hold.rolledBack(found.table(), found.partition(), progress);
            if (answer(hold) == HoldAnswer.ACCEPT) {
                return from;
            }
            try {
                // Nothing of the partition is left. Its log may begin behind zero by now, which is for withinLog to
                // say.
                return found.endInHistory().get().orElse(0L);
            } catch (IllegalStateException e) {
                throw new Stopped(new Hold(
                        hold.id(),
                        hold.table(),
                        hold.reason(),
                        hold.what() + "; replay is not possible, since " + e.getMessage()));
            }
        }

        private long knownSource(long from) {
            SourceIdentity recorded =
                    found.progress().sources().get(found.partition().topic());
            if (recorded == null || recorded.equals(found.source())) {
                return from;
            }
            HoldAnswer answer =
                    answer(Hold.sourceChanged(found.table(), found.partition().topic(), recorded, found.source()));
            return answer == HoldAnswer.ACCEPT ? from : found.log().start();
        }

        /** Compared for new partitions too, which are the ones that bring keys of others. */
        private void morePartitions() {
            String topic = found.partition().topic();
            int recorded = found.progress().partitionCounts().getOrDefault(topic, found.partitionCount());
            boolean same = found.source().equals(found.progress().sources().get(topic));
            if (same && found.partitionCount() > recorded) {
                Hold hold = Hold.of(
                        found.table(),
                        HoldReason.PARTITIONS_CHANGED,
                        topic + "|" + recorded + "|" + found.partitionCount(),
                        topic + " has " + found.partitionCount() + " partitions, and had " + recorded
                                + ": the same key may come from two of them, out of order");
                if (answer(hold) != HoldAnswer.ACCEPT) {
                    throw new Stopped(hold);
                }
            }
        }

        private long withinLog(long from) {
            LogBounds log = found.log();
            if (from < log.start()) {
                answer(Hold.retention(
                        found.table(),
                        found.partition(),
                        from,
                        found.partition() + " begins at offset " + log.start() + ", the table needs " + from));
                return log.start();
            }
            if (from > log.end()) {
                HoldAnswer answer = answer(
                        HoldReason.TRUNCATED_SOURCE,
                        found.partition() + "|" + from,
                        found.partition() + " ends at offset " + log.end() + ", the table already has " + from);
                return answer == HoldAnswer.ACCEPT ? log.end() : log.start();
            }
            return from;
        }

        private HoldAnswer answer(HoldReason reason, String situation, String what) {
            return answer(Hold.of(found.table(), reason, situation, what));
        }

        private HoldAnswer answer(Hold hold) {
            HoldDecision decision =
                    HoldDecision.of(hold, configured, found.progress().answers());
            if (decision instanceof HoldDecision.Go go) {
                if (go.fresh()) {
                    used.put(hold.id(), go.answer());
                }
                return go.answer();
            }
            throw new Stopped(hold);
        }
    }

    /** Ends the walk. */
    final class Stopped extends RuntimeException {
        private final transient Hold hold;

        private Stopped(Hold hold) {
            super(hold.message(), null, false, false);
            this.hold = hold;
        }
    }
}
