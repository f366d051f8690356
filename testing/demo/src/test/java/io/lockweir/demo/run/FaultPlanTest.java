package io.lockweir.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.demo.run.RunOptions.Sources;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    @Test
    void strikesOnceInEveryPartOfTheWork() {
        for (long seed = 0; seed < 50; seed++) {
            List<String> strikes = strikes(Trouble.kills(5), seed);
            assertThat(strikes).hasSize(5);
            for (int i = 0; i < 5; i++) {
                double fraction = Double.parseDouble(
                        strikes.get(i).substring(0, strikes.get(i).indexOf(' ')));
                assertThat(fraction).isBetween(0.92 * i / 5, 0.92 * (i + 1) / 5 + 0.001);
                assertThat(strikes.get(i)).endsWith("kill-worker");
            }
        }
    }

    @Test
    void dependsOnTheSeedAlone() {
        for (Trouble trouble : List.of(Trouble.kills(3), Trouble.chaos(20))) {
            assertThat(strikes(trouble, 7)).isEqualTo(strikes(trouble, 7));
            assertThat(strikes(trouble, 7)).isNotEqualTo(strikes(trouble, 8));
        }
    }

    @Test
    void doesNothingUnlessAsked() {
        assertThat(strikes(Trouble.NONE, 7)).isEmpty();
        assertThatThrownBy(() -> Trouble.chaos(-1)).hasMessage("--chaos must not be negative");
    }

    @Test
    void chaosHasEveryFaultOfTheServersThatAreThere() {
        assertThat(drawn(Sources.BOTH)).containsExactlyInAnyOrder(Fault.values());
        assertThat(drawn(Sources.POSTGRES))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Fault.KILL_CASSANDRA)));
    }

    private static Set<Fault> drawn(Sources sources) {
        Set<Fault> drawn = EnumSet.noneOf(Fault.class);
        FaultPlan plan = new FaultPlan(Trouble.chaos(200), 1, sources);
        while (plan.done() < plan.planned()) {
            drawn.add(plan.due(1).orElseThrow().fault());
        }
        return drawn;
    }

    private static List<String> strikes(Trouble trouble, long seed) {
        FaultPlan plan = new FaultPlan(trouble, seed, Sources.POSTGRES);
        List<String> strikes = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            double fraction = i / 10_000.0;
            plan.due(fraction).ifPresent(planned -> strikes.add(fraction + " " + planned.fault()));
        }
        assertThat(plan.done()).isEqualTo(strikes.size());
        return strikes;
    }
}
