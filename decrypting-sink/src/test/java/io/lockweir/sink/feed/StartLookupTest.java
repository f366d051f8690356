package io.lockweir.sink.feed;

import static io.lockweir.sink.feed.Bank.ACCOUNTS;
import static io.lockweir.sink.feed.Bank.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.commit.TableCommitter;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.source.SourceLog;
import io.lockweir.sink.start.LogBounds;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartLookupTest {

    private static final TopicPartition C0 = new TopicPartition("t.customers", 0);
    private static final TopicPartition C1 = new TopicPartition("t.customers", 1);
    private static final TopicPartition A0 = new TopicPartition("t.accounts", 0);
    private static final Map<TableIdentifier, Set<TopicPartition>> WANTED =
            Map.of(CUSTOMERS, Set.of(C0, C1), ACCOUNTS, Set.of(A0));

    @Test
    void leavesOutPartitionsAndTopicsThatTheBrokersDoNotKnow() {
        try (Bank bank = new Bank()) {
            StartLookup lookup = new StartLookup(
                    Bank.KEYS, bank.worker(), new Partial(bank.log()), Map.of(), table -> false, 120_000);

            StartLookup.Starts found = lookup.find(WANTED).join();

            assertThat(found.starts()).containsOnlyKeys(CUSTOMERS);
            assertThat(found.starts().get(CUSTOMERS)).containsOnlyKeys(C0);
            assertThat(found.holds()).isEmpty();
        }
    }

    @Test
    void aTableThatHangsKeepsNoOtherFromStarting() {
        try (Bank bank = new Bank()) {
            Hanging tables = new Hanging(bank.worker());
            StartLookup lookup = new StartLookup(Bank.KEYS, tables, bank.log(), Map.of(), table -> false, 3_000);

            StartLookup.Starts found = lookup.find(WANTED).join();
            tables.release.countDown();

            assertThat(found.starts()).containsOnlyKeys(ACCOUNTS);
        }
    }

    @Test
    void aTableThatHangsTakesOneThreadHoweverOftenItIsAskedFor() {
        try (Bank bank = new Bank()) {
            Hanging tables = new Hanging(bank.worker());
            StartLookup lookup = new StartLookup(Bank.KEYS, tables, bank.log(), Map.of(), table -> false, 500);

            // More often than there are threads.
            for (int i = 0; i < 12; i++) {
                lookup.find(Map.of(CUSTOMERS, Set.of(C0))).join();
            }
            assertThat(tables.asked).hasValue(1);
            assertThat(lookup.find(WANTED).join().starts()).containsOnlyKeys(ACCOUNTS);

            tables.release.countDown();
            assertThat(lookup.find(Map.of(CUSTOMERS, Set.of(C0))).join().holds())
                    .isEmpty();
        }
    }

    /** Knows neither C1 nor the accounts. */
    private record Partial(SourceLog all) implements SourceLog {
        @Override
        public Map<TopicPartition, LogBounds> bounds(Collection<TopicPartition> partitions) {
            Map<TopicPartition, LogBounds> bounds = new HashMap<>(all.bounds(partitions));
            bounds.remove(C1);
            return bounds;
        }

        @Override
        public Map<String, SourceIdentity> identities(Set<String> topics) {
            Map<String, SourceIdentity> identities = new HashMap<>(all.identities(topics));
            identities.remove(A0.topic());
            return identities;
        }

        @Override
        public Map<String, Integer> partitionCounts(Set<String> topics) {
            return all.partitionCounts(topics);
        }

        @Override
        public Set<String> topics() {
            return all.topics();
        }

        @Override
        public void close() {}
    }

    private static final class Hanging implements TableAccess {
        private final TableAccess tables;
        private final CountDownLatch release = new CountDownLatch(1);
        private final AtomicInteger asked = new AtomicInteger();

        private Hanging(TableAccess tables) {
            this.tables = tables;
        }

        @Override
        public Table load(TableIdentifier table) {
            if (table.equals(CUSTOMERS)) {
                asked.incrementAndGet();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return tables.load(table);
        }

        @Override
        public TableCommitter committer(TableIdentifier table) {
            return tables.committer(table);
        }

        @Override
        public Executor lookups() {
            return tables.lookups();
        }
    }
}
