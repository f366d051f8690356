package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockweir.sink.commit.Faults;
import io.lockweir.sink.feed.Changes.Layout;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpsertTest {
    private final Bank bank = new Bank();
    private final Changes changes = new Changes(bank, Layout.UNPARTITIONED, 3);
    private final UpsertedTable table = new UpsertedTable(bank, changes);

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void deletesByPositionInFilesOfItsOwnAndKeepsOneVectorAFile() {
        Worker worker = worker(Map.of());
        for (long round = 0; round < 4; round++) {
            for (long id = 0; id < 10; id++) {
                changes.upsert(id, "nl");
            }
            drain(worker);
            table.verify("round " + round);
        }
        assertThat(table.vectors()).isPositive();
        assertThat(worker.rewinds).isZero();
    }

    @Test
    void deletesByPositionInWhatLandedBehindALostAnswer() {
        Worker worker = worker(Map.of());
        for (int round = 0; round < 4; round++) {
            bank.faults(Changes.TABLE).next(Faults.Fault.APPLIED, new CommitFailedException("409"));
            changes.upsert(3, "nl");
            changes.upsert(6, "nl");
            drain(worker);
            table.verify("round " + round);
        }
        assertThat(table.vectors()).isPositive();
        assertThat(worker.rewinds).isZero();
    }

    @Test
    void readsAgainWhatPointsIntoCompactedFiles() {
        Worker worker = worker(Map.of());
        changes.upsert(3, "nl");
        changes.upsert(6, "nl");
        drain(worker);
        bank.faults(Changes.TABLE).beforeNext(compactionOfAll());
        changes.upsert(3, "de");
        drain(worker);

        table.verify("compacted");
        assertThat(worker.rewinds).isEqualTo(1);
        assertThat(table.vectors()).isZero();
    }

    @Test
    void readsAgainWhatPointsIntoFilesWithVectorsOfOthers() {
        Worker worker = worker(Map.of());
        changes.upsert(3, "nl");
        changes.upsert(6, "nl");
        drain(worker);
        DataFile file = table.dataFiles().get(0);
        table.deletePosition(file, 1);
        changes.upsert(3, "de");
        drain(worker);

        assertThat(worker.rewinds).isEqualTo(1);
        assertThat(UpsertedTable.rows(table.load()))
                .singleElement()
                .satisfies(row -> assertThat(row.getField("region")).isEqualTo("de"));
        assertThat(table.vectors()).isEqualTo(1);
    }

    @Test
    void goesOnByPositionAfterAForeignAppend() {
        Worker worker = worker(Map.of());
        changes.upsert(3, "nl");
        drain(worker);
        table.load().newFastAppend().commit();
        changes.upsert(3, "de");
        drain(worker);

        table.verify("appended");
        assertThat(worker.rewinds).isZero();
        assertThat(table.vectors()).isEqualTo(1);
    }

    @Test
    void forgetsWhereRowsLieWhenTheTableBecomesAnother() {
        Worker worker = Worker.upserting(bank, bank.worker(), Map.of());
        worker.assign(Changes.partition(3));
        changes.upsert(3, "nl");
        drain(worker, Changes.partition(3));
        table.load().updateSchema().addColumn("note", Types.StringType.get()).commit();
        worker.assign(Changes.partition(4));
        changes.upsert(4, "nl");
        drain(worker, Changes.partition(4));
        changes.upsert(3, "de");
        drain(worker, Changes.partition(3));

        table.verify("evolved");
        assertThat(worker.rewinds).isZero();
        assertThat(table.vectors()).isZero();
    }

    @Test
    void keepsOneRowOfAKeyThatTwoTasksHaveFromTwoTopics() {
        TableAccess jvm = bank.worker();
        TopicPartition elsewhere = new TopicPartition("t.archive", 0);
        Worker one = Worker.upserting(bank, jvm, Map.of());
        one.assign(Changes.partition(3));
        Worker other = Worker.upserting(bank, jvm, Map.of());
        other.assign(elsewhere);
        changes.upsert(3, "nl");
        drain(one, Changes.partition(3));
        for (String region : List.of("de", "fr", "be")) {
            changes.upsertBy(elsewhere, 3, region);
            drain(other, elsewhere);
            changes.upsert(3, "nl");
            drain(one, Changes.partition(3));

            assertThat(UpsertedTable.rows(table.load()))
                    .as("after %s", region)
                    .singleElement()
                    .satisfies(row -> assertThat(row.getField("region")).isEqualTo("nl"));
        }
        assertThat(one.rewinds).as("until it knows of the other topic").isEqualTo(1);
        assertThat(other.rewinds).isZero();
    }

    @Test
    void deletesByKeyWhatATaskHasFromTwoTopics() {
        TopicPartition elsewhere = new TopicPartition("t.archive", 0);
        Worker worker = Worker.upserting(bank, bank.worker(), Map.of());
        worker.assign(Changes.partition(3), elsewhere);
        for (int round = 0; round < 3; round++) {
            changes.upsert(3, "nl");
            changes.upsertBy(elsewhere, 3, "nl");
            drain(worker, Changes.partition(3), elsewhere);
            assertThat(UpsertedTable.rows(table.load())).hasSize(1);
        }
        assertThat(worker.rewinds).isZero();
    }

    @Test
    void replaysARolledBackTable() {
        Worker worker = worker(Map.of());
        changes.upsert(3, "nl");
        changes.upsert(6, "nl");
        drain(worker);
        long before = table.load().currentSnapshot().snapshotId();
        changes.upsert(3, "de");
        changes.delete(6);
        changes.upsert(9, "de");
        drain(worker);
        Table rolledBack = table.load();
        rolledBack.manageSnapshots().setCurrentSnapshot(before).commit();
        worker.stop();

        Worker held = worker(Map.of());
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            pollUntilHeld(held);
            return !held.holds.isEmpty();
        });
        assertThat(held.holds).allSatisfy(hold -> assertThat(hold.reason()).isEqualTo(HoldReason.ROLLED_BACK));
        Worker replaying = worker(Map.of(held.holds.get(0).id(), HoldAnswer.REPLAY));
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            replaying.poll();
            return UpsertedTable.rows(table.load()).size() == 2
                    && UpsertedTable.rows(table.load()).stream().allMatch(row -> "de".equals(row.getField("region")));
        });
        table.verify("replayed");
    }

    @Test
    void holdsWhenTheTopicGotMorePartitionsUntilThatIsAccepted() {
        Worker worker = worker(Map.of());
        changes.upsert(3, "nl");
        drain(worker);
        worker.stop();
        bank.partitionCounts.put(Changes.TOPIC, 4);

        Worker held = worker(Map.of());
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            pollUntilHeld(held);
            return !held.holds.isEmpty();
        });
        assertThat(held.holds).allSatisfy(hold -> assertThat(hold.reason()).isEqualTo(HoldReason.PARTITIONS_CHANGED));
        changes.upsert(3, "de");
        drain(worker(Map.of(held.holds.get(0).id(), HoldAnswer.ACCEPT)));
        table.verify("accepted");

        changes.upsert(3, "fr");
        drain(worker(Map.of()));
        table.verify("recorded");
    }

    private static void pollUntilHeld(Worker worker) {
        try {
            worker.poll();
        } catch (ConnectException e) {
            assertThat(worker.holds).isNotEmpty();
        }
    }

    private Runnable compactionOfAll() {
        return table.compaction(new Random() {
            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }
        });
    }

    private Worker worker(Map<String, HoldAnswer> answers) {
        Worker worker = Worker.upserting(bank, bank.worker(), answers);
        worker.assign(Changes.partitions());
        return worker;
    }

    private void drain(Worker worker) {
        drain(worker, Changes.partitions());
    }

    private void drain(Worker worker, TopicPartition... partitions) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            worker.poll();
            for (TopicPartition partition : partitions) {
                if (bank.committed(Changes.TABLE, partition) < bank.ends.getOrDefault(partition, 0L)) {
                    return false;
                }
            }
            // Until the task knows that all has landed.
            return worker.idle();
        });
    }
}
