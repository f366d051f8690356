package io.lockweir.demo.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.stack.files.PluginPath;
import io.lockweir.stack.files.PropertiesFile;
import io.lockweir.stack.process.StackHome;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The sink's {@code lockweir-reconcile}, unzipped and run as a process, as an operator does. */
final class ReconcileTool {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BankPipeline pipeline;
    private final Path folder;
    private final Path script;
    private final Path connector;
    private final Path database;

    ReconcileTool(BankPipeline pipeline) throws IOException {
        this.pipeline = pipeline;
        this.folder = Files.createTempDirectory(PipelineStack.WORK, "reconcile-");
        Path zip = ProjectFolder.ofProperty().pluginZips().stream()
                .filter(each -> each.toString().contains("lockweir-decrypting-sink-"))
                .findFirst()
                .orElseThrow();
        Path program = new PluginPath(folder.resolve("program")).fill(List.of(zip));
        try (var homes = Files.list(program)) {
            this.script = homes.findFirst().orElseThrow().resolve("bin/lockweir-reconcile");
        }
        ConnectorFile sink = pipeline.sink();
        this.connector = folder.resolve("sink.json");
        JSON.writeValue(connector.toFile(), Map.of("name", sink.name(), "config", sink.config()));
        String url = pipeline.stack()
                .postgres()
                .jdbcUrl()
                .replaceFirst("/" + pipeline.stack().postgres().database() + "\\?.*", "/")
                .concat(pipeline.database().name());
        this.database = PropertiesFile.write(
                folder.resolve("database.properties"),
                Map.of(
                        "url", url,
                        "user", "${env:LOCKWEIR_POSTGRES_USER}",
                        "password", "${env:LOCKWEIR_POSTGRES_PASSWORD}",
                        "sslmode", "verify-full",
                        "sslrootcert", "${env:LOCKWEIR_POSTGRES_CA}"));
    }

    /** The database against the lake. */
    JsonNode database(BankTable table) throws IOException, InterruptedException {
        return run(table, "--database", database.toString(), "--from", "public." + table.tableName());
    }

    /** The topic against the lake. */
    JsonNode topic(BankTable table) throws IOException, InterruptedException {
        return run(table, "--topic", pipeline.bank().topic(table));
    }

    private JsonNode run(BankTable table, String... source) throws IOException, InterruptedException {
        String name = pipeline.lake().form().namespace(pipeline.bank()) + "." + table.tableName();
        List<String> line = new ArrayList<>(List.of("bash", script.toString()));
        line.addAll(List.of("--config", connector.toString(), "--table", name, "--json", "--no-progress"));
        line.addAll(List.of(source));
        File answer = folder.resolve("answer.json").toFile();
        File log = folder.resolve("lockweir-reconcile.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(answer).redirectError(log);
        StackHome home = StackHome.find();
        Map<String, String> environment = builder.environment();
        environment.putAll(pipeline.stack().environment().variables());
        environment.put(
                "LOCKWEIR_KEYSET_FILE",
                PipelineStack.WORK.resolve("keyset.json").toString());
        environment.put("LOCKWEIR_STAGING_DIR", folder.toString());
        environment.put(
                "LOCKWEIR_RECONCILE_CLASSPATH", home.classPath("connect") + ":" + home.converterPlugin() + "/*");
        environment.put("LOCKWEIR_RECONCILE_OPTS", "-Xmx256m");
        Process process = builder.start();
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                throw new IllegalStateException("lockweir-reconcile has not ended; see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() > 1) {
            throw new IllegalStateException("lockweir-reconcile ended with exit code " + process.exitValue() + ": "
                    + Files.readString(log.toPath(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(answer);
    }
}
