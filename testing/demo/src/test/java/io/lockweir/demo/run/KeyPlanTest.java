package io.lockweir.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.demo.run.KeyPlan.Source;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class KeyPlanTest {
    @Test
    void aKeysetNeitherRotatesNorIsRewrapped() {
        String refusal = "--rotate and --rewrap need --key-source envelope";
        assertThatThrownBy(() -> new KeyPlan(Source.KEYSET, 1, OptionalDouble.empty()))
                .hasMessage(refusal);
        assertThatThrownBy(() -> new KeyPlan(Source.KEYSET, 0, KeyPlan.AT_A_QUARTER))
                .hasMessage(refusal);
        assertThatThrownBy(() -> new KeyPlan(Source.ENVELOPE, -1, OptionalDouble.empty()))
                .hasMessage("--rotate must not be negative");
    }

    @Test
    void theBudgetOfADataKeyIsSizedForTheRotations() {
        assertThat(RotatedKeys.budget(10, 200_000)).containsEntry("dek.max.uses", "72727");
        assertThat(RotatedKeys.budget(0, 200_000)).isEmpty();
    }
}
