package io.lockweir.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangesTest {
    @Test
    void threeOfTenUpsertsAreOfRowsThatWereThereBefore() {
        Set<Long> rows = new HashSet<>();
        int updates = 0;
        for (long change = 10; change < 1_010; change++) {
            updates += rows.add(Changes.UPSERTS.row(change)) ? 0 : 1;
        }
        assertThat(updates).isBetween(250, 300);
    }

    @Test
    void theNumberOfRowsIsThatOfTheDifferentOnes() {
        Set<Long> rows = new HashSet<>();
        for (long change = 0; change < 10_003; change++) {
            rows.add(Changes.UPSERTS.row(change));
            assertThat(Changes.UPSERTS.rows(change + 1)).isEqualTo(rows.size());
        }
    }
}
