package io.lockweir.benchmarks.sink;

import io.lockweir.benchmarks.report.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What rows cost: to append, to upsert, to read. */
public final class SinkBenchmark {
    private static final int WARM_UP_ROUNDS = 3;
    private static final int QUICK_ROWS = 40_000;

    /** What can be measured by itself. */
    public enum Part {
        APPEND,
        UPSERT,
        SCAN
    }

    private final Effort effort;

    private SinkBenchmark(Effort effort) {
        this.effort = effort;
    }

    public static SinkBenchmark full(int rounds, int rows) {
        return new SinkBenchmark(Effort.of(rounds, WARM_UP_ROUNDS, rows));
    }

    /** One round of few rows, cold. */
    public static SinkBenchmark quick() {
        return new SinkBenchmark(Effort.of(1, 1, QUICK_ROWS));
    }

    /** Blocks for as long as it takes; tells {@code progress} of everything measured. */
    public List<Result> run(Set<Part> parts, String keyset, Consumer<String> progress) throws IOException {
        List<Result> results = new ArrayList<>();
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                results.addAll(
                        switch (part) {
                            case APPEND -> AppendRounds.run(effort, keyset, progress);
                            case UPSERT -> UpsertRounds.run(effort, keyset, progress);
                            case SCAN -> ScanRounds.run(effort, keyset, progress);
                        });
            }
        }
        return results;
    }
}
