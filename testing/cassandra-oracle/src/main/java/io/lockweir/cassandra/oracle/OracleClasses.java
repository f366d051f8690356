package io.lockweir.cassandra.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles what runs beside a Cassandra against that Cassandra. */
final class OracleClasses {

    private static final String FOLDER = "/oracle/io/lockweir/cassandra/oracle/inside/";
    /** Cassandra's own code. */
    static final List<String> ORACLE = List.of(
            "Oracle",
            "OracleMeasurement",
            "OracleReader",
            "OracleSchema",
            "OracleText",
            "OracleValues",
            "RandomBytes",
            "RandomCells",
            "RandomMutations");
    /** Debezium's connector. */
    static final List<String> DEBEZIUM =
            List.of("DebeziumMeasurement", "DebeziumPipeline", "DebeziumTables", "OracleSchema");

    private OracleClasses() {}

    static void compile(String classPath, Path target, List<String> names) throws IOException {
        List<Path> sources = new ArrayList<>();
        Path folder = Files.createDirectories(target.resolveSibling(target.getFileName() + "-sources"));
        for (String source : names) {
            Path file = folder.resolve(source + ".java");
            try (InputStream in =
                    Objects.requireNonNull(OracleClasses.class.getResourceAsStream(FOLDER + source + ".java"))) {
                Files.write(file, in.readAllBytes());
            }
            sources.add(file);
        }
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-d", Files.createDirectories(target).toString(), "-cp", classPath, "-proc:none", "-nowarn");
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the oracle does not compile: " + messages);
            }
        }
    }
}
