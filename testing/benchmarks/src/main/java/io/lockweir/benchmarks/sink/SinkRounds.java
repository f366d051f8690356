package io.lockweir.benchmarks.sink;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Rounds of all paths in turn; counted is the processor time of the writing thread. */
public final class SinkRounds {

    private static final int WARM_UP_ROUNDS = 3;

    private final int rounds;
    private final int batches;

    public SinkRounds(int rounds, int rows) {
        this.rounds = rounds;
        this.batches = rows / Workload.BATCH;
    }

    /** Blocks for as long as it takes; tells {@code progress} of every measured path. */
    public List<Result> run(String keyset, Consumer<String> progress) throws IOException {
        try (Workload workload = new Workload(keyset);
                RowPath bare = new BareWriter(workload);
                RowPath apache = new ApacheSink(workload);
                RowPath ours = new LockweirAppend(workload, keyset)) {
            List<RowPath> paths = List.of(bare, apache, ours);
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                paths.forEach(path -> path.write(0, batches, new CpuClock()));
            }
            Map<RowPath, List<Double>> perSecond = new HashMap<>();
            for (int round = 1; round <= rounds; round++) {
                for (RowPath path : paths) {
                    double rate = rate(path, (long) round * batches * Workload.BATCH);
                    perSecond.computeIfAbsent(path, first -> new ArrayList<>()).add(rate);
                    progress.accept("round %d/%d %s: %.0f rows per processor second"
                            .formatted(round, rounds, path.label(), rate));
                }
            }
            Rounds mine = new Rounds(perSecond.getOrDefault(ours, List.of()));
            Rounds theirs = new Rounds(perSecond.getOrDefault(apache, List.of()));
            Rounds least = new Rounds(perSecond.getOrDefault(bare, List.of()));
            return results(mine, theirs, least);
        }
    }

    static List<Result> results(Rounds ours, Rounds apache, Rounds bare) {
        return List.of(
                Result.plain("sink.append.rows_per_cpu_second", ours, bare, "rows/s"),
                Result.versus("sink.append.vs_apache", ours, apache).wanting(Bound.atLeast(1.0)),
                Result.versus("sink.append.vs_bare_writer", ours, bare).wanting(Bound.atLeast(0.6)));
    }

    private double rate(RowPath path, long from) {
        CpuClock clock = new CpuClock();
        path.write(from, batches, clock);
        return batches * (double) Workload.BATCH * 1e9 / clock.nanos();
    }
}
