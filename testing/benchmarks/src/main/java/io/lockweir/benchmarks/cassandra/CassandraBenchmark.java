package io.lockweir.benchmarks.cassandra;

import com.sun.management.OperatingSystemMXBean;
import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.oracle.CassandraOracle;
import io.lockweir.cassandra.oracle.CassandraOracle.Content;
import io.lockweir.cassandra.oracle.LogSettings;
import io.lockweir.cassandra.oracle.OracleProcess;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Decodes the same segments with Cassandra's reader and with ours, in turn, one thread each. Counted is the processor time of the
 * whole process, the collector's too.
 *
 * @param mutations a log
 * @param warmUp rounds before, not counted
 */
public record CassandraBenchmark(int rounds, int warmUp, int mutations, Path stackHome, Consumer<String> progress) {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Measures a plain and a mixed log in a folder, which must be empty. */
    public List<Result> run(Path folder) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>(measure(folder.resolve("plain"), "plain", "", Content.PLAIN));
        results.addAll(measure(folder.resolve("mixed"), "mixed", ".mixed", Content.MIXED));
        return results;
    }

    private List<Result> measure(Path folder, String log, String suffix, Content content)
            throws IOException, InterruptedException {
        Path schemaFile = Files.createDirectories(folder).resolve("schema");
        try (InputStream in = Objects.requireNonNull(CassandraBenchmark.class.getResourceAsStream(log + ".schema"))) {
            Files.write(schemaFile, in.readAllBytes());
        }
        List<TableSchema> tables = SchemaFile.tables(Files.readAllLines(schemaFile, StandardCharsets.UTF_8));
        CassandraOracle oracle = new CassandraOracle(LogSettings.CASSANDRA_50, stackHome, folder.resolve("oracle"));
        try (OracleProcess process = oracle.write(schemaFile, 1, mutations, content)) {
            while (process.next() != null) {
                // What it says is compared in the decoder's own tests.
            }
        }
        List<Path> segments = oracle.segments();
        List<Double> ours = new ArrayList<>();
        List<Double> cassandras = new ArrayList<>();
        try (OracleProcess process = oracle.measure(schemaFile, warmUp + rounds, segments)) {
            for (int round = -warmUp; round < rounds; round++) {
                double theirRate = rate(Objects.requireNonNull(process.ask()));
                long start = SYSTEM.getProcessCpuTime();
                long read = DecodedLog.read(tables, segments);
                double ourRate = read * 1e9 / (SYSTEM.getProcessCpuTime() - start);
                if (read != mutations) {
                    throw new IllegalStateException(read + " mutations of " + mutations);
                }
                if (round >= 0) {
                    ours.add(ourRate);
                    cassandras.add(theirRate);
                    progress.accept(
                            "%s log, round %d/%d: ours %.0f, Cassandra's reader %.0f mutations per processor second"
                                    .formatted(log, round + 1, rounds, ourRate, theirRate));
                }
            }
        }
        return List.of(
                Result.versus("cassandra.decode.vs_cassandra_all" + suffix, new Rounds(ours), new Rounds(cassandras))
                        .wanting(Bound.atLeast(3)),
                Result.plain("cassandra.decode.mutations" + suffix, new Rounds(ours), new Rounds(cassandras), "1/s"));
    }

    private double rate(String line) {
        String[] words = line.split(" ", -1);
        if (Integer.parseInt(words[0]) != mutations) {
            throw new IllegalStateException(words[0] + " mutations of " + mutations);
        }
        return mutations * 1e9 / Long.parseLong(words[1]);
    }
}
