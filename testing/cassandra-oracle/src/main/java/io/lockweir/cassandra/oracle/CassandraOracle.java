package io.lockweir.cassandra.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Cassandra without a server. Every command is a process of its own, with directories of its own below one directory.
 */
public final class CassandraOracle {

    private static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseSerialGC");

    private final CassandraProgram program;

    /**
     * Compiles the oracle.
     *
     * @param stackHome where {@code testing/servers} wrote the class paths
     * @param directory for everything it writes; must be empty
     */
    public CassandraOracle(LogSettings settings, Path stackHome, Path directory) throws IOException {
        this.program = new CassandraProgram(settings, stackHome, directory, OracleClasses.ORACLE);
    }

    /** What is in a log that is written: plain inserts of one row without empty values, or everything that a node can write. */
    public enum Content {
        PLAIN,
        MIXED
    }

    /** Writes a log, and says what is in it: a line a mutation, a line {@code end} a segment. */
    public OracleProcess write(Path schema, long seed, int mutations, Content content) throws IOException {
        return program.start(
                JVM,
                List.of(
                        "write",
                        schema.toString(),
                        Long.toString(seed),
                        Integer.toString(mutations),
                        content == Content.PLAIN ? "plain" : "mixed"));
    }

    /** Says what is in segments, as {@link #write} does; a line {@code error} for what the reader refuses. */
    public OracleProcess read(Path schema, List<Path> segments) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("read", schema.toString()));
        segments.forEach(segment -> arguments.add(segment.toString()));
        return program.start(JVM, arguments);
    }

    /**
     * Reads segments as often as it is {@linkplain OracleProcess#ask asked}, at most so many times: mutations, nanoseconds of processor time
     * of the process, nanoseconds of the clock.
     *
     * @param jvm options
     */
    public OracleProcess measure(List<String> jvm, Path schema, int rounds, List<Path> segments) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("measure", schema.toString(), Integer.toString(rounds)));
        segments.forEach(segment -> arguments.add(segment.toString()));
        return program.start(jvm, arguments);
    }

    /** The segments that were written, in their order. */
    public List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(program.directory().resolve("commitlog"))) {
            return files.sorted().toList();
        }
    }
}
