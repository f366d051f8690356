package io.lockweir.sink.feed;

import static io.lockweir.sink.feed.Bank.ACCOUNTS;
import static io.lockweir.sink.feed.Bank.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that has a column too many, against a design of one column. */
class DesignDriftTest {

    private static final TopicPartition C0 = new TopicPartition("t.customers", 0);
    private static final TopicPartition A0 = new TopicPartition("t.accounts", 0);

    private final Bank bank = new Bank();

    @BeforeEach
    void design() {
        bank.governance = (id, metadata) -> metadata.schema().columns().size() == 1
                ? Optional.empty()
                : Optional.of(Hold.drift(id, metadata.schema().toString(), "a column too many"));
        bank.produce(C0, 10);
        bank.produce(A0, 10);
    }

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void holdsAtTheStartAndTheOthersGoOn() {
        addColumn("one");
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);

        until(worker, () -> bank.committed(ACCOUNTS, A0) == 10 && !worker.holds.isEmpty());

        assertThat(worker.holds).extracting(Hold::reason).containsOnly(HoldReason.DRIFT);
        assertThat(bank.committed(CUSTOMERS, C0)).isNegative();
    }

    @Test
    void holdsBeforeTheNextCommit() {
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);
        until(worker, () -> bank.committed(CUSTOMERS, C0) == 10);
        addColumn("one");
        bank.produce(C0, 5);

        until(worker, () -> !worker.holds.isEmpty());

        assertThat(worker.holds.get(0).table()).isEqualTo(CUSTOMERS);
        assertThat(bank.committed(CUSTOMERS, C0)).isEqualTo(10);
    }

    @Test
    void goesOnOnceJustTheseDifferencesAreAccepted() {
        addColumn("one");
        Worker worker = Worker.of(bank);
        worker.assign(C0);
        untilFailed(worker);
        String id = worker.holds.get(0).id();

        Worker answering = Worker.answering(bank, id, HoldAnswer.ACCEPT);
        answering.assign(C0);
        until(answering, () -> bank.committed(CUSTOMERS, C0) == 10);
        assertThat(bank.table(CUSTOMERS).properties()).containsEntry("lockweir.s1.hold." + id, "accept");

        // The answer stands, also without its key; another difference is another matter.
        bank.produce(C0, 5);
        Worker later = Worker.of(bank);
        later.assign(C0);
        until(later, () -> bank.committed(CUSTOMERS, C0) == 15);
        addColumn("two");
        bank.produce(C0, 5);
        untilFailed(later);
        assertThat(later.holds.get(0).id()).isNotEqualTo(id);
        assertThat(bank.committed(CUSTOMERS, C0)).isEqualTo(15);
    }

    @Test
    void doesNotTakeReplayForAnAnswer() {
        addColumn("one");
        Worker worker = Worker.of(bank);
        worker.assign(C0);
        untilFailed(worker);

        Worker answering = Worker.answering(bank, worker.holds.get(0).id(), HoldAnswer.REPLAY);
        answering.assign(C0);
        untilFailed(answering);

        assertThat(bank.committed(CUSTOMERS, C0)).isNegative();
    }

    private void addColumn(String name) {
        bank.table(CUSTOMERS)
                .updateSchema()
                .addColumn(name, Types.StringType.get())
                .commit();
    }

    /** With its only table held, a task fails. */
    private static void untilFailed(Worker worker) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> {
                    try {
                        worker.poll();
                    } catch (org.apache.kafka.connect.errors.ConnectException e) {
                        assertThat(e).hasMessageContaining("a column too many");
                    }
                    assertThat(worker.holds).isNotEmpty();
                });
    }

    private static void until(Worker worker, Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    worker.poll();
                    return condition.call();
                });
    }
}
