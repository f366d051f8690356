package io.lockweir.demo.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.stack.files.PluginPath;
import io.lockweir.stack.files.PropertiesFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The distribution's {@code lockweir-keys}, unzipped and run as a process, as an operator does. One command at a time. */
final class KeyTool {
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path script;
    private final Path config;
    private final Map<String, String> environment;

    private KeyTool(Path folder, Path script, Path config, Map<String, String> environment) {
        this.folder = folder;
        this.script = script;
        this.config = config;
        this.environment = environment;
    }

    /**
     * Unzips it.
     *
     * @param folder of its own: program, configuration, log and answers
     * @param converters folder with the jars of the topics' converter
     * @param config the tool's configuration
     * @param environment what references in the configuration lead to
     */
    static KeyTool unzip(
            Path zip, Path folder, Path converters, Map<String, String> config, Map<String, String> environment)
            throws IOException {
        Path program = new PluginPath(folder.resolve("program")).fill(List.of(zip));
        try (Stream<Path> homes = Files.list(program)) {
            Path script = homes.findFirst().orElseThrow().resolve("bin/lockweir-keys");
            Path file = PropertiesFile.write(folder.resolve("tool.properties"), config);
            Map<String, String> variables = new HashMap<>(environment);
            variables.put("LOCKWEIR_KEYS_CLASSPATH", converters.resolve("*").toString());
            variables.put("LOCKWEIR_KEYS_OPTS", "-Xmx512m");
            return new KeyTool(folder, script, file, variables);
        }
    }

    /**
     * Runs a command and returns its report.
     *
     * @throws IllegalStateException if it did not do its work; a finding is a report like any other
     */
    JsonNode run(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", script.toString()));
        line.addAll(List.of(command));
        line.addAll(List.of("--json", "--no-progress", "--config", config.toString()));
        File answer = folder.resolve(command[0] + ".json").toFile();
        File log = folder.resolve("lockweir-keys.log").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(answer).redirectError(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        Process process = builder.start();
        // With the demo its servers go, for which a command would wait long.
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            if (!process.waitFor(LONGEST.toMinutes(), TimeUnit.MINUTES)) {
                throw new IllegalStateException("lockweir-keys " + command[0] + " has not ended; see " + log);
            }
        } finally {
            process.destroyForcibly();
            forget(end);
        }
        return report(command[0], process.exitValue(), answer, log);
    }

    private static JsonNode report(String command, int exit, File answer, File log) throws IOException {
        JsonNode report = JSON.readTree(answer);
        String result = report.path("result").asText();
        if (!result.equals("ok") && !result.equals("finding")) {
            throw new IllegalStateException("lockweir-keys %s ended with exit code %d: %s; see %s"
                    .formatted(command, exit, report.path("error").asText(), log));
        }
        return report;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // The hook has its work then.
        }
    }
}
