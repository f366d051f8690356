package io.lockweir.cassandra.format.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnSubsetTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 128, 129, 1000})
    void firstRowMayHaveAllOfManyColumns(int columns) {
        ColumnSubset subset = new ColumnSubset();

        subset.all(columns);

        for (int column = 0; column < columns; column++) {
            assertThat(subset.has(column)).isTrue();
        }
    }

    @Test
    void wideRowBehindANarrowOneHasAllItsColumns() {
        ColumnSubset subset = new ColumnSubset();
        subset.all(3);
        subset.all(200);

        assertThat(subset.has(199)).isTrue();
    }
}
