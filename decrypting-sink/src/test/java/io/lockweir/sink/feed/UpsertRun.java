package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockweir.sink.commit.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** One random run. */
final class UpsertRun {
    private static final int KEYS = 60;
    private static final String[] REGIONS = {"nl", "de", "fr"};

    private record Member(Worker worker, Set<TopicPartition> owned) {}

    private final Random random;
    private final String seed;
    private final Bank bank = new Bank();
    private final Changes changes;
    private final UpsertedTable table;
    private final TableAccess[] jvms;
    private final List<Member> members = new ArrayList<>();
    private final List<Runnable> compactions = new ArrayList<>();
    private long verified;

    UpsertRun(long seed, Changes.Layout layout, int formatVersion) {
        this.seed = layout + " v" + formatVersion + ", seed " + seed;
        this.random = new Random(seed);
        this.changes = new Changes(bank, layout, formatVersion);
        this.table = new UpsertedTable(bank, changes);
        this.jvms = new TableAccess[] {bank.worker(), bank.worker()};
    }

    void run(int steps) {
        try (bank) {
            for (int step = 0; step < steps; step++) {
                act();
                members.forEach(member -> member.worker().poll());
                verify();
                if (step % 4 == 0) {
                    await().pollDelay(Duration.ofMillis(4)).until(() -> true);
                }
            }
            bank.catalogDown = false;
            Worker last = Worker.upserting(bank, jvms[0], Map.of());
            last.assign(Changes.partitions());
            await(seed).atMost(Duration.ofMinutes(10)).until(() -> {
                last.poll();
                last.commitOffsets();
                return done();
            });
            verify();
            assertThat(last.holds).as(seed).isEmpty();
        }
    }

    private boolean done() {
        for (TopicPartition partition : Changes.partitions()) {
            // The table does not come to stand behind a marker that no record follows.
            TreeMap<Long, SinkRecord> log = bank.logs.getOrDefault(partition, new TreeMap<>());
            if (!log.isEmpty() && bank.committed(Changes.TABLE, partition) <= log.lastKey()) {
                return false;
            }
        }
        return true;
    }

    private void verify() {
        Snapshot current = table.load().currentSnapshot();
        long id = current == null ? 0 : current.snapshotId();
        if (id != verified) {
            table.verify(seed);
            verified = id;
        }
    }

    private void act() {
        TopicPartition partition = Changes.partitions()[random.nextInt(Changes.PARTITIONS)];
        switch (random.nextInt(20)) {
            case 0 -> members.add(joined(partition));
            case 1 -> leave();
            case 2 -> rebalance(partition);
            case 3 -> bank.faults(Changes.TABLE).next(Faults.Fault.APPLIED, answer());
            case 4 -> bank.faults(Changes.TABLE).next(Faults.Fault.LOST, answer());
            case 5 -> bank.faults(Changes.TABLE).next(Faults.Fault.LATE, answer());
            case 6 -> bank.faults(Changes.TABLE).land();
            case 7 -> bank.catalogDown = random.nextInt(3) == 0;
            case 8 -> bank.marker(partition);
            case 9 -> compactions.add(table.compaction(random));
            case 10 -> compact();
            case 11 -> bank.faults(Changes.TABLE).beforeNext(table.compaction(random));
            case 12 ->
                table.load()
                        .expireSnapshots()
                        .expireOlderThan(System.currentTimeMillis())
                        .retainLast(1)
                        .commit();
            case 13 -> table.load().newFastAppend().commit();
            default -> change();
        }
    }

    private void change() {
        for (int i = random.nextInt(40); i >= 0; i--) {
            long id = random.nextInt(KEYS);
            String region = REGIONS[random.nextInt(REGIONS.length)];
            switch (random.nextInt(8)) {
                case 0 -> changes.delete(id);
                case 1 -> {
                    // A delete and its tombstone.
                    changes.delete(id);
                    changes.delete(id);
                }
                case 2 -> {
                    // The primary key changes.
                    changes.delete(id);
                    changes.upsert(random.nextInt(KEYS), region);
                }
                default -> changes.upsert(id, region);
            }
        }
    }

    private void compact() {
        if (!compactions.isEmpty()) {
            compactions.remove(random.nextInt(compactions.size())).run();
        }
    }

    private Member joined(TopicPartition partition) {
        Worker worker = Worker.upserting(bank, jvms[random.nextInt(jvms.length)], Map.of());
        worker.assign(partition);
        return new Member(worker, new HashSet<>(Set.of(partition)));
    }

    /** By a kill or a goodbye. */
    private void leave() {
        if (members.size() > 1) {
            Member gone = members.remove(random.nextInt(members.size()));
            if (random.nextBoolean()) {
                gone.worker().stop();
            }
        }
    }

    private void rebalance(TopicPartition partition) {
        if (members.isEmpty()) {
            return;
        }
        Member member = members.get(random.nextInt(members.size()));
        if (member.owned().remove(partition)) {
            member.worker().revoke(partition);
        } else {
            member.owned().add(partition);
            member.worker().assign(partition);
        }
    }

    private RuntimeException answer() {
        return switch (random.nextInt(3)) {
            case 0 -> new CommitFailedException("409");
            case 1 -> new NotAuthorizedException("401");
            default -> new CommitStateUnknownException(new UncheckedIOException(new IOException("504")));
        };
    }
}
