package io.lockweir.benchmarks;

import io.lockweir.benchmarks.pipeline.PipelineRounds;
import io.lockweir.benchmarks.report.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        version = Bench.VERSION,
        description = "PostgreSQL to Iceberg with and without encryption, in turn, on the servers of the local stack.")
final class PipelineCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "4",
            description = "Runs with and runs without encryption; best an even number. Default: ${DEFAULT-VALUE}")
    private int rounds = 4;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Changes per run. Default: ${DEFAULT-VALUE}")
    private long rows = 100_000;

    @Option(names = "--quick", description = "One round of 20 000 changes: for a look, not for a published number.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        Path folder = Files.createDirectories(Path.of("target", "bench", "stack"));
        Path work = Files.createTempDirectory(folder, "run-").toAbsolutePath();
        out.println("Data and logs of the servers, kept if this fails: " + work);
        List<Result> results = new PipelineRounds(quick ? 1 : rounds, quick ? 20_000 : rows, work, out::println).run();
        delete(work);
        output.publish("pipeline", results, out);
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
