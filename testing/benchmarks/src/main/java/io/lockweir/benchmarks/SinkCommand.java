package io.lockweir.benchmarks;

import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.sink.SinkRounds;
import io.lockweir.benchmarks.smt.BenchmarkKeyset;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sink",
        mixinStandardHelpOptions = true,
        version = Bench.VERSION,
        description = "Rows per processor second of our sink, Apache's and Iceberg's bare writer.")
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

    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        List<Result> results = new SinkRounds(rounds, rows).run(BenchmarkKeyset.JSON, out::println);
        output.publish("sink", results, out);
        return 0;
    }
}
