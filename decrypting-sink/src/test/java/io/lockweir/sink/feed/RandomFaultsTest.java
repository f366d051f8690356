package io.lockweir.sink.feed;

import static io.lockweir.sink.feed.Bank.ACCOUNTS;
import static io.lockweir.sink.feed.Bank.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockweir.sink.commit.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Kills, zombies, rebalances, lost and late answers and outages in any order: every record is in its table once.
 *
 * <p>To repeat a failure: {@code -Dlockweir.seed=SEED -Dlockweir.runs=1}.
 */
class RandomFaultsTest {

    private static final List<TopicPartition> PARTITIONS = List.of(
            new TopicPartition("t.customers", 0),
            new TopicPartition("t.customers", 1),
            new TopicPartition("t.accounts", 0));

    private static final int STEPS = 250;

    /** A worker and what it believes to own; a zombie still believes it. */
    private record Member(Worker worker, Set<TopicPartition> owned) {}

    @Test
    void writesEveryRecordOnceWhateverHappens() {
        long seed = Long.getLong("lockweir.seed", System.nanoTime());
        for (int run = 0; run < Integer.getInteger("lockweir.runs", 3); run++) {
            run(seed + run);
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        try (Bank bank = new Bank()) {
            List<Member> members = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                act(random, bank, members);
                members.forEach(member -> member.worker().poll());
                if (step % 4 == 0) {
                    await().pollDelay(Duration.ofMillis(4)).until(() -> true);
                }
            }
            bank.catalogDown = false;
            Worker last = Worker.of(bank);
            last.assign(PARTITIONS.toArray(TopicPartition[]::new));
            await("seed " + seed).atMost(Duration.ofMinutes(2)).until(() -> {
                last.poll();
                return bank.ids(CUSTOMERS).size()
                                >= bank.produced("t.customers").size()
                        && bank.ids(ACCOUNTS).size()
                                >= bank.produced("t.accounts").size();
            });
            assertThat(bank.ids(CUSTOMERS)).as("seed %d", seed).isEqualTo(bank.produced("t.customers"));
            assertThat(bank.ids(ACCOUNTS)).as("seed %d", seed).isEqualTo(bank.produced("t.accounts"));
            assertThat(last.holds).as("seed %d", seed).isEmpty();
        }
    }

    private static void act(Random random, Bank bank, List<Member> members) {
        TopicPartition partition = PARTITIONS.get(random.nextInt(PARTITIONS.size()));
        switch (random.nextInt(12)) {
            case 0 -> members.add(joined(bank, partition));
            case 1 -> leave(random, members);
            case 2 -> rebalance(random, members, partition);
            case 3 -> bank.faults(table(random)).next(Faults.Fault.APPLIED, answer(random));
            case 4 -> bank.faults(table(random)).next(Faults.Fault.LOST, answer(random));
            case 5 -> bank.faults(table(random)).next(Faults.Fault.LATE, answer(random));
            case 6 -> bank.faults(table(random)).land();
            case 7 -> bank.catalogDown = random.nextInt(3) == 0;
            case 8 -> bank.marker(partition);
            case 9 -> members.forEach(member -> member.worker().commitOffsets());
            default -> bank.produce(partition, 1 + random.nextInt(30));
        }
    }

    private static Member joined(Bank bank, TopicPartition partition) {
        Worker worker = Worker.of(bank);
        worker.assign(partition);
        return new Member(worker, new HashSet<>(Set.of(partition)));
    }

    /** By a kill or a goodbye. */
    private static void leave(Random random, List<Member> members) {
        if (!members.isEmpty()) {
            Member gone = members.remove(random.nextInt(members.size()));
            if (random.nextBoolean()) {
                gone.worker().stop();
            }
        }
    }

    private static void rebalance(Random random, List<Member> members, TopicPartition partition) {
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

    private static TableIdentifier table(Random random) {
        return random.nextBoolean() ? CUSTOMERS : ACCOUNTS;
    }

    private static RuntimeException answer(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new CommitFailedException("409");
            case 1 -> new NotAuthorizedException("401");
            default -> new CommitStateUnknownException(new UncheckedIOException(new IOException("504")));
        };
    }
}
