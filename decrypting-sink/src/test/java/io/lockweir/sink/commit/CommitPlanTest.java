package io.lockweir.sink.commit;

import static io.lockweir.sink.commit.TestTable.ID;
import static io.lockweir.sink.commit.TestTable.KEYS;
import static io.lockweir.sink.commit.TestTable.P0;
import static io.lockweir.sink.commit.TestTable.P1;
import static io.lockweir.sink.commit.TestTable.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceRange;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.types.Types;
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
                .isEqualTo(new SliceResult.Discarded(
                        "the table has schema 1 and partition spec 0, its files schema 0 and partition spec 0"));
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
                List.of(),
                io.lockweir.sink.facts.SliceFacts.NONE,
                Map.of(),
                -1);
        table.load().updateSchema().addColumn("note", Types.StringType.get()).commit();

        assertThat(plan(empty).commit()).containsExactly(empty);
    }

    private CommitPlan plan(Slice... waiting) {
        return CommitPlan.of(ID, List.of(waiting), table.view());
    }

    private void commit(Slice slice) {
        TableOperations ops = ((HasTableOperations) table.load()).operations();
        new CommitAttempt(ID, KEYS, WRITER, List.of(slice)).send(new SingleShotOps(ops, ops.current(), () -> true));
    }
}
