package io.lockweir.sink.feed;

import static io.lockweir.sink.feed.Bank.ACCOUNTS;
import static io.lockweir.sink.feed.Bank.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockweir.sink.commit.Faults;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskLoopTest {

    private static final TopicPartition C0 = new TopicPartition("t.customers", 0);
    private static final TopicPartition C1 = new TopicPartition("t.customers", 1);
    private static final TopicPartition A0 = new TopicPartition("t.accounts", 0);

    private final Bank bank = new Bank();

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void writesEveryRecordOnce() {
        bank.produce(C0, 100);
        bank.produce(C1, 50);
        bank.produce(A0, 30);
        Worker worker = Worker.of(bank);
        worker.assign(C0, C1, A0);

        worker.until(() -> complete());

        assertComplete();
        assertThat(worker.holds).isEmpty();
    }

    @Test
    void readsAgainFromTheTableAfterAKillBeforeTheFirstCommit() {
        bank.produce(C0, 100);
        Worker killed = Worker.of(bank);
        killed.assign(C0);
        killed.until(() -> !killed.isPaused(C0));
        killed.poll();

        // Nothing but the table survives; the group's offsets would say that all was read.
        Worker next = Worker.of(bank);
        next.assign(C0);
        next.until(() -> bank.committed(CUSTOMERS, C0) == 100);

        assertComplete();
    }

    @Test
    void readsAgainFromTheTableAfterAKillAtAnyMoment() {
        for (int kills = 0; kills < 8; kills++) {
            bank.produce(C0, 70);
            bank.produce(C1, 20);
            Worker worker = Worker.of(bank);
            worker.assign(C0, C1);
            for (int polls = 0; polls < 3 + kills * 7; polls++) {
                worker.poll();
                pauseBriefly();
            }
        }
        Worker last = Worker.of(bank);
        last.assign(C0, C1);

        last.until(() -> complete());

        assertComplete();
    }

    @Test
    void closesFilesEarlyWhenTheyHoldTooMuch() {
        // Less than the writers of two tables.
        bank.memoryBytes = 3 << 20;
        bank.produce(C0, 3_000);
        bank.produce(A0, 3_000);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);

        worker.until(() -> complete());

        assertComplete();
        assertThat(worker.rewinds).isZero();
        assertThat(worker.mostHeldBytes).isPositive().isLessThanOrEqualTo(bank.memoryBytes);
    }

    @Test
    void takesNothingWhileTooMuchWaitsForTheCatalogAndThenEverythingOnce() {
        // A slice on its way is more than that.
        bank.memoryBytes = 1_000;
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);
        bank.produce(C0, 10);
        worker.until(() -> bank.committed(CUSTOMERS, C0) == 10);
        // Also for the operations that are loaded already.
        busy(CUSTOMERS);
        bank.catalogDown = true;
        bank.produce(C0, 1_000);
        worker.until(() -> worker.isPaused(C0) && worker.isPaused(A0));
        bank.produce(A0, 1_000);
        for (int polls = 0; polls < 50; polls++) {
            worker.poll();
            assertThat(worker.isPaused(C0) && worker.isPaused(A0)).isTrue();
        }
        bank.faults(CUSTOMERS).clear();
        bank.catalogDown = false;

        worker.until(() -> complete());

        assertComplete();
        assertThat(worker.rewinds).isZero();
    }

    @Test
    void twoTasksOnOnePartitionWriteEachRecordOnce() {
        Worker zombie = Worker.of(bank);
        Worker owner = Worker.of(bank);
        zombie.assign(C0);
        owner.assign(C0);
        for (int round = 0; round < 30; round++) {
            bank.produce(C0, 11);
            zombie.poll();
            owner.poll();
            pauseBriefly();
        }

        owner.until(() -> complete());

        assertComplete();
    }

    @Test
    void goesOnAfterAnAppliedCommitWasAnsweredByAnError() {
        Faults faults = bank.faults(CUSTOMERS);
        faults.next(Faults.Fault.APPLIED, new CommitFailedException("409"));
        faults.next(Faults.Fault.APPLIED, new NotAuthorizedException("401"));
        Worker worker = Worker.of(bank);
        worker.assign(C0);
        for (int round = 0; round < 10; round++) {
            bank.produce(C0, 25);
            worker.poll();
            pauseBriefly();
        }

        worker.until(() -> complete());

        assertComplete();
    }

    @Test
    void waitsOutACatalogOutageAtTheStart() {
        bank.catalogDown = true;
        bank.produce(C0, 10);
        Worker worker = Worker.of(bank);
        worker.assign(C0);
        for (int i = 0; i < 10; i++) {
            worker.poll();
            pauseBriefly();
        }
        assertThat(worker.isPaused(C0)).isTrue();

        bank.catalogDown = false;
        worker.until(() -> complete());

        assertComplete();
    }

    @Test
    void goesOnWithTheOthersWhenOneTableCannotBeLoaded() {
        bank.refused.put(CUSTOMERS, new ForbiddenException("no grant"));
        bank.produce(C0, 10);
        bank.produce(A0, 10);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);

        worker.until(() -> bank.committed(ACCOUNTS, A0) == 10);

        assertThat(worker.holds)
                .singleElement()
                .satisfies(hold -> assertThat(hold.reason()).isEqualTo(HoldReason.CATALOG_REFUSED));
    }

    @Test
    void asksAgainForATableThatCouldNotBeLoadedNow() {
        bank.refused.put(CUSTOMERS, new ServiceFailureException("503"));
        bank.produce(C0, 10);
        bank.produce(A0, 10);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);
        worker.until(() -> bank.committed(ACCOUNTS, A0) == 10);

        bank.refused.clear();
        worker.until(() -> complete());

        assertComplete();
        assertThat(worker.holds).isEmpty();
    }

    @Test
    void pausesUnderPressureAndLosesNothing() {
        busy(CUSTOMERS);
        bank.produce(A0, 600);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);

        worker.until(() -> {
            if (bank.ends.getOrDefault(C0, 0L) < 20_000) {
                bank.produce(C0, 10);
            }
            return worker.isPaused(C0) && bank.committed(ACCOUNTS, A0) == 600;
        });
        assertThat(bank.committed(CUSTOMERS, C0)).isNegative();

        bank.faults(CUSTOMERS).clear();
        worker.until(() -> complete());

        assertComplete();
    }

    @Test
    void makesLargerSlicesRatherThanMoreWhileCommitsAreSlow() {
        busy(CUSTOMERS);
        Worker worker = Worker.of(bank);
        worker.assign(C0);
        bank.produce(C0, 10);
        worker.until(() -> !worker.isPaused(C0));
        long end = System.nanoTime() + Duration.ofMillis(350).toNanos();
        while (System.nanoTime() < end) {
            bank.produce(C0, 1);
            worker.poll();
            assertThat(worker.isPaused(C0)).isFalse();
            pauseBriefly();
        }
        bank.faults(CUSTOMERS).clear();

        worker.until(() -> complete());

        assertComplete();
        // Two that were cut by time, what came meanwhile, and what was read last; not one in each interval of 50 ms.
        assertThat(bank.catalog.loadTable(CUSTOMERS).snapshots()).hasSizeLessThanOrEqualTo(5);
    }

    private void busy(TableIdentifier table) {
        for (int i = 0; i < 100_000; i++) {
            bank.faults(table).next(Faults.Fault.LOST, new CommitFailedException("busy"));
        }
    }

    @Test
    void holdsOneTableAndGoesOnWithTheOthers() {
        bank.produce(C0, 5);
        bank.produceBad(C0);
        bank.produce(C0, 5);
        bank.produce(A0, 10);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);

        worker.until(() -> bank.committed(ACCOUNTS, A0) == 10 && bank.committed(CUSTOMERS, C0) == 5);

        assertThat(worker.holds)
                .singleElement()
                .satisfies(hold -> assertThat(hold.reason()).isEqualTo(HoldReason.BAD_RECORD));
        assertThat(bank.ids(CUSTOMERS)).hasSize(5);
        bank.produce(A0, 10);
        worker.until(() -> bank.committed(ACCOUNTS, A0) == 20);

        Worker answering = Worker.answering(bank, worker.holds.get(0).id(), HoldAnswer.ACCEPT);
        answering.assign(C0, A0);
        answering.until(() -> bank.committed(CUSTOMERS, C0) == 11);

        assertComplete();
        assertThat(bank.view(CUSTOMERS).progress().answers())
                .containsEntry(worker.holds.get(0).id(), "accept");
        assertThat(bank.table(CUSTOMERS).currentSnapshot().summary())
                .containsEntry("lockweir.read", "6")
                .containsEntry("lockweir.written", "5")
                .containsEntry("lockweir.quarantined", "1");
    }

    @Test
    void failsWhenEveryTableHolds() {
        bank.produce(C0, 5);
        bank.produceBad(C0);
        Worker worker = Worker.of(bank);
        worker.assign(C0);

        assertThatThrownBy(() -> worker.until(() -> false))
                .isInstanceOf(ConnectException.class)
                .hasStackTraceContaining("HOLD bad-record-")
                .hasStackTraceContaining("bank.customers");
        assertThat(bank.committed(CUSTOMERS, C0)).isEqualTo(5);
    }

    @Test
    void reportsTheConsumedInstanceAndWaitsForIt() {
        bank.produce(C0, 5);
        bank.produceNull(C0);
        bank.produce(C0, 5);
        Worker worker = new Worker(bank, bank.worker(), Map.of(), Worker.Mode.DEAD_LETTERS);
        worker.deadLetters = new CompletableFuture<>();
        worker.assign(C0);
        worker.until(() -> !worker.reported.isEmpty());
        for (int i = 0; i < 20; i++) {
            worker.poll();
            pauseBriefly();
        }
        assertThat(worker.reported.get(0)).isSameAs(bank.consumed(C0, 5));
        assertThat(bank.committed(CUSTOMERS, C0)).isNotEqualTo(11);

        worker.deadLetters.complete(null);
        worker.until(() -> bank.committed(CUSTOMERS, C0) == 11);

        assertComplete();
        assertThat(worker.holds).isEmpty();
    }

    @Test
    void advancesBehindMarkersAndWhatATransformDropped() {
        bank.produce(C0, 10);
        bank.marker(C0);
        bank.produce(C0, 10);
        Worker worker = Worker.of(bank);
        worker.droppedByTransform.addAll(List.of(18L, 19L, 20L));
        worker.assign(C0);
        worker.until(() -> bank.committed(CUSTOMERS, C0) == 18);

        worker.commitOffsets();
        worker.until(() -> bank.committed(CUSTOMERS, C0) == 21);

        assertThat(bank.ids(CUSTOMERS)).hasSize(17);
        worker.until(
                () -> new OffsetAndMetadata(21).equals(worker.commitOffsets().get(C0)));
    }

    @Test
    void holdsWhenRetentionPassedTheTable() {
        bank.produce(C0, 10);
        run(C0, 10);
        bank.produce(C0, 10);
        bank.deleteBelow(C0, 15);
        bank.produce(A0, 1);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);
        worker.until(() -> !worker.holds.isEmpty());
        assertThat(worker.holds.get(0).reason()).isEqualTo(HoldReason.RETENTION);

        Worker answering = Worker.answering(bank, worker.holds.get(0).id(), HoldAnswer.ACCEPT);
        answering.assign(C0);
        answering.until(() -> bank.committed(CUSTOMERS, C0) == 20);

        assertThat(bank.ids(CUSTOMERS)).hasSize(15);
    }

    @Test
    void holdsWhenRetentionOvertakesARunningTask() {
        bank.produce(C0, 10);
        bank.produce(A0, 1);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);
        worker.until(() -> bank.committed(CUSTOMERS, C0) == 10);
        bank.produce(C0, 20);
        bank.deleteBelow(C0, 20);

        worker.until(() -> !worker.holds.isEmpty());

        assertThat(worker.holds.get(0).reason()).isEqualTo(HoldReason.RETENTION);
        assertThat(bank.committed(CUSTOMERS, C0)).isEqualTo(10);
    }

    @Test
    void holdsWhenTheTopicIsAnotherOne() {
        bank.produce(C0, 10);
        run(C0, 10);
        bank.recreate(C0, "another-id");
        bank.produce(C0, 15);
        bank.produce(A0, 1);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);
        worker.until(() -> !worker.holds.isEmpty());
        assertThat(worker.holds.get(0).reason()).isEqualTo(HoldReason.SOURCE_CHANGED);

        Worker replaying = Worker.answering(bank, worker.holds.get(0).id(), HoldAnswer.REPLAY);
        replaying.assign(C0);
        replaying.until(() -> bank.committed(CUSTOMERS, C0) == 15);

        assertThat(bank.ids(CUSTOMERS)).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void replaysAnotherTopicFromItsStartAlsoInATaskThatComesLater() {
        bank.produce(C0, 10);
        bank.produce(C1, 10);
        Worker before = Worker.of(bank);
        before.assign(C0, C1);
        before.until(() -> complete());
        bank.recreate(C0, "another-id");
        bank.recreate(C1, "another-id");
        bank.produce(C0, 15);
        bank.produce(C1, 25);
        Worker held = Worker.of(bank);
        held.assign(C0, C1);
        assertThatThrownBy(() -> held.until(() -> false)).isInstanceOf(ConnectException.class);
        assertThat(held.holds).hasSize(1);
        String id = held.holds.get(0).id();
        Worker first = Worker.answering(bank, id, HoldAnswer.REPLAY);
        first.assign(C0);
        first.until(() -> bank.committed(CUSTOMERS, C0) == 15);

        Worker late = Worker.answering(bank, id, HoldAnswer.REPLAY);
        late.assign(C1);
        late.until(() -> bank.committed(CUSTOMERS, C1) == 25);

        assertThat(bank.ids(CUSTOMERS)).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void answersARollbackOnceForAllPartitions() {
        bank.table(CUSTOMERS).newFastAppend().commit();
        bank.produce(C0, 10);
        bank.produce(C1, 10);
        Worker before = Worker.of(bank);
        before.assign(C0, C1);
        before.until(() -> complete());
        before.stop();
        long lost = bank.table(CUSTOMERS).currentSnapshot().snapshotId();
        bank.table(CUSTOMERS)
                .manageSnapshots()
                .setCurrentSnapshot(bank.rootOf(CUSTOMERS))
                .commit();
        Worker held = Worker.of(bank);
        held.assign(C0, C1);
        assertThatThrownBy(() -> held.until(() -> false)).isInstanceOf(ConnectException.class);
        assertThat(held.holds).extracting(Hold::id).hasSize(1);
        assertThat(held.holds.get(0).what()).contains(Long.toString(lost));
        String id = held.holds.get(0).id();
        Worker first = Worker.answering(bank, id, HoldAnswer.REPLAY);
        first.assign(C0);
        first.until(() -> bank.view(CUSTOMERS).progress().answers().containsKey(id));

        Worker late = Worker.answering(bank, id, HoldAnswer.REPLAY);
        late.assign(C1);
        late.until(() -> complete());

        assertComplete();
    }

    @Test
    void noticesATopicRecreatedUnderARunningTask() {
        bank.produce(C0, 10);
        bank.produce(A0, 1);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);
        worker.until(() -> bank.committed(CUSTOMERS, C0) == 10);
        bank.recreate(C0, "another-id");
        bank.produce(C0, 3);

        worker.until(() -> !worker.holds.isEmpty());

        assertThat(worker.holds.get(0).reason()).isEqualTo(HoldReason.SOURCE_CHANGED);
    }

    @Test
    void replaysExactlyWhatARollbackTookAwayAndOnlyOnce() {
        bank.produce(C0, 10);
        run(C0, 10);
        long keep = bank.table(CUSTOMERS).currentSnapshot().snapshotId();
        bank.produce(C0, 10);
        run(C0, 20);
        bank.table(CUSTOMERS).manageSnapshots().rollbackTo(keep).commit();
        assertThat(bank.ids(CUSTOMERS)).hasSize(10);
        bank.produce(A0, 1);
        Worker held = Worker.of(bank);
        held.assign(C0, A0);
        held.until(() -> !held.holds.isEmpty());
        assertThat(held.holds.get(0).reason()).isEqualTo(HoldReason.ROLLED_BACK);

        Worker replaying = Worker.answering(bank, held.holds.get(0).id(), HoldAnswer.REPLAY);
        replaying.assign(C0);
        replaying.until(() -> bank.ids(CUSTOMERS).size() == 20);
        replaying.stop();
        // The answer is still in the configuration when the connector restarts.
        bank.produce(C0, 5);
        Worker again = Worker.answering(bank, held.holds.get(0).id(), HoldAnswer.REPLAY);
        again.assign(C0);
        again.until(() -> bank.committed(CUSTOMERS, C0) == 25);

        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
    }

    @Test
    void rewindsOneTableWithoutTouchingTheOther() {
        bank.produce(C0, 10);
        bank.produce(A0, 10);
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);
        worker.until(() -> complete());
        // A zombie moves one table on under the worker's feet.
        bank.produce(C0, 7);
        run(C0, 17);
        bank.produce(C0, 8);
        bank.produce(A0, 9);

        worker.until(() -> complete());

        assertComplete();
    }

    @Test
    void dropsWhatIsNotItsOwnAfterARevocation() {
        bank.produce(C0, 100);
        bank.produce(C1, 100);
        Worker first = Worker.of(bank);
        first.assign(C0, C1);
        first.until(() -> !first.isPaused(C0));
        first.poll();
        first.revoke(C1);
        Worker second = Worker.of(bank);
        second.assign(C1);

        second.until(() -> {
            first.poll();
            return complete();
        });

        assertComplete();
    }

    @Test
    void doesNotHoldForAPartitionThatWasTakenAwayMeanwhile() {
        bank.produce(C0, 10);
        bank.produce(C1, 10);
        run(C1, 10);
        bank.produce(C1, 10);
        bank.deleteBelow(C1, 15);
        Worker worker = Worker.of(bank);
        worker.assign(C0, C1);
        // Asks where to begin, and hears it in the next round.
        worker.poll();
        worker.revoke(C1);

        worker.until(() -> bank.committed(CUSTOMERS, C0) == 10);

        assertThat(worker.holds).isEmpty();
    }

    @Test
    void holdsWhenAnotherSinkFeedsTheTableFromTheSameTopic() {
        bank.produce(C0, 10);
        bank.produce(A0, 1);
        bank.table(CUSTOMERS)
                .updateProperties()
                .set("lockweir.other.t.customers.0", "5|s|1|1")
                .commit();
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);

        worker.until(() -> !worker.holds.isEmpty());

        assertThat(worker.holds.get(0).reason()).isEqualTo(HoldReason.OTHER_SINK);
        Worker answering = Worker.answering(bank, worker.holds.get(0).id(), HoldAnswer.ACCEPT);
        answering.assign(C0);
        answering.until(() -> bank.committed(CUSTOMERS, C0) == 10);
    }

    /** A task that lives until the table stands at an offset, and then dies without a goodbye. */
    private void run(TopicPartition partition, long to) {
        Worker worker = Worker.of(bank);
        worker.assign(partition);
        worker.until(() -> bank.committed(CUSTOMERS, partition) == to);
    }

    private boolean complete() {
        return bank.ids(CUSTOMERS).size() >= bank.produced("t.customers").size()
                && bank.ids(ACCOUNTS).size() >= bank.produced("t.accounts").size();
    }

    private void assertComplete() {
        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
        assertThat(bank.ids(ACCOUNTS)).isEqualTo(bank.produced("t.accounts"));
    }

    /** Lets commit threads work; how long does not matter to any assertion. */
    private static void pauseBriefly() {
        await().pollDelay(Duration.ofMillis(8)).until(() -> true);
    }
}
