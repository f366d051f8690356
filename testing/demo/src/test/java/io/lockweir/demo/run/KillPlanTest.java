package io.lockweir.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KillPlanTest {
    @Test
    void killsOnceInEveryPartOfTheWork() {
        for (long seed = 0; seed < 50; seed++) {
            List<Double> kills = kills(new KillPlan(5, seed));
            assertThat(kills).hasSize(5);
            for (int i = 0; i < 5; i++) {
                assertThat(kills.get(i)).isBetween(0.92 * i / 5, 0.92 * (i + 1) / 5 + 0.001);
            }
        }
    }

    @Test
    void dependsOnTheSeedAlone() {
        assertThat(kills(new KillPlan(3, 7))).isEqualTo(kills(new KillPlan(3, 7)));
        assertThat(kills(new KillPlan(3, 7))).isNotEqualTo(kills(new KillPlan(3, 8)));
    }

    @Test
    void killsNothingUnlessAsked() {
        assertThat(kills(new KillPlan(0, 7))).isEmpty();
    }

    private static List<Double> kills(KillPlan plan) {
        List<Double> kills = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            if (plan.due(i / 10_000.0)) {
                kills.add(i / 10_000.0);
            }
        }
        assertThat(plan.done()).isEqualTo(kills.size());
        return kills;
    }
}
