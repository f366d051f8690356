package io.lockweir.distribution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Files of the project, as the tests see them. */
final class Project {

    static final List<String> PLUGINS = List.of("encryption", "aurora-postgres", "cassandra", "decrypting-sink");

    /** A zip beside the plugins': a program. */
    static final String TOOL = "keys";

    /** Another: jars for applications. */
    static final String LIBRARY = "serde";

    private static final Path HOME =
            Path.of(Objects.requireNonNull(System.getProperty("lockweir.home"), "lockweir.home"));

    /** A key given twice would silently count once. */
    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private Project() {}

    static String version() {
        return Objects.requireNonNull(System.getProperty("lockweir.version"), "lockweir.version");
    }

    static Path zip(String plugin) {
        return HOME.resolve("connect-plugins/distribution/target/lockweir-" + plugin + "-" + version() + ".zip");
    }

    static Path compose() {
        return HOME.resolve("docker/compose.yml");
    }

    static Path docker(String file) {
        return HOME.resolve("docker").resolve(file);
    }

    static List<Path> connectorFiles() {
        try (Stream<Path> files = Files.list(HOME.resolve("docker/connectors"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration in a file that {@code POST /connectors} takes. */
    static Map<String, String> config(Path connectorFile) {
        try {
            JsonNode root = STRICT.readTree(connectorFile.toFile());
            Map<String, String> config = new LinkedHashMap<>();
            config.put("name", root.path("name").asText());
            root.path("config")
                    .properties()
                    .forEach(
                            entry -> config.put(entry.getKey(), entry.getValue().asText()));
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
