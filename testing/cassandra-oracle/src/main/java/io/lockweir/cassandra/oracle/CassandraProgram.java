package io.lockweir.cassandra.oracle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What runs beside somebody's Cassandra classes: compiled against them, in processes of its own, with directories below one directory. */
final class CassandraProgram {

    private static final String PACKAGE = "io.lockweir.cassandra.oracle.inside.";

    private final Path directory;
    private final String classPath;
    private final String main;

    /**
     * Compiles it.
     *
     * @param stackHome where {@code testing/servers} wrote the class paths
     * @param directory for everything it writes; must be empty
     * @param sources names of the classes; the first one is run
     */
    CassandraProgram(LogSettings settings, Path stackHome, Path directory, List<String> sources) throws IOException {
        this.directory = Files.createDirectories(directory).toAbsolutePath();
        this.main = PACKAGE + sources.get(0);
        String cassandra = Files.readString(stackHome.resolve(settings.server() + ".classpath"))
                .strip();
        Path classes = this.directory.resolve("classes");
        OracleClasses.compile(cassandra, classes, sources);
        this.classPath = classes + File.pathSeparator + cassandra;
        Files.writeString(this.directory.resolve("cassandra.yaml"), settings.yaml(this.directory));
        Files.writeString(
                this.directory.resolve("logback.xml"),
                "<configuration><appender name=\"E\" class=\"ch.qos.logback.core.ConsoleAppender\"><target>System.err</target>"
                        + "<encoder><pattern>%-5level %logger{0} %msg%n</pattern></encoder></appender>"
                        + "<root level=\"WARN\"><appender-ref ref=\"E\"/></root></configuration>");
    }

    Path directory() {
        return directory;
    }

    /** @param options of the JVM */
    OracleProcess start(List<String> options, List<String> arguments) throws IOException {
        Path log = Files.createTempFile(directory, "run", ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath));
        command.addAll(OpenModules.OPTIONS);
        command.add("-Dcassandra.config=" + directory.resolve("cassandra.yaml").toUri());
        command.add("-Dcassandra.storagedir=" + directory);
        command.add("-Dlogback.configurationFile=" + directory.resolve("logback.xml"));
        command.add(main);
        command.addAll(arguments);
        return OracleProcess.start(command, log);
    }
}
