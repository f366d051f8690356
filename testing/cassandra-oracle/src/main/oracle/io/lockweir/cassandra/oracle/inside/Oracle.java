package io.lockweir.cassandra.oracle.inside;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.cassandra.db.commitlog.CommitLog;

/**
 * Cassandra's own code, without a server: writes a log of random mutations and says what is in it, or reads logs alone. Compiled and run
 * against cassandra-all 4.1 and 5.0 alike, so it uses only what both have. One command a process.
 */
public final class Oracle {

    private Oracle() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        DatabaseDescriptor.toolInitialization(false);
        List<String> rest = Arrays.asList(arguments).subList(2, arguments.length);
        switch (arguments[0]) {
            case "write" -> {
                Path log = Path.of(DatabaseDescriptor.getCommitLogLocation());
                write(schema(arguments[1], false), Long.parseLong(rest.get(0)), Integer.parseInt(rest.get(1)), rest.get(2));
                schema(arguments[1], true);
                try (Stream<Path> files = Files.list(log)) {
                    read(out, files.sorted().toList());
                }
            }
            case "read" -> {
                schema(arguments[1], true);
                read(out, rest.stream().map(Path::of).toList());
            }
            case "measure" -> {
                schema(arguments[1], true);
                OracleMeasurement.run(out, Integer.parseInt(rest.get(0)), rest.subList(1, rest.size()));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        out.flush();
        // Cassandra leaves threads behind.
        System.exit(0);
    }

    private static OracleSchema schema(String file, boolean afterDrops) throws Exception {
        OracleSchema schema = OracleSchema.parse(Path.of(file), afterDrops);
        schema.register();
        return schema;
    }

    private static void read(PrintStream out, List<Path> files) throws Exception {
        try (Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 20)) {
            for (Path file : files) {
                new OracleReader(text).read(file);
            }
        }
    }

    private static void write(OracleSchema schema, long seed, int count, String kind) throws Exception {
        CommitLog.instance.start();
        RandomMutations mutations = new RandomMutations(new Random(seed), schema, kind.equals("plain"));
        for (int i = 0; i < count; i++) {
            CommitLog.instance.add(mutations.next());
        }
        CommitLog.instance.shutdownBlocking();
    }
}
