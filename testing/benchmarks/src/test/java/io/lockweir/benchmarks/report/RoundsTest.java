package io.lockweir.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void medianOfAnOddAndAnEvenNumberOfRounds() {
        assertThat(new Rounds(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
        assertThat(new Rounds(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3.0);
    }

    @Test
    void spreadIsTheRangeAsPartOfTheMedian() {
        assertThat(new Rounds(List.of(9.0, 11.0, 10.0)).spread()).isEqualTo(0.2);
        assertThat(new Rounds(List.of(0.0, 0.0)).spread()).isZero();
        assertThat(new Rounds(List.of(-9.0, -11.0, -10.0)).spread()).isEqualTo(0.2);
    }

    @Test
    void aSlowRoundOfBothSidesLeavesTheRatioAlone() {
        Rounds measured = new Rounds(List.of(10.0, 40.0, 10.0));
        Rounds baseline = new Rounds(List.of(5.0, 20.0, 5.0));

        Result result = Result.versus("pipeline.encrypted_vs_plain", measured, baseline);

        assertThat(result.value()).isEqualTo(2.0);
        assertThat(result.spread()).isZero();
        assertThat(result.baseline()).isEqualTo(5.0);
    }

    @Test
    void aCostOnTopIsTheDifferenceOfEachRound() {
        Result result = Result.over(
                "encrypt.field28.over_passthrough_us",
                new Rounds(List.of(1.5, 1.7, 1.6)),
                new Rounds(List.of(0.5, 0.5, 0.5)),
                "us");

        assertThat(result.value()).isEqualTo(1.1, within(1e-9));
        assertThat(result.ratio()).isEqualTo(3.2, within(1e-9));
    }

    @Test
    void refusesRoundsThatWereNotMeasuredTogether() {
        assertThatThrownBy(() -> new Rounds(List.of(1.0)).with(new Rounds(List.of(1.0, 2.0)), Double::sum))
                .hasMessage("rounds differ: 1 measured, 2 of the baseline");
        assertThatThrownBy(() -> new Rounds(List.of())).hasMessage("no round was measured");
    }
}
