package io.lockweir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docker/compose.yml as far as it can be checked without Docker. */
class ComposeTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z0-9_]+)}");

    private final JsonNode services = compose().path("services");

    @Test
    void hasAllServices() {
        assertThat(names(services))
                .containsExactlyInAnyOrder(
                        "setup",
                        "postgres",
                        "cassandra",
                        "ledger",
                        "kafka",
                        "registry",
                        "s3",
                        "catalog",
                        "tables",
                        "connect");
    }

    @Test
    void pinsEveryImage() {
        services.forEach(service ->
                assertThat(service.path("image").asText()).matches("[a-z0-9/.-]+:[a-z0-9.-]*\\d[a-z0-9.-]*"));
    }

    @Test
    void listensOnLoopbackOnly() {
        services.forEach(service ->
                service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void mountsWhatIsThereOrBuilt() {
        Set<String> volumes = names(compose().path("volumes"));
        for (String source : mounts()) {
            boolean built = source.contains("/target");
            assertThat(built || volumes.contains(source) || Files.exists(Project.docker(source)))
                    .as(source)
                    .isTrue();
        }
        assertThat(mounts())
                .contains("../connect-plugins/distribution/target", "../target/stack/plugins/apicurio-converter");
    }

    @Test
    void showsTheKeysToTheWorkerAlone() {
        List<String> readers = new ArrayList<>();
        services.properties()
                .forEach(service -> service.getValue().path("volumes").forEach(mount -> {
                    if (mount.asText().startsWith("keyset:")) {
                        readers.add(service.getKey());
                    }
                }));
        assertThat(readers).containsExactlyInAnyOrder("setup", "connect");
        assertThat(connectEnvironment().path("LOCKWEIR_KEYSET_FILE").asText()).startsWith("/keyset/");
    }

    /** A hard link needs one file system, and on Linux the right to write the file: the same user. */
    @Test
    void theWorkerSharesTheVolumeAndTheUserOfCassandra() {
        String folder = "/var/lib/cassandra";
        for (String service : List.of("cassandra", "connect")) {
            assertThat(services.path(service).path("volumes").toString()).contains("\"cassandra:" + folder + "\"");
        }
        assertThat(services.path("connect").path("user").asText()).isEqualTo("999:999");
        for (String variable : List.of("LOCKWEIR_CASSANDRA_CDC_RAW", "LOCKWEIR_CASSANDRA_SPOOL")) {
            assertThat(connectEnvironment().path(variable).asText()).startsWith(folder + "/");
        }
        assertThat(services.path("cassandra").path("entrypoint").toString())
                .contains("cdc_enabled: true", "cdc_raw_directory: " + folder);
    }

    @Test
    void noConnectorFileSaysAKeyTwice() {
        assertThat(Project.connectorFiles())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Project.config(file)).isNotEmpty());
    }

    @Test
    void setsEveryVariableOfTheConnectors() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : Project.connectorFiles()) {
            Matcher matcher = VARIABLE.matcher(Files.readString(file));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
        assertThat(used).hasSizeGreaterThan(10);
        assertThat(names(connectEnvironment())).containsAll(used);
    }

    @Test
    void theWorkerAllowsWhatTheConnectorsAsk() throws IOException {
        Properties worker = new Properties();
        try (Reader reader = Files.newBufferedReader(Project.docker("worker.properties"))) {
            worker.load(reader);
        }
        assertThat(worker)
                .containsEntry("exactly.once.source.support", "enabled")
                .containsEntry("connector.client.config.override.policy", "All")
                .containsEntry("config.providers", "env");
        Pattern allowed = Pattern.compile(worker.getProperty("config.providers.env.param.allowlist.pattern"));
        assertThat(names(connectEnvironment()))
                .filteredOn(name -> name.startsWith("LOCKWEIR_"))
                .allMatch(name -> allowed.matcher(name).matches());
        List<String> targets = new ArrayList<>();
        services.path("connect")
                .path("volumes")
                .forEach(mount -> targets.add(mount.asText().split(":", -1)[1]));
        assertThat(worker.getProperty("plugin.path").split(",", -1))
                .allSatisfy(folder -> assertThat(targets).anyMatch(target -> target.startsWith(folder)));
    }

    @ParameterizedTest
    @CsvSource({"iceberg-bank.json,bank,tables", "iceberg-bank-upsert.json,bank_upsert,tables/upsert"})
    void theTablesHaveEveryDecryptedColumn(String file, String namespace, String tables) throws IOException {
        Map<String, String> sink = Project.config(Project.docker("connectors/" + file));
        for (String policy : sink.getOrDefault("policies", "").split(",", -1)) {
            String table =
                    sink.getOrDefault("policies." + policy + ".tables", "").replace(namespace + "\\.", "");
            Set<String> columns = new HashSet<>();
            new ObjectMapper()
                    .readTree(Project.docker(tables + "/" + table + ".json").toFile())
                    .path("schema")
                    .path("fields")
                    .forEach(field -> columns.add(field.path("name").asText()));
            assertThat(Stream.of(sink.getOrDefault("policies." + policy + ".decrypt", "")
                                    .split(",", -1))
                            .map(path -> path.replace("[*]", "")))
                    .as(table)
                    .isNotEmpty()
                    .allMatch(columns::contains);
        }
    }

    private JsonNode connectEnvironment() {
        JsonNode environment = services.path("connect").path("environment");
        return environment.has("<<") ? compose().path("x-lockweir-environment") : environment;
    }

    private List<String> mounts() {
        List<String> sources = new ArrayList<>();
        services.forEach(service -> service.path("volumes")
                .forEach(mount -> sources.add(mount.asText().split(":", -1)[0])));
        return sources;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode compose() {
        try {
            return new YAMLMapper().readTree(Project.compose().toFile());
        } catch (IOException e) {
            throw new IllegalStateException("docker/compose.yml cannot be read", e);
        }
    }
}
