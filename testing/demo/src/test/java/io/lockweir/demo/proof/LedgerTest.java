package io.lockweir.demo.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void agreesWhenBothSidesHoldTheSameChanges() {
        ledger.audited(change("insert 1", "a"));
        ledger.audited(change("update 1", "b"));
        ledger.found(change("update 1", "b"));
        ledger.found(change("insert 1", "a"));
        assertThat(ledger.proof()).isEqualTo(new TableProof(2, 2, 0, 0));
        assertThat(ledger.disputed()).isEmpty();
    }

    @Test
    void countsAChangeThatIsNotInTheLakeAsMissing() {
        ledger.audited(change("insert 1", "a"));
        assertThat(ledger.proof()).isEqualTo(new TableProof(1, 0, 1, 0));
        assertThat(ledger.disputed()).hasSize(1);
    }

    @Test
    void countsOtherContentAsMissingAndNotAsDuplicate() {
        ledger.audited(change("insert 1", "a"));
        ledger.found(change("insert 1", "A"));
        assertThat(ledger.proof()).isEqualTo(new TableProof(1, 1, 1, 0));
        assertThat(ledger.disputed()).hasSize(1);
    }

    @Test
    void countsEveryFurtherRowAsDuplicate() {
        ledger.audited(change("insert 1", "a"));
        ledger.found(change("insert 1", "a"));
        ledger.found(change("insert 1", "a"));
        ledger.found(change("insert 1", "a"));
        assertThat(ledger.proof()).isEqualTo(new TableProof(1, 3, 0, 2));
    }

    @Test
    void countsARowThatTheDatabaseNeverCommittedAsDuplicate() {
        ledger.found(change("insert of a rolled-back transaction", "a"));
        assertThat(ledger.proof()).isEqualTo(new TableProof(0, 1, 0, 1));
    }

    @Test
    void comparesEqualChangesAsAMultiset() {
        ledger.audited(change("insert 1", "a"));
        ledger.audited(change("insert 1", "a"));
        ledger.found(change("insert 1", "a"));
        assertThat(ledger.proof()).isEqualTo(new TableProof(2, 1, 1, 0));
    }

    private static Change change(String identity, String content) {
        return new Change(Fingerprint.of(List.of(identity)), Fingerprint.of(List.of(content)));
    }
}
