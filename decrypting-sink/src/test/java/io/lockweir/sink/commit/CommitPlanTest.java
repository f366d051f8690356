package io.lockweir.sink.commit;

import static io.lockweir.sink.commit.TestTable.ID;
import static io.lockweir.sink.commit.TestTable.KEYS;
import static io.lockweir.sink.commit.TestTable.P0;
import static io.lockweir.sink.commit.TestTable.P1;
import static io.lockweir.sink.commit.TestTable.SOURCE;
import static io.lockweir.sink.commit.TestTable.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.write.Positions;
import io.lockweir.sink.write.SliceFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommitPlanTest {

    private final TestTable table = new TestTable();

    @Test
    void discardsFilesOfAnotherSchemaAndWhatFollowsThem() {
        Slice outdated = table.slice("t1", P0, Progress.NONE, 10);
        Slice behind = table.slice("t1", P0, 10, 20);
        table.load().updateSchema().addColumn("note", Types.StringType.get()).commit();
        Slice current = table.slice("t2", P1, Progress.NONE, 5);

        CommitPlan plan = plan(outdated, behind, current);

        assertThat(plan.commit()).containsExactly(current);
        assertThat(plan.settled().get(outdated.id()))
                .isEqualTo(new SliceResult.Discarded("the table has format 2, schema 1 and partition spec 0 of [0],"
                        + " its files format 2, schema 0 and partition spec 0 of [0]"));
        assertThat(plan.settled().get(behind.id())).isInstanceOf(SliceResult.Discarded.class);
    }

    @Test
    void discardsFilesOfAnotherSpec() {
        Slice outdated = table.slice("t", P0, Progress.NONE, 10);
        table.load().updateSpec().addField("id").commit();

        assertThat(plan(outdated).settled().get(outdated.id())).isInstanceOf(SliceResult.Discarded.class);
    }

    @Test
    void knowsItsOwnSliceWhateverTheSchemaBecame() {
        Slice landed = table.slice("t", P0, Progress.NONE, 10);
        commit(landed);
        table.load().updateSchema().addColumn("note", Types.StringType.get()).commit();

        assertThat(plan(landed).settled().get(landed.id())).isInstanceOf(SliceResult.InTable.class);
    }

    @Test
    void advancesWithoutFilesUnderAnySchema() {
        Slice files = table.slice("t", Map.of(P0, new SourceRange(Progress.NONE, 0, 10)));
        Slice empty = new Slice(
                "empty",
                "t",
                files.table(),
                files.ranges(),
                Map.of(),
                SliceFiles.NONE,
                io.lockweir.sink.facts.SliceFacts.NONE,
                Map.of(),
                Map.of(),
                -1);
        table.load().updateSchema().addColumn("note", Types.StringType.get()).commit();

        assertThat(plan(empty).commit()).containsExactly(empty);
    }

    @Test
    void holdsASliceCutBeforeARollbackThatAnotherTaskReplays() {
        table.load().newFastAppend().commit();
        long before = table.load().currentSnapshot().snapshotId();
        commit(table.slice("t", Map.of(P0, range(Progress.NONE, 0, 10), P1, range(Progress.NONE, 0, 10))));
        Slice zombie = table.slice("zombie", P1, 10, 20);
        table.load().manageSnapshots().setCurrentSnapshot(before).commit();
        Hold hold = Hold.rolledBack(
                ID, P0, Objects.requireNonNull(table.progress().partitions().get(P0)));
        Map<String, HoldAnswer> replay = Map.of(hold.id(), HoldAnswer.REPLAY);
        commit(answering(table.slice("owner", Map.of(P0, range(10, 0, 10))), replay));
        assertThat(table.progress().answers()).containsEntry(hold.id(), "replay");

        assertThat(plan(zombie).settled().get(zombie.id())).isEqualTo(new SliceResult.Held(rolledBack(P1)));
        Slice late = answering(table.slice("late", Map.of(P1, range(10, 0, 10))), replay);
        assertThat(plan(late).commit()).containsExactly(late);
    }

    @Test
    void letsSlicesBehindAnAnswerWaitForIt() {
        table.load().newFastAppend().commit();
        long before = table.load().currentSnapshot().snapshotId();
        commit(table.slice("t", Map.of(P0, range(Progress.NONE, 0, 10), P1, range(Progress.NONE, 0, 10))));
        table.load().manageSnapshots().setCurrentSnapshot(before).commit();
        Map<String, HoldAnswer> accept = Map.of(rolledBack(P0).id(), HoldAnswer.ACCEPT);
        Slice first = answering(table.slice("t", P0, 10, 20), accept);
        Slice behind = table.slice("t", P0, 20, 30);
        Slice beside = table.slice("t", P1, 10, 20);

        CommitPlan plan = plan(first, behind, beside);

        assertThat(plan.commit()).containsExactly(first);
        assertThat(plan.settled()).isEmpty();
        commit(first);
        assertThat(plan(behind, beside).commit()).containsExactly(behind, beside);
    }

    @Test
    void ofTwoSinksThatStartTogetherTheSecondHolds() {
        Slice other = table.slice("other", P0, Progress.NONE, 10);
        Slice mine = table.slice("mine", P0, Progress.NONE, 10);
        commit(new ProgressKeys("s2"), other);
        Hold hold = Hold.otherSink(ID, P0.topic(), "s2");

        assertThat(plan(mine).settled().get(mine.id())).isEqualTo(new SliceResult.Held(hold));
        Slice accepting = answering(mine, Map.of(hold.id(), HoldAnswer.ACCEPT));
        assertThat(plan(accepting).commit()).containsExactly(accepting);
        commit(accepting);
        Slice next = table.slice("mine", P0, 10, 20);
        assertThat(plan(next).commit()).containsExactly(next);
    }

    @Test
    void discardsRecordsOfATopicThatIsNoLongerTheOneTheTableIsFedFrom() {
        commit(table.slice("t", P0, Progress.NONE, 10));
        SourceIdentity anew = new SourceIdentity("cluster", "made anew");
        Slice zombie = table.slice("zombie", P0, 10, 20);
        Hold hold = Hold.sourceChanged(ID, P0.topic(), SOURCE, anew);
        Slice owner = of(table.slice("owner", P0, 10, 10), Map.of(P0.topic(), anew));

        assertThat(plan(owner).settled().get(owner.id())).isInstanceOf(SliceResult.Discarded.class);
        Slice answered = answering(owner, Map.of(hold.id(), HoldAnswer.ACCEPT));
        assertThat(plan(answered).commit()).containsExactly(answered);
        commit(answered);
        assertThat(plan(zombie).settled().get(zombie.id())).isInstanceOf(SliceResult.Discarded.class);
    }

    @Test
    void recordsSourcesOfTheTopicsItCoversAlone() {
        TopicPartition elsewhere = new TopicPartition("bank.archive", 0);
        SourceIdentity anew = new SourceIdentity("cluster", "made anew");
        commit(of(table.slice("owner", elsewhere, Progress.NONE, 10), Map.of(elsewhere.topic(), anew)));
        // A task that had the topic once, and before it was made anew.
        commit(of(table.slice("t", P0, Progress.NONE, 10), Map.of(P0.topic(), SOURCE, elsewhere.topic(), SOURCE)));

        assertThat(table.progress().sources())
                .containsOnly(Map.entry(P0.topic(), SOURCE), Map.entry(elsewhere.topic(), anew));
    }

    private static Slice of(Slice slice, Map<String, SourceIdentity> sources) {
        return new Slice(
                slice.id(),
                slice.task(),
                slice.table(),
                slice.ranges(),
                sources,
                slice.files(),
                slice.facts(),
                slice.answers(),
                slice.partitionCounts(),
                slice.validThroughMs());
    }

    private Hold rolledBack(TopicPartition partition) {
        return Hold.rolledBack(
                ID,
                partition,
                Objects.requireNonNull(table.progress().partitions().get(partition)));
    }

    private static SourceRange range(long expected, long from, long to) {
        return new SourceRange(expected, from, to);
    }

    private static Slice answering(Slice slice, Map<String, HoldAnswer> answers) {
        return new Slice(
                slice.id(),
                slice.task(),
                slice.table(),
                slice.ranges(),
                slice.sources(),
                slice.files(),
                slice.facts(),
                answers,
                slice.partitionCounts(),
                slice.validThroughMs());
    }

    @Test
    void letsSlicesOfTheSamePartitionNeverShareASnapshot() {
        Slice first = deleting(table.slice("t", P0, Progress.NONE, 10));
        Slice second = deleting(table.slice("t", P0, 10, 20));
        assertThat(plan(first, second).commit()).containsExactly(first);
    }

    @Test
    void letsSlicesOfOneTopicShareASnapshotAndThoseOfTwoThatDeleteNever() {
        TopicPartition elsewhere = new TopicPartition("bank.archive", 0);
        Slice first = deleting(table.slice("t1", P0, Progress.NONE, 10));
        Slice beside = deleting(table.slice("t2", P1, Progress.NONE, 10));
        Slice other = deleting(table.slice("t3", elsewhere, Progress.NONE, 10));
        Slice behindOther = deleting(table.slice("t3", elsewhere, 10, 20));
        Slice advancing = with(table.slice("t4", new TopicPartition("bank.new", 0), Progress.NONE, 0), SliceFiles.NONE);

        CommitPlan plan = plan(first, beside, other, behindOther, advancing);

        assertThat(plan.commit()).containsExactly(first, beside, advancing);
        assertThat(plan.settled()).isEmpty();
    }

    @Test
    void letsNoRowsBeAddedBesideADeleteOfAnotherTopic() {
        Slice rows = table.slice("t1", P0, Progress.NONE, 10);
        Slice deletes = deleting(table.slice("t2", new TopicPartition("bank.archive", 0), Progress.NONE, 10));
        assertThat(plan(rows, deletes).commit()).containsExactly(rows);
        assertThat(plan(deletes, rows).commit()).containsExactly(deletes);
    }

    @Test
    void discardsPositionsInFilesOfWhichNotAllIsKnown() {
        Slice slice = table.slice("t", P0, Progress.NONE, 10);
        String own = slice.files().data().get(0).location();
        Slice inItself = with(slice, pointing(slice, own));
        Slice inAnother = with(slice, pointing(slice, "data/of-before.parquet"));

        assertThat(plan(inItself).commit()).containsExactly(inItself);
        assertThat(plan(inAnother).settled().get(slice.id())).isInstanceOf(SliceResult.Discarded.class);
        assertThat(CommitPlan.of(ID, List.of(inAnother), table.view(), location -> true, List.of())
                        .commit())
                .containsExactly(inAnother);
    }

    @Test
    void discardsPositionsInFilesOfBeforeOnceThereAreTwoTopics() {
        TopicPartition elsewhere = new TopicPartition("bank.archive", 0);
        commit(table.slice("t", P0, Progress.NONE, 10));
        Slice slice = table.slice("t", P0, 10, 20);
        Slice inAnother = with(slice, pointing(slice, "data/of-before.parquet"));
        Slice inItself = with(slice, pointing(slice, slice.files().data().get(0).location()));
        commit(of(table.slice("other", elsewhere, Progress.NONE, 10), Map.of(elsewhere.topic(), SOURCE)));

        assertThat(CommitPlan.of(ID, List.of(inAnother), table.view(), location -> true, List.of())
                        .settled())
                .containsEntry(slice.id(), new SliceResult.Discarded("its keys may come from another topic too"));
        assertThat(plan(inItself).commit()).containsExactly(inItself);
    }

    private static SliceFiles pointing(Slice slice, String location) {
        return new SliceFiles(slice.files().data(), List.of(), Map.of(location, new Positions()));
    }

    private static Slice deleting(Slice slice) {
        DeleteFile deletes = FileMetadata.deleteFileBuilder(PartitionSpec.unpartitioned())
                .ofEqualityDeletes(1)
                .withPath("data/" + slice.id() + "-deletes.parquet")
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
        return with(slice, new SliceFiles(slice.files().data(), List.of(deletes), Map.of()));
    }

    private static Slice with(Slice slice, SliceFiles files) {
        return new Slice(
                slice.id(),
                slice.task(),
                slice.table(),
                slice.ranges(),
                slice.sources(),
                files,
                slice.facts(),
                slice.answers(),
                slice.partitionCounts(),
                slice.validThroughMs());
    }

    private CommitPlan plan(Slice... waiting) {
        return CommitPlan.of(ID, List.of(waiting), table.view(), location -> false, List.of());
    }

    private void commit(Slice slice) {
        commit(KEYS, slice);
    }

    private void commit(ProgressKeys keys, Slice slice) {
        TableOperations ops = ((HasTableOperations) table.load()).operations();
        KnownFiles known = new KnownFiles(keys.sinkId(), Duration.ZERO, Clock.systemUTC());
        new CommitAttempt(ID, keys, WRITER, List.of(slice), known)
                .send(new SingleShotOps(ops, ops.current(), () -> true));
    }
}
