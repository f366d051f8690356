package io.lockweir.benchmarks.sink;

import io.lockweir.benchmarks.report.Rounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Rounds of several paths in turn; counted is the processor time of the writing thread. */
final class SinkRounds {
    private final Effort effort;
    private final Consumer<String> progress;
    private final Map<RowPath, List<Double>> perSecond = new HashMap<>();
    /** Each path writes all changes, in their order. */
    private final Map<RowPath, Long> written = new HashMap<>();

    SinkRounds(Effort effort, Consumer<String> progress) {
        this.effort = effort;
        this.progress = progress;
    }

    /** Measures all of them. Blocks for as long as it takes. */
    SinkRounds run(List<RowPath> paths) {
        for (int round = 1; round <= effort.warmUpRounds(); round++) {
            paths.forEach(this::rate);
        }
        List<RowPath> order = new ArrayList<>(paths);
        for (int round = 1; round <= effort.rounds(); round++) {
            for (RowPath path : order) {
                double rate = rate(path);
                perSecond.computeIfAbsent(path, first -> new ArrayList<>()).add(rate);
                progress.accept("round %d/%d %s: %.0f rows per processor second"
                        .formatted(round, effort.rounds(), path.label(), rate));
            }
            // Whoever runs after another one finds the caches and the heap as that one left them.
            Collections.rotate(order, 1);
        }
        return this;
    }

    /** Rows per second of a path that was measured. */
    Rounds of(RowPath path) {
        return new Rounds(perSecond.getOrDefault(path, List.of()));
    }

    private double rate(RowPath path) {
        CpuClock clock = new CpuClock();
        long from = written.getOrDefault(path, 0L);
        path.write(from, effort.batches(), clock);
        written.put(path, from + effort.rows());
        return effort.rows() * 1e9 / clock.nanos();
    }
}
