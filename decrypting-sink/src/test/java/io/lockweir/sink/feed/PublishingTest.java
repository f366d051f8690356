package io.lockweir.sink.feed;

import static io.lockweir.sink.feed.Bank.ACCOUNTS;
import static io.lockweir.sink.feed.Bank.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.commit.Faults;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits go to a branch, and the main branch follows when they are as they should be. */
class PublishingTest {

    private static final TopicPartition C0 = new TopicPartition("t.customers", 0);
    private static final TopicPartition C1 = new TopicPartition("t.customers", 1);
    private static final TopicPartition A0 = new TopicPartition("t.accounts", 0);
    private static final String[] RULE = {
        "write.wap.branch", "audit",
        "quality.rules", "small",
        "quality.rules.small.expression", "id != 17",
        "quality.rules.small.tables", "bank.customers"
    };
    private static final String[] RELAXED = Stream.concat(
                    Stream.of(RULE), Stream.of("quality.rules.small.on.violation", "dlq"))
            .toArray(String[]::new);

    private final Bank bank = new Bank();

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void theMainBranchFollows() {
        bank.produce(C0, 10);
        run(RULE, 10);
        bank.produce(C0, 5);
        run(RULE, 15);

        assertThat(bank.ids(CUSTOMERS)).hasSize(15);
        assertThat(head("audit")).isEqualTo(head("main"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void upsertsAndDeletesReachTheMainBranchByWayOfTheOther(int formatVersion) {
        Changes changes = new Changes(bank, Changes.Layout.UNPARTITIONED, formatVersion);
        UpsertedTable upserted = new UpsertedTable(bank, changes);
        for (int restart = 0; restart < 3; restart++) {
            Worker worker = Worker.upserting(bank, bank.auditing(Map.of()), Map.of());
            worker.assign(Changes.partitions());
            for (int round = 0; round < 4; round++) {
                int number = restart * 4 + round;
                for (long id = 0; id < 30; id++) {
                    if ((id + number) % 7 == 0) {
                        changes.delete(id);
                    } else {
                        changes.upsert(id, number % 2 == 0 ? "nl" : "de");
                    }
                }
                // Some go out without an answer.
                bank.faults(CUSTOMERS).next(Faults.Fault.APPLIED, new ServiceFailureException("502"));
                worker.until(() -> Stream.of(Changes.partitions())
                                .allMatch(p -> bank.committed(CUSTOMERS, p) == bank.ends.getOrDefault(p, 0L))
                        && worker.idle()
                        && head("main") == head("audit"));
                upserted.verify("restart " + restart + ", round " + round);
            }
            assertThat(worker.holds).isEmpty();
            worker.stop();
        }
        assertThat(upserted.vectors() > 0).isEqualTo(formatVersion == 3);
    }

    @Test
    void whatAKilledWorkerLeftBehindIsPublishedByTheNextOne() {
        commitsButCannotPublish(10);

        assertThat(bank.idsIn("audit")).hasSize(10);
        assertThat(bank.table(CUSTOMERS).currentSnapshot()).isNull();
        Worker next = worker(Map.of(), RULE);
        next.assign(C0);
        next.until(() -> bank.ids(CUSTOMERS).size() == 10);

        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
    }

    @Test
    void rowsThatFailStayOnTheBranchUntilTheyAreAccepted() {
        Hold hold = failed();

        assertThat(hold.id()).startsWith("audit-failed-");
        assertThat(hold.what()).endsWith("has rows that fail rules: small=1");
        assertThat(bank.ids(CUSTOMERS)).hasSize(10);
        assertThat(bank.idsIn("audit")).hasSize(20);
        Worker accepting = worker(Map.of(hold.id(), HoldAnswer.ACCEPT), RULE);
        accepting.assign(C0);
        accepting.until(() -> bank.ids(CUSTOMERS).size() == 20);

        assertThat(bank.view(CUSTOMERS).progress().answers()).containsEntry(hold.id(), "accept");
        bank.produce(C0, 5);
        run(RULE, 25);
        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
    }

    @Test
    void rowsThatFailAreReadAgainByAReplayThatIsUsedOnce() {
        Hold hold = failed();

        Worker replaying = worker(Map.of(hold.id(), HoldAnswer.REPLAY), RELAXED);
        replaying.assign(C0);
        replaying.until(() -> bank.ids(CUSTOMERS).size() == 19);
        replaying.stop();
        assertThat(replaying.reported).containsExactly(bank.consumed(C0, 17));
        bank.produce(C0, 5);
        Worker again = worker(Map.of(hold.id(), HoldAnswer.REPLAY), RELAXED);
        again.assign(C0);
        again.until(() -> bank.ids(CUSTOMERS).size() == 24);

        assertThat(bank.ids(CUSTOMERS))
                .isEqualTo(bank.produced("t.customers").stream()
                        .filter(id -> id != 17)
                        .toList());
    }

    @Test
    void aReplayOfTheFirstCommitEverBeginsAnEmptyTable() {
        bank.produce(C0, 20);
        Hold hold = held(worker(Map.of(), RULE));
        assertThat(bank.table(CUSTOMERS).currentSnapshot()).isNull();

        Worker replaying = worker(Map.of(hold.id(), HoldAnswer.REPLAY), RELAXED);
        replaying.assign(C0);
        replaying.until(
                () -> bank.committed(CUSTOMERS, C0) == 20 && bank.ids(CUSTOMERS).size() == 19);

        assertThat(head("audit")).isEqualTo(head("main"));
    }

    @Test
    void commitsOfOthersToTheMainBranchAreFollowed() {
        bank.produce(C0, 10);
        run(RULE, 10);
        bank.table(CUSTOMERS).newAppend().commit();
        long foreign = head("main");
        bank.produce(C0, 10 - 3);
        run(RULE, 17);

        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
        assertThat(bank.table(CUSTOMERS).currentSnapshot().parentId()).isEqualTo(foreign);
    }

    @Test
    void commitsOfOthersInBetweenHoldUntilTheBranchIsReadAgain() {
        bank.produce(C1, 6);
        Worker first = worker(Map.of(), RULE);
        first.assign(C0, C1);
        first.until(() -> bank.committed(CUSTOMERS, C1) == 6 && first.idle());
        first.stop();
        bank.produce(C1, 4);
        commitsButCannotPublish(5);
        bank.table(CUSTOMERS).newAppend().commit();
        bank.produce(C0, 1);
        bank.produce(A0, 1);
        Worker held = worker(Map.of(), RULE);
        held.assign(C0, C1, A0);
        held.until(() -> !held.holds.isEmpty());
        Hold hold = held.holds.get(0);

        assertThat(hold.reason()).isEqualTo(HoldReason.BRANCH_DIVERGED);
        held.until(() -> bank.committed(ACCOUNTS, A0) == 1);
        held.stop();
        Worker refused = worker(Map.of(hold.id(), HoldAnswer.ACCEPT), RULE);
        assertThat(held(refused)).isEqualTo(hold);
        Map<String, HoldAnswer> replay = Map.of(hold.id(), HoldAnswer.REPLAY);
        TableAccess shared = bank.auditing(replay);
        Worker one = Worker.ruled(bank, shared, replay, RULE);
        Worker other = Worker.ruled(bank, shared, replay, RULE);
        one.assign(C0);
        other.assign(C1);
        one.until(() -> {
            other.poll();
            return bank.ids(CUSTOMERS).size() >= 16 && one.idle() && other.idle();
        });

        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
        assertThat(one.holds).isEmpty();
        assertThat(other.holds).isEmpty();
    }

    @Test
    void aRollbackOfTheMainBranchIsNotUndone() {
        bank.produce(C0, 10);
        run(RULE, 10);
        long keep = head("main");
        bank.produce(C0, 5);
        run(RULE, 15);
        bank.table(CUSTOMERS).manageSnapshots().rollbackTo(keep).commit();
        bank.produce(C0, 1);
        Hold hold = held(worker(Map.of(), RULE));

        assertThat(hold.reason()).isEqualTo(HoldReason.ROLLED_BACK);
        assertThat(bank.ids(CUSTOMERS)).hasSize(10);
        Worker replaying = worker(Map.of(hold.id(), HoldAnswer.REPLAY), RULE);
        replaying.assign(C0);
        replaying.until(() -> bank.ids(CUSTOMERS).size() >= 16);
        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
    }

    @Test
    void aBranchThatIsNoLongerWrittenToIsNoticed() {
        commitsButCannotPublish(10);
        Worker toMain = Worker.of(bank);
        toMain.assign(C0);
        bank.produce(A0, 1);
        toMain.assign(A0);
        toMain.until(() -> !toMain.holds.isEmpty());

        assertThat(toMain.holds.get(0).reason()).isEqualTo(HoldReason.ROLLED_BACK);
    }

    /** The rule fails in the second commit. */
    private Hold failed() {
        bank.produce(C0, 10);
        run(RULE, 10);
        bank.produce(C0, 10);
        return held(worker(Map.of(), RULE));
    }

    private Hold held(Worker worker) {
        bank.produce(A0, 1);
        worker.assign(C0, A0);
        worker.until(() -> !worker.holds.isEmpty());
        worker.stop();
        return worker.holds.get(0);
    }

    /** The commit arrives, and nothing after it. */
    private void commitsButCannotPublish(int records) {
        Faults faults = bank.faults(CUSTOMERS);
        faults.next(Faults.Fault.APPLIED, new ServiceFailureException("502"));
        for (int i = 0; i < 1_000; i++) {
            faults.next(Faults.Fault.LOST, new ServiceFailureException("503"));
        }
        bank.produce(C0, records);
        long end = bank.ends.getOrDefault(C0, 0L);
        Worker killed = worker(Map.of(), RULE);
        killed.assign(C0, C1);
        killed.until(() -> bank.committed(CUSTOMERS, C0) == end);
        killed.stop();
        bank.close();
        faults.clear();
    }

    private void run(String[] rule, long to) {
        Worker worker = worker(Map.of(), rule);
        worker.assign(C0);
        worker.until(() -> bank.committed(CUSTOMERS, C0) == to && worker.idle());
        worker.stop();
    }

    private Worker worker(Map<String, HoldAnswer> answers, String[] rule) {
        return Worker.ruled(bank, bank.auditing(answers), answers, rule);
    }

    private long head(String branch) {
        return Objects.requireNonNull(bank.table(CUSTOMERS).refs().get(branch)).snapshotId();
    }
}
