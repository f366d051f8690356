package io.lockweir.sink.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.progress.Ancestry.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class AncestryTest {

    private static final Progress OURS = new Progress(10, "s", 50, 5);

    @Test
    void isIntactWhileTheSnapshotIsAnAncestor() {
        assertThat(of(new Step(70, 7, false), new Step(60, 6, false), new Step(50, 5, false)))
                .isEqualTo(Ancestry.INTACT);
        assertThat(of(new Step(50, 5, true))).isEqualTo(Ancestry.INTACT);
    }

    @Test
    void isReplacedWhenAnEarlierSequenceNumberComesFirst() {
        assertThat(of(new Step(40, 4, false), new Step(30, 3, true))).isEqualTo(Ancestry.REPLACED);
    }

    @Test
    void isReplacedWhenItsSequenceNumberBelongsToAnother() {
        assertThat(of(new Step(71, 7, false), new Step(51, 5, false))).isEqualTo(Ancestry.REPLACED);
    }

    @Test
    void isReplacedWhenAYoungerHistoryHasItsOwnBeginning() {
        assertThat(of(new Step(90, 9, false), new Step(80, 8, true))).isEqualTo(Ancestry.REPLACED);
    }

    @Test
    void isReplacedWhenTheTableHasNoSnapshotAnyMore() {
        assertThat(of()).isEqualTo(Ancestry.REPLACED);
    }

    @Test
    void isUnknownWhenHistoryWasExpiredAboveIt() {
        assertThat(of(new Step(90, 9, false), new Step(80, 8, false))).isEqualTo(Ancestry.UNKNOWN);
    }

    private static Ancestry of(Step... steps) {
        return Ancestry.of(OURS, List.of(steps).iterator());
    }
}
