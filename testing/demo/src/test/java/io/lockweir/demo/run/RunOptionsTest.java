package io.lockweir.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
    @Test
    void refusesWhatWouldProveNothing() {
        assertThatThrownBy(() -> options(199, 0)).hasMessage("--rows must be at least 200");
        assertThatThrownBy(() -> options(200, -1)).hasMessage("--kill must not be negative");
    }

    @Test
    void opensWithOneRowInAHundredAndAtMostAThousand() {
        assertThat(options(2_000, 0).openingRows()).isEqualTo(20);
        assertThat(options(1_000_000, 0).openingRows()).isEqualTo(1_000);
    }

    private static RunOptions options(long rows, int kills) {
        return new RunOptions(rows, 1, kills, KeyPlan.KEYSET, Optional.empty(), RunOptions.Afterwards.END);
    }
}
