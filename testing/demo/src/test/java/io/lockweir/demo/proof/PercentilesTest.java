package io.lockweir.demo.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void isTheNearestRank() {
        Percentiles percentiles = new Percentiles();
        for (int i = 10_000; i >= 1; i--) {
            percentiles.add(i);
        }
        assertThat(percentiles.at(0.5)).isEqualTo(5_000);
        assertThat(percentiles.at(0.99)).isEqualTo(9_900);
        assertThat(percentiles.at(1)).isEqualTo(10_000);
    }

    @Test
    void isUnknownWithoutValuesAndZeroForNegativeOnes() {
        Percentiles percentiles = new Percentiles();
        assertThat(percentiles.at(0.99)).isNull();
        percentiles.add(-5);
        assertThat(percentiles.at(0.99)).isZero();
    }
}
