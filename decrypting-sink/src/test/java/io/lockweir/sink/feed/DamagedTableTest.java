package io.lockweir.sink.feed;

import static io.lockweir.sink.feed.Bank.ACCOUNTS;
import static io.lockweir.sink.feed.Bank.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.hold.HoldReason;
import org.apache.iceberg.UpdateProperties;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Someone changes the properties that the sink keeps in a table. */
class DamagedTableTest {

    private static final TopicPartition C0 = new TopicPartition("t.customers", 0);
    private static final TopicPartition A0 = new TopicPartition("t.accounts", 0);

    private final Bank bank = new Bank();

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void holdsOneTableWhoseRecordedAnswerCannotBeRead() {
        bank.produce(C0, 10);
        bank.produce(A0, 10);
        Hold other = Hold.otherSink(CUSTOMERS, C0.topic(), "s2");
        bank.table(CUSTOMERS)
                .updateProperties()
                .set("lockweir.s2.t.customers.0", "5|s|1|1")
                .set("lockweir.s1.hold." + other.id(), "yes")
                .commit();
        Worker worker = Worker.of(bank);
        worker.assign(C0, A0);

        worker.until(() -> bank.committed(ACCOUNTS, A0) == 10);

        assertThat(worker.holds)
                .singleElement()
                .satisfies(hold -> assertThat(hold.reason()).isEqualTo(HoldReason.DAMAGED_PROGRESS));
    }

    @Test
    void goesOnWhereTheHistoryEndsWhenTheProgressWasLost() {
        bank.produce(C0, 10);
        Worker before = Worker.of(bank);
        before.assign(C0);
        before.until(() -> bank.committed(CUSTOMERS, C0) == 10);
        before.stop();
        UpdateProperties update = bank.table(CUSTOMERS).updateProperties();
        bank.table(CUSTOMERS).properties().keySet().stream()
                .filter(key -> key.startsWith("lockweir."))
                .forEach(update::remove);
        update.commit();
        bank.produce(C0, 5);
        bank.produce(A0, 1);
        Worker held = Worker.of(bank);
        held.assign(C0, A0);
        held.until(() -> !held.holds.isEmpty());
        assertThat(held.holds.get(0).reason()).isEqualTo(HoldReason.PROGRESS_LOST);
        assertThat(bank.ids(CUSTOMERS)).hasSize(10);

        Worker replaying = Worker.answering(bank, held.holds.get(0).id(), HoldAnswer.REPLAY);
        replaying.assign(C0);
        replaying.until(() -> bank.committed(CUSTOMERS, C0) == 15);

        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
    }
}
