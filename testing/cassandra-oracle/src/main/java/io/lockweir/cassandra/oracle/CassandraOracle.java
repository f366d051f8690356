package io.lockweir.cassandra.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Cassandra without a server. Every command is a process of its own, with directories of its own below one directory.
 */
public final class CassandraOracle {

    private final Path directory;
    private final String classPath;

    /**
     * Compiles the oracle.
     *
     * @param stackHome where {@code testing/servers} wrote the class paths
     * @param directory for everything it writes; must be empty
     */
    public CassandraOracle(LogSettings settings, Path stackHome, Path directory) throws IOException {
        this.directory = Files.createDirectories(directory).toAbsolutePath();
        String cassandra = Files.readString(stackHome.resolve(settings.server() + ".classpath"))
                .strip();
        Path classes = this.directory.resolve("classes");
        OracleClasses.compile(cassandra, classes);
        this.classPath = classes + java.io.File.pathSeparator + cassandra;
        Files.writeString(this.directory.resolve("cassandra.yaml"), settings.yaml(this.directory));
        Files.writeString(
                this.directory.resolve("logback.xml"),
                "<configuration><appender name=\"E\" class=\"ch.qos.logback.core.ConsoleAppender\"><target>System.err</target>"
                        + "<encoder><pattern>%-5level %logger{0} %msg%n</pattern></encoder></appender>"
                        + "<root level=\"WARN\"><appender-ref ref=\"E\"/></root></configuration>");
    }

    /** What is in a log that is written: plain inserts of one row, or everything that a node can write. */
    public enum Content {
        PLAIN,
        MIXED
    }

    /** Writes a log, and says what is in it: a line a mutation, a line {@code end} a segment. */
    public OracleProcess write(Path schema, long seed, int mutations, Content content) throws IOException {
        return start(List.of(
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
        return start(arguments);
    }

    /** Reads segments as often as it is {@linkplain OracleProcess#ask asked}, at most so many times: mutations, nanoseconds of processor time. */
    public OracleProcess measure(Path schema, int rounds, List<Path> segments) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("measure", schema.toString(), Integer.toString(rounds)));
        segments.forEach(segment -> arguments.add(segment.toString()));
        return start(arguments);
    }

    /** The segments that were written, in their order. */
    public List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("commitlog"))) {
            return files.sorted().toList();
        }
    }

    private OracleProcess start(List<String> arguments) throws IOException {
        Path log = directory.resolve(arguments.get(0) + ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-cp", classPath));
        command.addAll(OpenModules.OPTIONS);
        command.add("-Dcassandra.config=" + directory.resolve("cassandra.yaml").toUri());
        command.add("-Dcassandra.storagedir=" + directory);
        command.add("-Dlogback.configurationFile=" + directory.resolve("logback.xml"));
        command.add("io.lockweir.cassandra.oracle.inside.Oracle");
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        return new OracleProcess(process, lines, log);
    }
}
