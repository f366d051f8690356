package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.awaitility.Awaitility;

/** One topic and the table it feeds, in each of the three forms; the oracle is a replay of the topic. */
final class Fed implements AutoCloseable {
    static final TableIdentifier TABLE = Bank.CUSTOMERS;
    private static final int KEYS = 40;

    /** What the table is. */
    enum Form {
        APPEND,
        UPSERT_V2,
        UPSERT_V3
    }

    final Bank bank = new Bank();
    private final Form form;
    private final Changes changes;
    private final UpsertedTable upserted;
    private final Random random;

    Fed(Form form) {
        this(form, System.nanoTime());
    }

    private Fed(Form form, long seed) {
        this.form = form;
        this.random = new Random(seed);
        this.changes = form == Form.APPEND
                ? Changes.none(bank)
                : new Changes(bank, Changes.Layout.UNPARTITIONED, form == Form.UPSERT_V2 ? 2 : 3);
        this.upserted = new UpsertedTable(bank, changes);
    }

    TopicPartition[] partitions() {
        return Changes.partitions();
    }

    /** So many records for each of these partitions. */
    void produce(int count, TopicPartition... partitions) {
        Set<TopicPartition> wanted = new HashSet<>(Set.of(partitions));
        for (TopicPartition partition : wanted) {
            for (int i = 0; i < count; i++) {
                if (form == Form.APPEND) {
                    bank.produce(partition, 1);
                } else {
                    change(partition);
                }
            }
        }
    }

    private void change(TopicPartition partition) {
        long id = (long) random.nextInt(KEYS) * Changes.PARTITIONS + partition.partition();
        if (random.nextInt(5) == 0) {
            changes.delete(id);
        } else {
            changes.upsert(id, random.nextBoolean() ? "nl" : "de");
        }
    }

    /** One of a worker's tasks, with no memory of any other. */
    Worker worker() {
        return worker(Map.of());
    }

    Worker worker(Map<String, HoldAnswer> answers) {
        return form == Form.APPEND
                ? new Worker(bank, bank.worker(), answers, Worker.Mode.FAIL_CLOSED)
                : Worker.upserting(bank, bank.worker(), answers);
    }

    Worker owner(TopicPartition... partitions) {
        Worker worker = worker();
        worker.assign(partitions);
        return worker;
    }

    boolean complete() {
        for (TopicPartition partition : partitions()) {
            if (bank.committed(TABLE, partition) < bank.ends.getOrDefault(partition, 0L)) {
                return false;
            }
        }
        return true;
    }

    /** All is in the table, and it is what the topic says. */
    void assertExactBy(Worker worker) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            worker.poll();
            return complete();
        });
        assertExact();
        assertThat(worker.holds).isEmpty();
    }

    void assertExact() {
        if (form == Form.APPEND) {
            assertThat(bank.ids(TABLE)).isEqualTo(bank.produced(Changes.TOPIC));
        } else {
            upserted.verify(form.toString());
        }
    }

    /** Polls until the table holds; with one table that is the end of the task. */
    Hold heldBy(Worker worker) {
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
                worker.poll();
                return !worker.holds.isEmpty();
            });
        } catch (ConnectException e) {
            assertThat(worker.holds).isNotEmpty();
        }
        return worker.holds.get(0);
    }

    Table table() {
        return bank.table(TABLE);
    }

    /** Somebody rewrites files, and expires all snapshots but the last. */
    void compactAndExpire() {
        upserted.compaction(random).run();
        table().expireSnapshots()
                .expireOlderThan(System.currentTimeMillis())
                .retainLast(1)
                .commit();
    }

    @Override
    public void close() {
        bank.close();
    }
}
