package io.lockweir.sink.commit;

import static io.lockweir.sink.commit.TestTable.ID;
import static io.lockweir.sink.commit.TestTable.KEYS;
import static io.lockweir.sink.commit.TestTable.P0;
import static io.lockweir.sink.commit.TestTable.P1;
import static io.lockweir.sink.commit.TestTable.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockweir.sink.governance.Governance;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.write.SliceFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableCommitterTest {

    private final TestTable table = new TestTable();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final Map<String, SliceResult> results = new ConcurrentHashMap<>();
    private final FaultyOps ops = table.faulty();
    private final TableCommitter committer = committer(ops, Duration.ZERO);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void commitsAFirstSliceAndTheOneBehindIt() {
        Slice first = table.slice("t", P0, Progress.NONE, 10);
        Slice second = table.slice("t", P0, 10, 25);

        submit(committer, first);
        submit(committer, second);

        assertThat(result(first)).isInstanceOf(SliceResult.InTable.class);
        assertThat(result(second)).isInstanceOf(SliceResult.InTable.class);
        assertThat(table.rows()).isEqualTo(25);
        assertThat(table.progress().to(P0)).isEqualTo(25);
        assertThat(table.progress().sources()).containsEntry(P0.topic(), TestTable.SOURCE);
        assertThat(table.load().currentSnapshot().summary())
                .containsEntry("lockweir.connector", "connector")
                .containsEntry("lockweir.ranges", "bank.customers:0=10-25")
                .containsEntry("lockweir.read", "15")
                .containsEntry("lockweir.written", "15");
    }

    @Test
    void putsDisjointSlicesOfTheWorkerIntoOneSnapshot() {
        TableCommitter gathering = committer(ops, Duration.ofSeconds(2));
        Slice mine = table.slice("t1", P0, Progress.NONE, 10);
        Slice other = table.slice("t2", P1, Progress.NONE, 5);

        submit(gathering, mine);
        submit(gathering, other);
        result(mine);
        result(other);

        assertThat(table.snapshots()).isEqualTo(1);
        assertThat(table.rows()).isEqualTo(15);
    }

    @Test
    void advancesWithoutRowsByAnEmptySnapshot() {
        Slice rows = table.slice("t", P0, Progress.NONE, 10);
        Slice empty = new Slice(
                "empty",
                "t",
                rows.table(),
                Map.of(P0, new SourceRange(10, 10, 17)),
                Map.of(),
                SliceFiles.NONE,
                io.lockweir.sink.facts.SliceFacts.NONE,
                Map.of(),
                Map.of(),
                -1);

        submit(committer, rows);
        submit(committer, empty);

        assertThat(result(empty)).isInstanceOf(SliceResult.InTable.class);
        assertThat(table.snapshots()).isEqualTo(2);
        assertThat(table.rows()).isEqualTo(10);
        assertThat(table.progress().to(P0)).isEqualTo(17);
    }

    @Test
    void findsItsSliceAfterAConflictAnswerToAnAppliedCommit() {
        ops.faults().next(Faults.Fault.APPLIED, new CommitFailedException("409, said of the request sent again"));
        Slice slice = table.slice("t", P0, Progress.NONE, 10);

        submit(committer, slice);

        assertThat(result(slice)).isInstanceOf(SliceResult.InTable.class);
        assertThat(table.snapshots()).isEqualTo(1);
        assertThat(table.paths()).hasSize(1);
    }

    @Test
    void findsItsSliceAfterAnUnauthorizedAnswerToAnAppliedCommit() {
        ops.faults().next(Faults.Fault.APPLIED, new NotAuthorizedException("401"));
        Slice slice = table.slice("t", P0, Progress.NONE, 10);

        submit(committer, slice);

        assertThat(result(slice)).isInstanceOf(SliceResult.InTable.class);
        assertThat(table.snapshots()).isEqualTo(1);
        assertThat(table.paths()).hasSize(1);
    }

    @Test
    void commitsOnceThoughAnUnknownCommitLandsLate() {
        ops.faults().next(Faults.Fault.LATE, new CommitStateUnknownException(new RuntimeException("504")));
        // The late one arrives between the second attempt's load and its request.
        ops.faults().beforeNext(() -> ops.faults().beforeNext(ops.faults()::land));
        Slice slice = table.slice("t", P0, Progress.NONE, 10);
        submit(committer, slice);

        assertThat(result(slice)).isInstanceOf(SliceResult.InTable.class);
        assertThat(table.snapshots()).isEqualTo(1);
        assertThat(table.rows()).isEqualTo(10);
    }

    @Test
    void twoCommittersOnOnePartitionWriteEachRowOnce() {
        TableCommitter zombie = committer(table.faulty(), Duration.ZERO);
        Slice mine = table.slice("new", P0, Progress.NONE, 10);
        Slice zombies = table.slice("zombie", P0, Progress.NONE, 7);
        ops.faults().beforeNext(() -> {
            submit(zombie, zombies);
            result(zombies);
        });

        submit(committer, mine);

        assertThat(result(zombies)).isInstanceOf(SliceResult.InTable.class);
        assertThat(result(mine)).isInstanceOf(SliceResult.Discarded.class);
        assertThat(table.rows()).isEqualTo(7);
        assertThat(table.progress().to(P0)).isEqualTo(7);
    }

    @Test
    void discardsAPartialOverlapAndWhatFollowsInTheTaskButNotTheOthers() {
        TableCommitter gathering = committer(ops, Duration.ofMillis(200));
        Slice before = table.slice("old", P0, Progress.NONE, 7);
        submit(committer, before);
        result(before);
        Slice overlap = table.slice("t1", P0, 5, 20);
        Slice behind = table.slice("t1", P0, 20, 30);
        Slice other = table.slice("t2", P1, Progress.NONE, 5);

        submit(gathering, overlap);
        submit(gathering, behind);
        submit(gathering, other);

        assertThat(result(overlap)).isInstanceOf(SliceResult.Discarded.class);
        assertThat(result(behind)).isInstanceOf(SliceResult.Discarded.class);
        assertThat(result(other)).isInstanceOf(SliceResult.InTable.class);
        assertThat(table.rows()).isEqualTo(12);
    }

    @Test
    void holdsWhenTheTableWasRolledBack() {
        Slice first = table.slice("t", P0, Progress.NONE, 10);
        Slice second = table.slice("t", P0, 10, 20);
        submit(committer, first);
        result(first);
        long keep = table.load().currentSnapshot().snapshotId();
        submit(committer, second);
        result(second);
        table.load().manageSnapshots().rollbackTo(keep).commit();
        Slice third = table.slice("t", P0, 20, 30);

        submit(committer, third);

        assertThat(result(third))
                .isInstanceOfSatisfying(
                        SliceResult.Held.class,
                        held -> assertThat(held.hold().reason()).isEqualTo(HoldReason.ROLLED_BACK));
        assertThat(table.rows()).isEqualTo(10);
    }

    @Test
    void goesOnAfterForeignCompactionAndExpiry() {
        Slice first = table.slice("t", P0, Progress.NONE, 10);
        submit(committer, first);
        result(first);
        table.load().newFastAppend().commit();
        table.load()
                .expireSnapshots()
                .retainLast(1)
                .expireOlderThan(Long.MAX_VALUE)
                .commit();
        Slice second = table.slice("t", P0, 10, 20);

        submit(committer, second);

        assertThat(result(second)).isInstanceOf(SliceResult.InTable.class);
        assertThat(table.rows()).isEqualTo(20);
    }

    @Test
    void holdsWhenTheTableWasRecreated() {
        Slice first = table.slice("t", P0, Progress.NONE, 10);
        Slice second = table.slice("t", P0, 10, 20);
        TableCommitter loading = committer(table::load, Duration.ZERO);
        submit(loading, first);
        result(first);
        table.catalog.dropTable(ID);
        table.create();

        submit(loading, second);

        assertThat(result(second))
                .isInstanceOfSatisfying(
                        SliceResult.Held.class,
                        held -> assertThat(held.hold().reason()).isEqualTo(HoldReason.TABLE_RECREATED));
        assertThat(table.snapshots()).isZero();
    }

    @Test
    void holdsWhenTheCatalogKeepsRefusing() {
        for (int i = 0; i < 3; i++) {
            ops.faults().next(Faults.Fault.LOST, new ForbiddenException("no grant"));
        }
        Slice slice = table.slice("t", P0, Progress.NONE, 10);

        submit(committer, slice);

        assertThat(result(slice))
                .isInstanceOfSatisfying(
                        SliceResult.Held.class,
                        held -> assertThat(held.hold().reason()).isEqualTo(HoldReason.CATALOG_REFUSED));
    }

    @Test
    void holdsWithoutTheTextOfAnErrorInTheMiddleOfACommit() {
        String canary = "canary-7c1f-grace";
        ops.faults().beforeNext(() -> {
            throw new AssertionError(canary, new IllegalStateException(canary));
        });
        Slice slice = table.slice("t", P0, Progress.NONE, 10);
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            submit(committer, slice);

            assertThat(result(slice))
                    .isInstanceOfSatisfying(
                            SliceResult.Held.class,
                            held -> assertThat(held.hold().message())
                                    .contains(
                                            "the commit broke down with java.lang.AssertionError at io.lockweir.sink.commit.")
                                    .doesNotContain(canary));
        } finally {
            System.setErr(err);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("the commit broke down with java.lang.AssertionError")
                .doesNotContain(canary);
    }

    @Test
    void survivesAnyNumberOfPassingFailures() {
        for (int i = 0; i < 12; i++) {
            ops.faults().next(Faults.Fault.LOST, new CommitStateUnknownException(new RuntimeException("503")));
        }
        Slice slice = table.slice("t", P0, Progress.NONE, 10);

        submit(committer, slice);

        assertThat(result(slice)).isInstanceOf(SliceResult.InTable.class);
        assertThat(table.snapshots()).isEqualTo(1);
    }

    @Test
    void cancelsWhatWasNotSent() {
        TableCommitter gathering = committer(ops, Duration.ofMinutes(1));
        Slice slice = table.slice("t", P0, Progress.NONE, 10);

        submit(gathering, slice);
        assertThat(gathering.cancel("t")).containsExactly(slice);

        assertThat(result(slice)).isInstanceOf(SliceResult.Cancelled.class);
        assertThat(table.snapshots()).isZero();
    }

    private TableCommitter committer(FaultyOps operations, Duration gather) {
        return committer(() -> TestTable.over(operations), gather);
    }

    private TableCommitter committer(Supplier<Table> loader, Duration gather) {
        CommitPolicy policy =
                new CommitPolicy(gather, Duration.ofMillis(5), Duration.ofMillis(20), 3, Duration.ofMinutes(30));
        return new TableCommitter(ID, KEYS, WRITER, loader, Governance.NONE, executor, policy, new Silent());
    }

    private void submit(TableCommitter to, Slice slice) {
        to.submit(slice, result -> results.put(slice.id(), result));
    }

    private SliceResult result(Slice slice) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> results.get(slice.id()), r -> r != null);
    }

    private static final class Silent implements CommitObserver {
        @Override
        public void committed(TableIdentifier id, int slices, long rows) {}

        @Override
        public void failed(TableIdentifier id, CatalogFailure failure) {}

        @Override
        public void discarded(TableIdentifier id) {}
    }
}
