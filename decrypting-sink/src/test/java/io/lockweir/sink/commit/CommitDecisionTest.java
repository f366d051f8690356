package io.lockweir.sink.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.facts.SliceFacts;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.progress.TableProgress;
import io.lockweir.sink.write.SliceFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommitDecisionTest {

    private static final TopicPartition A = new TopicPartition("t", 0);
    private static final TopicPartition B = new TopicPartition("t", 1);

    @Test
    void decidesEveryPositionOfOnePartition() {
        Slice slice = slice(Map.of(A, new SourceRange(10, 10, 20)));
        for (long committed = Progress.NONE; committed <= 30; committed++) {
            CommitDecision decision = CommitDecision.of(slice, table(Map.of(A, committed)));
            if (committed == 10) {
                assertThat(decision).isInstanceOf(CommitDecision.Commit.class);
            } else if (committed >= 20) {
                assertThat(decision).isInstanceOf(CommitDecision.Covered.class);
            } else {
                assertThat(decision).isInstanceOf(CommitDecision.Discard.class);
            }
        }
    }

    @Test
    void decidesEveryCombinationOfTwoPartitions() {
        Slice slice = slice(Map.of(A, new SourceRange(10, 10, 20), B, new SourceRange(5, 5, 8)));
        for (long a = Progress.NONE; a <= 25; a++) {
            for (long b = Progress.NONE; b <= 12; b++) {
                CommitDecision decision = CommitDecision.of(slice, table(Map.of(A, a, B, b)));
                if (a == 10 && b == 5) {
                    assertThat(decision).isInstanceOf(CommitDecision.Commit.class);
                } else if (a >= 20 && b >= 8) {
                    assertThat(decision).isInstanceOf(CommitDecision.Covered.class);
                } else {
                    assertThat(decision).isInstanceOf(CommitDecision.Discard.class);
                }
            }
        }
    }

    @Test
    void commitsTheFirstSliceEverOnATableThatKnowsNothing() {
        Slice first = slice(Map.of(A, new SourceRange(Progress.NONE, 3, 9)));

        assertThat(CommitDecision.of(first, table(Map.of()))).isInstanceOf(CommitDecision.Commit.class);
        assertThat(CommitDecision.of(first, table(Map.of(A, 3L)))).isInstanceOf(CommitDecision.Discard.class);
    }

    @Test
    void knowsItsOwnSliceEvenWhenTheRangeIsNotAhead() {
        Slice replay = slice(Map.of(A, new SourceRange(20, 10, 20)));
        TableProgress landed =
                new TableProgress(Map.of(A, new Progress(20, "slice", 7, 7)), Map.of(), Map.of(), Map.of(), Map.of());

        assertThat(CommitDecision.of(replay, landed)).isInstanceOf(CommitDecision.Landed.class);
        assertThat(CommitDecision.of(replay, table(Map.of(A, 20L)))).isInstanceOf(CommitDecision.Commit.class);
    }

    @Test
    void aReplayIsNotCoveredByWhatItIsToReplace() {
        Slice replay = slice(Map.of(A, new SourceRange(1_000, 0, 100), B, new SourceRange(1_000, 0, 50)));

        // Another worker went on in one partition; nobody replayed the other.
        assertThat(CommitDecision.of(replay, table(Map.of(A, 1_100L, B, 1_000L))))
                .isInstanceOf(CommitDecision.Discard.class);
        assertThat(CommitDecision.of(replay, table(Map.of(A, 1_100L, B, 1_100L))))
                .isInstanceOf(CommitDecision.Discard.class);
    }

    @Test
    void namesWhatDoesNotFit() {
        Slice slice = slice(Map.of(A, new SourceRange(10, 10, 20)));

        assertThat(CommitDecision.of(slice, table(Map.of(A, 15L))))
                .isEqualTo(new CommitDecision.Discard(Set.of("t-0 expected 10 found 15")));
        assertThat(CommitDecision.of(slice, table(Map.of())))
                .isEqualTo(new CommitDecision.Discard(Set.of("t-0 expected 10 found nothing")));
    }

    private static Slice slice(Map<TopicPartition, SourceRange> ranges) {
        return new Slice(
                "slice",
                "task",
                new WrittenFor("uuid", 2, 0, 0, Set.of(0)),
                ranges,
                Map.of(),
                SliceFiles.NONE,
                SliceFacts.NONE,
                Map.of(),
                Map.of(),
                SliceFacts.NO_TIME);
    }

    private static TableProgress table(Map<TopicPartition, Long> committed) {
        Map<TopicPartition, Progress> progress = new HashMap<>();
        committed.forEach((partition, to) -> {
            if (to != Progress.NONE) {
                progress.put(partition, new Progress(to, "other", 1, 1));
            }
        });
        return new TableProgress(progress, Map.of(), Map.of(), Map.of(), Map.of());
    }
}
