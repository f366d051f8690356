package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockweir.sink.commit.Faults;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import io.lockweir.sink.progress.SourceIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of docs/fault-matrix.md that are the same for append and upsert: the table equals a replay of the topic. */
class FaultMatrixTest {
    private static final TopicPartition P0 = new TopicPartition(Changes.TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(Changes.TOPIC, 1);
    private static final TopicPartition P2 = new TopicPartition(Changes.TOPIC, 2);

    @ParameterizedTest
    @EnumSource
    void losesNothingWhenKilledBeforeTheFirstCommitWithAnIdlePartition(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            fed.produce(60, P0);
            fed.bank.faults(Fed.TABLE).next(Faults.Fault.LOST, new CommitStateUnknownException(lost()));
            Worker killed = fed.owner(P0, P1);
            rounds(5, killed);
            killed.commitOffsets();

            fed.assertExactBy(fed.owner(fed.partitions()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotCareWhereTheGroupStands(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            fed.produce(40, fed.partitions());
            fed.assertExactBy(fed.owner(fed.partitions()));
            fed.produce(40, fed.partitions());
            for (long offset : new long[] {0, 17, 60, 80}) {
                Worker worker = fed.worker();
                worker.assignAt(offset, fed.partitions());
                rounds(4, worker);
            }
            fed.assertExactBy(fed.owner(fed.partitions()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesOnceAfterAKillAtAnyMoment(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            for (int kill = 0; kill < 6; kill++) {
                fed.produce(30, P0, P1);
                rounds(2 + kill * 5, fed.owner(fed.partitions()));
            }
            fed.assertExactBy(fed.owner(fed.partitions()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void commitsOnceWhateverTheAnswerSays(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            Faults faults = fed.bank.faults(Fed.TABLE);
            faults.next(Faults.Fault.APPLIED, new CommitFailedException("409"));
            faults.next(Faults.Fault.APPLIED, new NotAuthorizedException("401"));
            faults.next(Faults.Fault.LOST, new NotAuthorizedException("401"));
            faults.next(Faults.Fault.APPLIED, new CommitStateUnknownException(lost()));
            Worker worker = fed.owner(fed.partitions());
            for (int round = 0; round < 8; round++) {
                fed.produce(10, fed.partitions());
                rounds(2, worker);
            }
            fed.assertExactBy(worker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAgainWhenAnUnknownCommitLandsLate(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            Faults faults = fed.bank.faults(Fed.TABLE);
            fed.produce(20, P0);
            faults.next(Faults.Fault.LATE, new CommitStateUnknownException(lost()));
            Worker killed = fed.owner(P0);
            rounds(6, killed);
            Worker next = fed.owner(fed.partitions());
            rounds(3, next);
            faults.land();
            fed.produce(20, fed.partitions());
            fed.assertExactBy(next);
            faults.land();
            fed.assertExact();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesOnceWithTwoOwnersOfAPartition(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            Worker zombie = fed.owner(fed.partitions());
            Worker owner = fed.owner(fed.partitions());
            for (int round = 0; round < 15; round++) {
                fed.produce(7, P0, P1);
                // Stopped and continued: for a while neither knows of the other.
                rounds(2, round % 5 < 3 ? new Worker[] {owner} : new Worker[] {zombie, owner});
            }
            fed.assertExactBy(owner);
            rounds(5, zombie);
            fed.assertExact();
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesAStormOfRebalances(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            List<Worker> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tasks.add(fed.worker());
            }
            TopicPartition[] all = fed.partitions();
            int[] owners = {0, 0, 0};
            for (int i = 0; i < all.length; i++) {
                tasks.get(0).assign(all[i]);
            }
            for (int size : new int[] {4, 2, 1, 3, 4, 1, 2}) {
                fed.produce(15, all);
                rounds(2, tasks.toArray(Worker[]::new));
                for (int i = 0; i < all.length; i++) {
                    tasks.get(owners[i]).revoke(all[i]);
                    owners[i] = (owners[i] + i + 1) % size;
                    tasks.get(owners[i]).assign(all[i]);
                }
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                tasks.forEach(Worker::poll);
                return fed.complete();
            });
            fed.assertExact();
        }
    }

    @ParameterizedTest
    @EnumSource
    void advancesWhereNothingReachesTheTask(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            fed.produce(20, P0, P1);
            Worker worker = fed.worker();
            for (long offset = 0; offset < 20; offset++) {
                worker.droppedByTransform.add(offset);
            }
            fed.bank.marker(P2);
            worker.assign(fed.partitions());
            worker.until(() -> {
                worker.commitOffsets();
                return fed.complete();
            });
            assertThat(worker.holds).isEmpty();
            assertThat(UpsertedTable.rows(fed.table())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsForACatalogThatIsAway(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            Worker worker = fed.owner(fed.partitions());
            fed.produce(10, fed.partitions());
            rounds(5, worker);
            fed.bank.catalogDown = true;
            for (int i = 0; i < 20; i++) {
                fed.bank.faults(Fed.TABLE).next(Faults.Fault.LOST, new CommitStateUnknownException(lost()));
                fed.produce(5, fed.partitions());
                rounds(1, worker);
            }
            fed.bank.catalogDown = false;
            fed.bank.faults(Fed.TABLE).clear();
            fed.assertExactBy(worker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAfterCompactionAndExpiryInTheMiddleOfACommit(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            Worker worker = fed.owner(fed.partitions());
            for (int round = 0; round < 6; round++) {
                fed.produce(12, fed.partitions());
                fed.bank.faults(Fed.TABLE).beforeNext(fed::compactAndExpire);
                rounds(6, worker);
            }
            fed.assertExactBy(worker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhenTheTableWasRenamedAndGoesOnWhenItIsBack(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            TableIdentifier other = TableIdentifier.of("bank", "renamed");
            fed.produce(10, fed.partitions());
            Worker worker = fed.owner(fed.partitions());
            worker.until(fed::complete);
            fed.bank.catalog.renameTable(Fed.TABLE, other);
            fed.produce(10, fed.partitions());

            assertThat(fed.heldBy(worker).reason()).isEqualTo(HoldReason.TABLE_MISSING);

            fed.bank.catalog.renameTable(other, Fed.TABLE);
            fed.assertExactBy(fed.owner(fed.partitions()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void replaysWhatARollbackTookAway(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            fed.produce(10, fed.partitions());
            fed.assertExactBy(fed.owner(fed.partitions()));
            long keep = fed.table().currentSnapshot().snapshotId();
            fed.produce(10, fed.partitions());
            fed.assertExactBy(fed.owner(fed.partitions()));
            fed.table().manageSnapshots().setCurrentSnapshot(keep).commit();

            Hold hold = fed.heldBy(fed.owner(fed.partitions()));
            assertThat(hold.reason()).isEqualTo(HoldReason.ROLLED_BACK);

            // The answer is still in the configuration when the connector restarts.
            for (int restart = 0; restart < 2; restart++) {
                Worker replaying = fed.worker(Map.of(hold.id(), HoldAnswer.REPLAY));
                replaying.assign(fed.partitions());
                rounds(10, replaying);
                fed.produce(5, fed.partitions());
                fed.assertExactBy(replaying);
                replaying.stop();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsInAnotherRegionUntilThatIsAccepted(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            fed.produce(30, fed.partitions());
            fed.assertExactBy(fed.owner(fed.partitions()));
            fed.produce(30, fed.partitions());
            fed.bank.identities.put(Changes.TOPIC, new SourceIdentity("cluster-of-the-mirror", "its-topic"));

            Worker worker = fed.owner(fed.partitions());
            Hold hold = fed.heldBy(worker);
            assertThat(hold.reason()).isEqualTo(HoldReason.SOURCE_CHANGED);
            assertThat(fed.bank.committed(Fed.TABLE, P0)).isEqualTo(30);

            Worker accepting = fed.worker(Map.of(hold.id(), HoldAnswer.ACCEPT));
            accepting.assign(fed.partitions());
            fed.assertExactBy(accepting);
            fed.produce(5, fed.partitions());
            fed.assertExactBy(fed.owner(fed.partitions()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhenRecordsAreGoneThatTheTableLacks(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            fed.produce(10, fed.partitions());
            fed.assertExactBy(fed.owner(fed.partitions()));
            fed.produce(10, fed.partitions());
            fed.bank.starts.put(P0, 15L);

            assertThat(fed.heldBy(fed.owner(P0)).reason()).isEqualTo(HoldReason.RETENTION);
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhenTheTopicWasMadeAnew(Fed.Form form) {
        try (Fed fed = new Fed(form)) {
            fed.produce(10, P0);
            Worker worker = fed.owner(P0);
            worker.until(() -> fed.bank.committed(Fed.TABLE, P0) == 10);
            fed.bank.recreate(P0, "another-id");
            fed.produce(3, P0);

            assertThat(fed.heldBy(worker).reason()).isEqualTo(HoldReason.SOURCE_CHANGED);
        }
    }

    private static void rounds(int count, Worker... workers) {
        for (int i = 0; i < count; i++) {
            for (Worker worker : workers) {
                worker.poll();
            }
            await().pollDelay(Duration.ofMillis(10)).until(() -> true);
        }
    }

    private static RuntimeException lost() {
        return new IllegalStateException("no answer");
    }
}
