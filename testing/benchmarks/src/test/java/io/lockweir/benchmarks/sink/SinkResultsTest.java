package io.lockweir.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SinkResultsTest {
    private final Rounds some = new Rounds(List.of(1.0));

    @Test
    void bothComparisonsOfAppendingHaveABound() {
        assertThat(AppendRounds.results(some, some, some).stream()
                        .collect(Collectors.toMap(Result::name, Result::bound)))
                .containsEntry("sink.append.vs_apache", Bound.atLeast(1.0))
                .containsEntry("sink.append.vs_bare_writer", Bound.atLeast(0.6));
    }

    @Test
    void readingUpsertedRowsHasABound() {
        assertThat(ScanRounds.results(some, some))
                .extracting(Result::name, Result::bound)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("sink.scan_v3.vs_append", Bound.atMost(2.5)));
    }
}
