package io.lockweir.benchmarks;

import io.lockweir.benchmarks.cassandra.CassandraBenchmark;
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
        name = "cassandra",
        mixinStandardHelpOptions = true,
        version = Bench.VERSION,
        description =
                "How fast Cassandra's commit log becomes records, beside Cassandra's own reader and Debezium's connector.")
final class CassandraCommand implements Callable<Integer> {

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

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream out = System.out;
        Path stackHome = Path.of(System.getProperty("lockweir.stack.home", "target/stack"));
        Path folder = Files.createTempDirectory("lockweir-bench-cassandra");
        try {
            CassandraBenchmark benchmark = new CassandraBenchmark(rounds, 3, mutations, stackHome, out::println);
            output.publish("cassandra", benchmark.run(folder), out);
        } finally {
            delete(folder);
        }
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
