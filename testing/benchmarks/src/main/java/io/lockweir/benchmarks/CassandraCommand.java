package io.lockweir.benchmarks;

import io.lockweir.benchmarks.cassandra.CassandraBenchmark;
import io.lockweir.benchmarks.cassandra.worker.WorkerBenchmark;
import io.lockweir.benchmarks.report.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "cassandra",
        mixinStandardHelpOptions = true,
        version = Bench.VERSION,
        description =
                "How fast Cassandra's commit log becomes records, beside Cassandra's own reader and Debezium's connector, and in a real worker.")
final class CassandraCommand implements Callable<Integer> {

    private static final int WARM_UP = 8;

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Measurements of each reader, in turn. Default: ${DEFAULT-VALUE}")
    private int rounds = 7;

    @Option(
            names = "--mutations",
            paramLabel = "N",
            defaultValue = "500000",
            description = "Mutations of a log. Default: ${DEFAULT-VALUE}")
    private int mutations = 500_000;

    @Option(
            names = "--worker-rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Measurements in the worker. Default: ${DEFAULT-VALUE}")
    private int workerRounds = 3;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Rows of a backlog for the worker. Default: ${DEFAULT-VALUE}")
    private long rows = 100_000;

    @Option(
            names = "--part",
            paramLabel = "PART",
            split = ",",
            description = "Only these: ${COMPLETION-CANDIDATES}. Default: all")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    /** What needs no servers, and what does. */
    enum Part {
        LOG,
        WORKER
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        Path folder = Files.createDirectories(Path.of("target", "bench", "cassandra"));
        Path work = Files.createTempDirectory(folder, "run-").toAbsolutePath();
        out.println("Logs and data of the servers, kept if this fails: " + work);
        List<Result> results = new ArrayList<>();
        if (parts.contains(Part.LOG)) {
            Path stackHome = Path.of(System.getProperty("lockweir.stack.home", "target/stack"));
            results.addAll(new CassandraBenchmark(rounds, WARM_UP, mutations, stackHome, out::println)
                    .run(work.resolve("log")));
        }
        if (parts.contains(Part.WORKER)) {
            results.addAll(new WorkerBenchmark(workerRounds, rows, work.resolve("worker"), out::println).run());
        }
        delete(work);
        output.publish("cassandra", results, out);
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
