package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.source.Probed;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final TopicPartition P0 = new TopicPartition("t.customers", 0);
    private static final TopicPartition P1 = new TopicPartition("t.customers", 1);
    private static final String VALID = "lockweir.valid-through-ms";

    private final Bank bank = new Bank();
    private final long begin = System.currentTimeMillis();

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void snapshotsWithoutRowsSayThatAnIdleTableIsValidThroughNow() {
        bank.produce(P0, 3);
        bank.produce(P1, 2);
        // A marker behind the records, which no consumer hands out.
        bank.probed.put(P0, new Bank.Ends(3, 4));
        bank.probed.put(P1, new Bank.Ends(2, 3));
        Worker worker = Worker.of(bank);
        worker.assign(P0, P1);

        worker.until(() -> valid() >= begin);

        assertThat(bank.ids(Bank.CUSTOMERS)).hasSize(5);
        assertThat(bank.committed(Bank.CUSTOMERS, P0)).isEqualTo(4);
        assertThat(bank.committed(Bank.CUSTOMERS, P1)).isEqualTo(3);
        long first = valid();
        worker.until(() -> valid() > first);
        assertThat(summary()).containsEntry("lockweir.written", "0");
        worker.until(() -> worker.standing.lagRecords() == 0);
        assertThat(worker.standing.validThroughMs()).isGreaterThan(first);
        assertThat(worker.standing.aboveStart()).isEqualTo(3);
        assertThat(bank.ids(Bank.CUSTOMERS)).hasSize(5);
        worker.stop();
    }

    @Test
    void aTableWhoseLogHasMoreRecordsIsValidAsFarAsItsRows() {
        bank.produce(P0, 3);
        bank.probed.put(P0, new Bank.Ends(7, 8));
        Worker worker = Worker.of(bank);
        worker.assign(P0);

        worker.until(() -> worker.standing.lagRecords() == 5);

        // The records carry times of a second after the epoch.
        assertThat(worker.standing.validThroughMs()).isEqualTo(1_002);
        assertThat(valid()).isEqualTo(1_002);
        worker.stop();
    }

    @Test
    void nothingIsSaidOfATableWhileAPartitionIsUnknown() {
        bank.produce(P0, 3);
        bank.ends.put(P1, 0L);
        bank.starts.put(P1, 0L);
        bank.probed.put(P0, new Bank.Ends(3, 3));
        Worker worker = Worker.of(bank);
        worker.assign(P0, P1);

        worker.until(() -> bank.table(Bank.CUSTOMERS).currentSnapshot() != null
                && bank.ids(Bank.CUSTOMERS).size() == 3);

        assertThat(summary()).doesNotContainKey(VALID);
        bank.probed.put(P1, new Bank.Ends(0, 0));
        worker.until(() -> valid() >= begin);
        worker.stop();
    }

    @Test
    void raisesTheAlarmWhereRetentionComesNear() {
        LogDistance distance = new LogDistance(Bank.CUSTOMERS, 10);
        distance.probed(P0, new Probed(1_000, 2_000, false));

        assertThat(distance.standing(5, Set.of(P0), partition -> 1_099).alarm()).isTrue();
        Standing far = distance.standing(5, Set.of(P0), partition -> 1_100);
        assertThat(far).isEqualTo(new Standing(5, 900, 100, false));
        assertThat(distance.standing(5, Set.of(P1), partition -> 0)).isEqualTo(new Standing(5, -1, -1, false));
    }

    private Map<String, String> summary() {
        Snapshot snapshot = bank.table(Bank.CUSTOMERS).currentSnapshot();
        return snapshot == null ? Map.of() : snapshot.summary();
    }

    private long valid() {
        return Long.parseLong(summary().getOrDefault(VALID, "-1"));
    }
}
