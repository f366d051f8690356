package io.lockweir.demo.pipeline;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.lake.Lake;
import io.lockweir.demo.lake.SparkRows;
import io.lockweir.demo.proof.SparkProof;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.ServerProcess;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.iceberg.data.Record;

/** The tables' owner: a Spark process that compacts and expires while the sink writes, and then reads every row. */
public final class SparkOwner implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration READ = Duration.ofMinutes(5);
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.security.jgss/sun.security.krb5");

    private final Lake lake;
    private final Map<String, String> catalog;
    /** Holds clear rows for a while: not among the servers' files, where the search for leaks would find them. */
    private final Path folder;

    private final ServerProcess process;

    public SparkOwner(BankPipeline pipeline) throws IOException {
        this.lake = pipeline.lake();
        this.catalog = BankPipeline.catalogProperties(pipeline.stack());
        this.folder = Files.createTempDirectory("lockweir-spark-");
        this.process = new ServerProcess("spark", folder);
    }

    /** Returns when Spark has reached the catalog; from then on it maintains the tables. */
    public void start() throws IOException {
        Properties properties = new Properties();
        catalog.forEach((key, value) -> properties.setProperty("catalog." + key, value));
        properties.setProperty(
                "tables",
                String.join(",", Stream.of(BankTable.values()).map(this::name).toList()));
        try (Writer writer = Files.newBufferedWriter(folder.resolve("lake.properties"))) {
            properties.store(writer, null);
        }
        List<String> jvm = new ArrayList<>(List.of("-Xmx1500m", "-Xshare:auto", "-Djava.io.tmpdir=" + folder));
        OPENED.forEach(opened -> jvm.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        JavaCommand command = new JavaCommand(
                StackHome.find().classPath("spark"),
                jvm,
                "io.lockweir.stack.servers.spark.SparkLake",
                List.of(folder.toString()));
        process.start(command, Map.of("SPARK_LOCAL_IP", "127.0.0.1"), () -> Files.size(folder.resolve("ready")), START);
    }

    /** Ends the maintenance and returns when Spark has read all tables. */
    public void read() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("read"), "");
        long deadline = System.nanoTime() + READ.toNanos();
        while (process.alive()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Spark did not read the tables within " + READ.toSeconds() + " s");
            }
            Thread.sleep(200);
        }
        for (BankTable table : BankTable.values()) {
            if (!Files.exists(rows(table)) || !Files.exists(folder.resolve("maintenance.properties"))) {
                throw new IllegalStateException(
                        "Spark ended without having read " + name(table) + ":\n" + Files.readString(process.log()));
            }
        }
    }

    public void forEach(BankTable table, Consumer<Record> consumer) throws IOException {
        SparkRows.forEach(rows(table), lake.table(table).schema(), consumer);
    }

    /** What the maintenance came to, beside what the comparison did. */
    public SparkProof proof(long rows, long missing, long duplicates) throws IOException {
        Properties counts = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("maintenance.properties"))) {
            counts.load(reader);
        }
        return new SparkProof(
                rows,
                missing,
                duplicates,
                count(counts, "compactions"),
                count(counts, "compactions_lost"),
                count(counts, "files_rewritten"),
                count(counts, "expiries"));
    }

    private static long count(Properties counts, String name) {
        return Long.parseLong(counts.getProperty(name, "0"));
    }

    private Path rows(BankTable table) {
        return folder.resolve(name(table) + ".rows");
    }

    private String name(BankTable table) {
        return lake.namespace() + "." + table.tableName();
    }

    @Override
    public void close() {
        process.kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder + ", which holds clear rows", e);
        }
    }
}
