package io.lockweir.benchmarks.cassandra;

import io.lockweir.cassandra.oracle.CassandraOracle;
import io.lockweir.cassandra.oracle.CassandraOracle.Content;
import io.lockweir.cassandra.oracle.LogSettings;
import io.lockweir.cassandra.oracle.OracleProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The logs that are read: written by Cassandra's own code, the same every time. */
enum BenchmarkLog {
    /** Inserts of a row of seven columns into one table. */
    PLAIN(Content.PLAIN, ""),
    /** Inserts of a row into two tables with columns of most types, collections too. */
    TYPES(Content.PLAIN, ".types"),
    /** Everything that a node can write; Debezium's connector ends at the first row of a user type. */
    MIXED(Content.MIXED, ".mixed");

    private final Content content;
    private final String suffix;

    BenchmarkLog(Content content, String suffix) {
        this.content = content;
        this.suffix = suffix;
    }

    /** Of result names. */
    String suffix() {
        return suffix;
    }

    /** Whether each mutation is a record for everybody. */
    boolean isInsertsOnly() {
        return content == Content.PLAIN;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A log on disk.
     *
     * @param schema the file that describes its tables
     */
    record Written(Path schema, CassandraOracle oracle, List<Path> segments) {}

    Written write(Path folder, Path stackHome, int mutations) throws IOException, InterruptedException {
        Path schema = Files.createDirectories(folder).resolve("schema");
        try (InputStream in = Objects.requireNonNull(BenchmarkLog.class.getResourceAsStream(text() + ".schema"))) {
            Files.write(schema, in.readAllBytes());
        }
        CassandraOracle oracle = new CassandraOracle(LogSettings.CASSANDRA_50, stackHome, folder.resolve("oracle"));
        try (OracleProcess process = oracle.write(schema, 1, mutations, content)) {
            while (process.next() != null) {
                // What it says is compared in the decoder's own tests.
            }
        }
        return new Written(schema, oracle, oracle.segments());
    }
}
