package io.lockweir.sink.feed;

import static io.lockweir.sink.feed.Bank.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What quality rules do to tables, dead letters, counts and HOLDs. */
class QualityTest {

    private static final TopicPartition C0 = new TopicPartition("t.customers", 0);

    private final Bank bank = new Bank();

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void warningsAreWrittenAndCounted() {
        bank.produce(C0, 10);
        Worker worker = Worker.ruled(
                bank,
                Map.of(),
                "quality.rules",
                "small",
                "quality.rules.small.expression",
                "id < 7",
                "quality.rules.small.on.violation",
                "warn");
        worker.assign(C0);

        worker.until(() -> bank.committed(CUSTOMERS, C0) == 10);

        assertThat(bank.ids(CUSTOMERS)).hasSize(10);
        assertThat(worker.violated).containsExactly("small", "small", "small");
        assertThat(bank.counted("lockweir.violations")).isEqualTo(Map.of("small", 3L));
        assertThat(bank.counted("lockweir.failed-rules")).isEmpty();
    }

    @Test
    void deadLettersAreTheConsumedRecordsAndAwaited() {
        bank.produce(C0, 10);
        Worker worker = Worker.ruled(
                bank,
                Map.of(),
                "quality.rules",
                "even",
                "quality.rules.even.expression",
                "10 / (id - 3) != 100 && id != 5",
                "quality.rules.even.on.violation",
                "dlq");
        worker.deadLetters = new CompletableFuture<>();
        worker.assign(C0);
        worker.until(() -> worker.reported.size() == 2);
        for (int i = 0; i < 20; i++) {
            worker.poll();
        }
        assertThat(bank.committed(CUSTOMERS, C0)).isLessThan(3);

        worker.deadLetters.complete(null);
        worker.until(() -> bank.committed(CUSTOMERS, C0) == 10);

        assertThat(worker.reported).containsExactly(bank.consumed(C0, 3), bank.consumed(C0, 5));
        assertThat(worker.reasons.get(0)).startsWith("RULE_ERROR: ").contains("rule even", "DIVIDE_BY_ZERO");
        assertThat(worker.reasons.get(1)).startsWith("RULE_VIOLATED: ").contains("rule even");
        assertThat(bank.ids(CUSTOMERS)).containsExactly(0L, 1L, 2L, 4L, 6L, 7L, 8L, 9L);
        assertThat(bank.counted("lockweir.violations")).isEqualTo(Map.of("even", 2L));
        assertThat(bank.table(CUSTOMERS).currentSnapshot().summary()).containsEntry("lockweir.quarantined", "2");
    }

    @Test
    void aFailureHoldsTheTableBeforeTheRowUntilItIsAnswered() {
        bank.produce(C0, 10);
        String[] rule = {"quality.rules", "small", "quality.rules.small.expression", "id != 7"};
        Worker worker = Worker.ruled(bank, Map.of(), rule);
        worker.assign(C0);

        assertThatThrownBy(() -> worker.until(() -> false)).hasStackTraceContaining("rule small");

        Hold hold = worker.holds.get(0);
        assertThat(hold.id()).startsWith("bad-record-");
        assertThat(hold.what()).startsWith("RULE_VIOLATED at t.customers-0 offset 7: ");
        assertThat(bank.ids(CUSTOMERS)).hasSize(7);
        assertThat(bank.counted("lockweir.violations")).isEmpty();

        Worker answering = Worker.ruled(bank, Map.of(hold.id(), HoldAnswer.ACCEPT), rule);
        answering.assign(C0);
        answering.until(() -> bank.committed(CUSTOMERS, C0) == 10);

        assertThat(bank.ids(CUSTOMERS)).isEqualTo(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 8L, 9L));
        assertThat(bank.counted("lockweir.violations")).isEqualTo(Map.of("small", 1L));
    }

    @Test
    void aRuleThatNoLongerFitsTheTableHoldsIt() {
        bank.produce(C0, 1);
        Worker worker =
                Worker.ruled(bank, Map.of(), "quality.rules", "r", "quality.rules.r.expression", "surname == 'x'");
        worker.assign(C0);

        assertThatThrownBy(() -> worker.until(() -> false))
                .hasStackTraceContaining("HOLD drift-")
                .hasStackTraceContaining("the rule r");
    }
}
