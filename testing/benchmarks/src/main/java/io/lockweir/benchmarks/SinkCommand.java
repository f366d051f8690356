package io.lockweir.benchmarks;

import io.lockweir.benchmarks.sink.SinkBenchmark;
import io.lockweir.benchmarks.smt.BenchmarkKeyset;
import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sink",
        mixinStandardHelpOptions = true,
        version = Bench.VERSION,
        description = "What rows cost our sink, Apache's and Iceberg's own writer, and what reading them costs.")
final class SinkCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measurements of each path, in turn. Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "300000",
            description = "Rows per measurement. Default: ${DEFAULT-VALUE}")
    private int rows = 300_000;

    @Option(names = "--quick", description = "One round of few rows: for a look, not for a published number.")
    private boolean quick;

    @Option(
            names = "--part",
            paramLabel = "PART",
            split = ",",
            description = "Only these: ${COMPLETION-CANDIDATES}. Default: all")
    private Set<SinkBenchmark.Part> parts = EnumSet.allOf(SinkBenchmark.Part.class);

    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        SinkBenchmark benchmark = quick ? SinkBenchmark.quick() : SinkBenchmark.full(rounds, rows);
        output.publish("sink", benchmark.run(parts, BenchmarkKeyset.JSON, out::println), out);
        return 0;
    }
}
