package io.lockweir.cli.kek;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cli.MemoryKms;
import io.lockweir.cli.kek.KekSelfTest.Outcome;
import io.lockweir.cli.kek.KekSelfTest.Step;
import io.lockweir.encryption.keys.Kek;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KekSelfTestTest {

    @Test
    void aGoodKekPassesEveryStep() {
        Outcome outcome = run("none");
        assertThat(outcome.usable()).isTrue();
        assertThat(outcome.steps()).extracting(KekSelfTest.StepResult::step).containsExactly(Step.values());
        assertThat(outcome.steps())
                .allMatch(step -> step.problem() == null && step.took().toMillis() == 5);
        assertThat(outcome.description())
                .hasValueSatisfying(found -> assertThat(found.version()).isEqualTo("1"));
    }

    @Test
    void namesTheMissingPermission() {
        Outcome wrap = run("denied-wrap");
        assertThat(wrap.usable()).isFalse();
        assertThat(wrap.steps().get(1).problem())
                .isEqualTo(
                        "DENIED: The principal may not wrap with k. Grant the principal the right to encrypt with the key "
                                + "(writers need it), or correct its credentials.");
        assertThat(run("denied-unwrap").steps().get(2).problem()).contains("decrypt with the key");
    }

    @Test
    void pluginsCanDoWithoutDescribing() {
        Outcome outcome = run("denied-describe");
        assertThat(outcome.usable()).isTrue();
        assertThat(outcome.steps().get(0).problem()).contains("describe the key");
    }

    @Test
    void tellsUnavailableFromUnknown() {
        assertThat(run("unavailable").steps().get(1).problem())
                .startsWith("UNAVAILABLE")
                .endsWith("Check address, network and time-outs.");
        assertThat(run("unknown").steps().get(1).problem()).startsWith("UNKNOWN_KEK");
    }

    @Test
    void noticesAContextThatIsNotAuthenticated() {
        Outcome outcome = run("ignores-context");
        assertThat(outcome.usable()).isFalse();
        assertThat(outcome.steps().get(3).problem()).contains("in another context than it was wrapped in");
    }

    private static Outcome run(String fault) {
        AtomicLong nanos = new AtomicLong();
        return new KekSelfTest(new SecureRandom(), () -> nanos.getAndAdd(5_000_000))
                .run(new Kek("eu", new MemoryKms(fault), "k"));
    }
}
