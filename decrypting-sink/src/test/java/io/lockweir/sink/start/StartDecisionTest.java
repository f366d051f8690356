package io.lockweir.sink.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.progress.Ancestry;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.progress.TableProgress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartDecisionTest {

    private static final TableIdentifier TABLE = TableIdentifier.of("bank", "customers");
    private static final TopicPartition P = new TopicPartition("t", 3);
    private static final SourceIdentity SAME = new SourceIdentity("c", "t1");
    private static final SourceIdentity OTHER = new SourceIdentity("c", "t2");
    private static final LogBounds LOG = new LogBounds(100, 200);
    private static final long HISTORY_END = 120;

    @Test
    void beginsAtTheStartOfTheLogWithoutProgress() {
        TableProgress none = progress(Progress.NONE);

        assertThat(StartDecision.of(found(none, Ancestry.UNKNOWN, SAME, OptionalLong::empty), Map.of()))
                .isEqualTo(new StartDecision.Begin(Progress.NONE, 100, Map.of()));
        assertThat(StartDecision.of(found(none, Ancestry.UNKNOWN, SAME, StartDecisionTest::expired), Map.of()))
                .isEqualTo(new StartDecision.Begin(Progress.NONE, 100, Map.of()));
    }

    @Test
    void holdsWhenTheHistoryKnowsMoreThanTheProgress() {
        TableProgress none = progress(Progress.NONE);

        answered(none, Ancestry.UNKNOWN, SAME, HoldReason.PROGRESS_LOST, HoldAnswer.REPLAY, Progress.NONE, HISTORY_END);
        answered(none, Ancestry.UNKNOWN, SAME, HoldReason.PROGRESS_LOST, HoldAnswer.ACCEPT, Progress.NONE, 100);
    }

    @Test
    void replaysAFullRollbackFromZeroOrSaysThatItCannot() {
        TableProgress known = progress(150);
        StartDecision.Found found = found(known, Ancestry.REPLACED, SAME, OptionalLong::empty);
        Hold rolledBack = stop(StartDecision.of(found, Map.of()));

        Hold retention = stop(StartDecision.of(found, Map.of(rolledBack.id(), HoldAnswer.REPLAY)));

        assertThat(retention.reason()).isEqualTo(HoldReason.RETENTION);
        Map<String, HoldAnswer> both = Map.of(rolledBack.id(), HoldAnswer.REPLAY, retention.id(), HoldAnswer.ACCEPT);
        assertThat(StartDecision.of(found, both)).isEqualTo(new StartDecision.Begin(150, 100, both));
    }

    @Test
    void goesOnWhereverTheLogStillReaches() {
        for (long to = 100; to <= 200; to++) {
            assertThat(decide(progress(to), Ancestry.INTACT, SAME, Map.of()))
                    .isEqualTo(new StartDecision.Begin(to, to, Map.of()));
        }
    }

    @Test
    void goesOnWhenHistoryWasExpired() {
        assertThat(decide(progress(150), Ancestry.UNKNOWN, SAME, Map.of()))
                .isEqualTo(new StartDecision.Begin(150, 150, Map.of()));
    }

    @Test
    void holdsBehindRetentionAndGoesOnAtTheStartOfTheLogWhenAnswered() {
        for (HoldAnswer answer : HoldAnswer.values()) {
            answered(progress(99), Ancestry.INTACT, SAME, HoldReason.RETENTION, answer, 99, 100);
        }
    }

    @Test
    void holdsAheadOfTheLog() {
        TableProgress ahead = progress(201);

        answered(ahead, Ancestry.INTACT, SAME, HoldReason.TRUNCATED_SOURCE, HoldAnswer.ACCEPT, 201, 200);
        answered(ahead, Ancestry.INTACT, SAME, HoldReason.TRUNCATED_SOURCE, HoldAnswer.REPLAY, 201, 100);
    }

    @Test
    void holdsOnAnotherTopicOfTheSameName() {
        TableProgress known = progress(150);

        answered(known, Ancestry.INTACT, OTHER, HoldReason.SOURCE_CHANGED, HoldAnswer.ACCEPT, 150, 150);
        answered(known, Ancestry.INTACT, OTHER, HoldReason.SOURCE_CHANGED, HoldAnswer.REPLAY, 150, 100);
    }

    @Test
    void holdsOnAReplacedSnapshot() {
        TableProgress known = progress(150);

        answered(known, Ancestry.REPLACED, SAME, HoldReason.ROLLED_BACK, HoldAnswer.ACCEPT, 150, 150);
        answered(known, Ancestry.REPLACED, SAME, HoldReason.ROLLED_BACK, HoldAnswer.REPLAY, 150, 120);
    }

    @Test
    void doesNotReplayWhenHistoryDoesNotTellFromWhere() {
        TableProgress known = progress(150);
        Hold hold = stop(decide(known, Ancestry.REPLACED, SAME, Map.of()));
        StartDecision.Found found = found(known, Ancestry.REPLACED, SAME, StartDecisionTest::expired);

        StartDecision decision = StartDecision.of(found, Map.of(hold.id(), HoldAnswer.REPLAY));

        assertThat(stop(decision).what()).contains("replay is not possible, since snapshots were expired");
    }

    @Test
    void holdsWhenAnotherSinkFedTheSameTopic() {
        TableProgress shared = new TableProgress(Map.of(), Map.of(), Map.of(), Map.of(), Map.of("t", Set.of("other")));

        StartDecision.Found found = found(shared, Ancestry.UNKNOWN, SAME, OptionalLong::empty);
        Hold hold = stop(StartDecision.of(found, Map.of()));

        assertThat(hold.reason()).isEqualTo(HoldReason.OTHER_SINK);
        assertThat(StartDecision.of(found, Map.of(hold.id(), HoldAnswer.REPLAY)))
                .isEqualTo(new StartDecision.Stop(hold));
        Map<String, HoldAnswer> accept = Map.of(hold.id(), HoldAnswer.ACCEPT);
        assertThat(StartDecision.of(found, accept)).isEqualTo(new StartDecision.Begin(Progress.NONE, 100, accept));
    }

    @Test
    void holdsWhenAKeyMayComeFromAnotherPartition() {
        for (long to : new long[] {Progress.NONE, 120}) {
            Hold hold = stop(StartDecision.of(counted(to, 3, 4, SAME), Map.of()));
            assertThat(hold.reason()).isEqualTo(HoldReason.PARTITIONS_CHANGED);
            assertThat(hold.what())
                    .isEqualTo("t has 4 partitions, and had 3: the same key may come from two of them, out of order");
            assertThat(StartDecision.of(counted(to, 3, 4, SAME), Map.of(hold.id(), HoldAnswer.REPLAY)))
                    .isEqualTo(new StartDecision.Stop(hold));
            Map<String, HoldAnswer> accept = Map.of(hold.id(), HoldAnswer.ACCEPT);
            assertThat(StartDecision.of(counted(to, 3, 4, SAME), accept))
                    .isEqualTo(new StartDecision.Begin(to, Math.max(to, 100), accept));
        }
    }

    @Test
    void countsPartitionsOfTheSameTopicAndWhereKeysMatterOnly() {
        StartDecision.Begin begin = new StartDecision.Begin(120, 120, Map.of());
        assertThat(StartDecision.of(counted(120, 3, 3, SAME), Map.of())).isEqualTo(begin);
        assertThat(StartDecision.of(counted(120, 3, 0, SAME), Map.of())).isEqualTo(begin);
        assertThat(stop(StartDecision.of(counted(120, 3, 4, OTHER), Map.of())).reason())
                .isEqualTo(HoldReason.SOURCE_CHANGED);
    }

    private static StartDecision.Found counted(long to, int recorded, int now, SourceIdentity source) {
        TableProgress known = progress(to);
        TableProgress counted = new TableProgress(
                known.partitions(), Map.of(P.topic(), SAME), Map.of(), Map.of(P.topic(), recorded), Map.of());
        return new StartDecision.Found(
                TABLE,
                P,
                counted,
                Optional.empty(),
                Ancestry.INTACT,
                OptionalLong::empty,
                source,
                now,
                LOG,
                Optional.empty());
    }

    @Test
    void asksOneQuestionAfterTheOther() {
        TableProgress known = progress(50);
        Hold first = stop(decide(known, Ancestry.REPLACED, OTHER, Map.of()));
        assertThat(first.reason()).isEqualTo(HoldReason.ROLLED_BACK);
        Hold second = stop(decide(known, Ancestry.REPLACED, OTHER, Map.of(first.id(), HoldAnswer.ACCEPT)));
        assertThat(second.reason()).isEqualTo(HoldReason.SOURCE_CHANGED);
        Map<String, HoldAnswer> both = Map.of(first.id(), HoldAnswer.ACCEPT, second.id(), HoldAnswer.ACCEPT);
        Hold third = stop(decide(known, Ancestry.REPLACED, OTHER, both));
        assertThat(third.reason()).isEqualTo(HoldReason.RETENTION);
    }

    /** Without an answer it stops; with the answer it begins there, and records the answer. */
    private static void answered(
            TableProgress progress,
            Ancestry ancestry,
            SourceIdentity source,
            HoldReason reason,
            HoldAnswer answer,
            long expected,
            long from) {
        Hold hold = stop(decide(progress, ancestry, source, Map.of()));
        assertThat(hold.reason()).isEqualTo(reason);
        assertThat(decide(progress, ancestry, source, Map.of(hold.id(), answer)))
                .isEqualTo(new StartDecision.Begin(expected, from, Map.of(hold.id(), answer)));
    }

    private static Hold stop(StartDecision decision) {
        assertThat(decision).isInstanceOf(StartDecision.Stop.class);
        return ((StartDecision.Stop) decision).hold();
    }

    private static StartDecision decide(
            TableProgress progress, Ancestry ancestry, SourceIdentity source, Map<String, HoldAnswer> answers) {
        return StartDecision.of(found(progress, ancestry, source, () -> OptionalLong.of(HISTORY_END)), answers);
    }

    private static OptionalLong expired() {
        throw new IllegalStateException("snapshots were expired");
    }

    private static StartDecision.Found found(
            TableProgress progress, Ancestry ancestry, SourceIdentity source, Supplier<OptionalLong> end) {
        return new StartDecision.Found(
                TABLE, P, progress, Optional.empty(), ancestry, end, source, 0, LOG, Optional.empty());
    }

    private static TableProgress progress(long to) {
        if (to == Progress.NONE) {
            return new TableProgress(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
        }
        return new TableProgress(
                Map.of(P, new Progress(to, "s", 11, 5)), Map.of(P.topic(), SAME), Map.of(), Map.of(), Map.of());
    }
}
