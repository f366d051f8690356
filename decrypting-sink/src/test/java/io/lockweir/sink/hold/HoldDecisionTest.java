package io.lockweir.sink.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;

class HoldDecisionTest {

    private static final Hold HOLD =
            Hold.of(TableIdentifier.of("bank", "customers"), HoldReason.RETENTION, "t-0|10", "what was found");

    @Test
    void stopsWithoutAnAnswer() {
        assertThat(HoldDecision.of(HOLD, Map.of(), Map.of())).isEqualTo(new HoldDecision.Stop(HOLD));
        assertThat(HoldDecision.of(HOLD, Map.of("retention-of-another", HoldAnswer.ACCEPT), Map.of()))
                .isEqualTo(new HoldDecision.Stop(HOLD));
    }

    @Test
    void goesOnAsAnswered() {
        for (HoldAnswer answer : HoldAnswer.values()) {
            assertThat(HoldDecision.of(HOLD, Map.of(HOLD.id(), answer), Map.of()))
                    .isEqualTo(new HoldDecision.Go(HOLD, answer, true));
        }
    }

    @Test
    void keepsAnAcceptThatWasRecorded() {
        assertThat(HoldDecision.of(HOLD, Map.of(), Map.of(HOLD.id(), "accept")))
                .isEqualTo(new HoldDecision.Go(HOLD, HoldAnswer.ACCEPT, false));
    }

    @Test
    void doesNotReplayTwice() {
        assertThat(HoldDecision.of(HOLD, Map.of(HOLD.id(), HoldAnswer.REPLAY), Map.of(HOLD.id(), "replay")))
                .isEqualTo(new HoldDecision.Stop(HOLD));
    }

    @Test
    void carriesAReplayThatEachPartitionUsesForItself() {
        Hold rolledBack = Hold.of(TableIdentifier.of("bank", "customers"), HoldReason.ROLLED_BACK, "17", "");

        assertThat(HoldDecision.of(
                        rolledBack, Map.of(rolledBack.id(), HoldAnswer.REPLAY), Map.of(rolledBack.id(), "replay")))
                .isEqualTo(new HoldDecision.Go(rolledBack, HoldAnswer.REPLAY, true));
    }

    @Test
    void namesADamagedAnswer() {
        assertThatThrownBy(() -> HoldDecision.of(HOLD, Map.of(), Map.of(HOLD.id(), "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(HOLD.id());
    }

    @Test
    void hasTheSameIdForTheSameSituationOnly() {
        TableIdentifier table = TableIdentifier.of("bank", "customers");
        assertThat(Hold.of(table, HoldReason.RETENTION, "t-0|10", "said otherwise")
                        .id())
                .isEqualTo(HOLD.id());
        assertThat(Hold.of(table, HoldReason.RETENTION, "t-0|11", "").id()).isNotEqualTo(HOLD.id());
        assertThat(Hold.of(TableIdentifier.of("bank", "b"), HoldReason.RETENTION, "t-0|10", "")
                        .id())
                .isNotEqualTo(HOLD.id());
    }

    @Test
    void namesAnswersThatAreThereAndDoNotHelp() {
        Hold last = Hold.of(HOLD.table(), HoldReason.RETENTION, "t-0|9", "");
        Hold ofAnotherKind = Hold.of(HOLD.table(), HoldReason.DRIFT, "x", "");

        assertThat(HOLD.message(Map.of(ofAnotherKind.id(), HoldAnswer.ACCEPT))).isEqualTo(HOLD.message());
        assertThat(HOLD.message(Map.of(last.id(), HoldAnswer.ACCEPT)))
                .isEqualTo(HOLD.message() + " Not used: hold." + last.id() + "=accept answers another HOLD.");
        assertThat(HOLD.message(Map.of(HOLD.id(), HoldAnswer.REPLAY)))
                .isEqualTo(HOLD.message() + " Not used: hold." + HOLD.id()
                        + "=replay was used already, or is no answer to this HOLD.");
    }

    @Test
    void saysWhatToDo() {
        assertThat(HOLD.message())
                .isEqualTo("HOLD " + HOLD.id()
                        + " of table bank.customers: what was found. What to do: accept goes on at the"
                        + " start of the log; the gap stays. To answer, set hold." + HOLD.id() + "=accept.");
    }

    @Test
    void asksForNoAnswerThatWouldChangeNothing() {
        assertThat(Hold.of(HOLD.table(), HoldReason.WRITE_FAILED, "", "403").message())
                .endsWith("and restart the connector.");
        assertThat(Hold.of(HOLD.table(), HoldReason.ROLLED_BACK, "", "").message())
                .endsWith("=replay or =accept.");
    }
}
