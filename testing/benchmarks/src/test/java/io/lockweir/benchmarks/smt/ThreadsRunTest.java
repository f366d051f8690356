package io.lockweir.benchmarks.smt;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadsRunTest {
    @Test
    void transformsThatStandInEachOthersWayAreUnderTheBoundOnTwoProcessorsToo() {
        Rounds behindALock = new Rounds(List.of(1.0, 1.1));
        Rounds twoProcessors = new Rounds(List.of(2.0, 2.0));
        List<Result> results = ThreadsRun.scaling("encrypt", behindALock, twoProcessors);
        assertThat(results)
                .extracting(Result::name)
                .containsExactly("encrypt.threads8.speedup", "encrypt.threads8.speedup_vs_cipher");
        Result scaling = results.get(1);
        assertThat(scaling.bound()).isEqualTo(Bound.atLeast(0.9));
        assertThat(scaling.value()).isLessThan(scaling.bound().limit());
    }
}
