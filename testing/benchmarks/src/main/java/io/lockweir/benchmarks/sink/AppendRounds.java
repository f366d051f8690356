package io.lockweir.benchmarks.sink;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import io.lockweir.sink.record.WriteMode;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Our sink appending with decryption, Apache's sink without, and Iceberg's own writer. */
final class AppendRounds {
    private AppendRounds() {}

    static List<Result> run(Effort effort, String keyset, Consumer<String> progress) throws IOException {
        try (Workload workload = new Workload(keyset, Changes.INSERTS);
                RowPath bare = new BareWriter(workload);
                RowPath apache = new ApacheSink(workload);
                RowPath ours = new LockweirSink(workload, 2, WriteMode.APPEND, keyset)) {
            SinkRounds rounds = new SinkRounds(effort, progress).run(List.of(bare, apache, ours));
            return results(rounds.of(ours), rounds.of(apache), rounds.of(bare));
        }
    }

    static List<Result> results(Rounds ours, Rounds apache, Rounds bare) {
        return List.of(
                Result.plain("sink.append.rows_per_cpu_second", ours, bare, "rows/s"),
                Result.versus("sink.append.vs_apache", ours, apache).wanting(Bound.atLeast(1.0)),
                Result.versus("sink.append.vs_bare_writer", ours, bare).wanting(Bound.atLeast(0.6)));
    }
}
