package io.lockweir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in docker/connectors against the plugins in the zips: every key is known, every value is valid. */
class ConnectorFileIT {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z0-9_]+)}");

    @TempDir
    private Path folder;

    @Test
    void theSourceIsValidButForTheServerThatIsNotThere() throws Exception {
        Map<String, String> config = resolved("aurora-bank.json");
        assertThat(config).containsEntry("exactly.once.support", "required");
        assertThat(errors("aurora-postgres", config))
                .containsOnlyKeys("aurora.hosts")
                .satisfies(errors ->
                        assertThat(String.valueOf(errors.get("aurora.hosts"))).contains("the server does not answer"));
    }

    @Test
    void aMisspeltKeyOfTheSourceIsFound() throws Exception {
        Map<String, String> config = resolved("aurora-bank.json");
        config.put("slot.nmae", "x");
        assertThat(errors("aurora-postgres", config)).containsOnlyKeys("slot.nmae");
    }

    @Test
    void theSourceOfCassandraIsValidButForTheNodeThatIsNotThere() throws Exception {
        Map<String, String> config = resolved("cassandra-bank.json");
        assertThat(config).containsEntry("exactly.once.support", "required");
        assertThat(errors("cassandra", config))
                .containsOnlyKeys("cassandra.host")
                .satisfies(errors -> assertThat(String.valueOf(errors.get("cassandra.host")))
                        .contains("The node could not be asked"));
        configure(transform(config, "encrypt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iceberg-bank.json", "iceberg-bank-upsert.json"})
    void theSinkIsValidButForTheServersThatAreNotThere(String file) throws Exception {
        Map<String, String> config = resolved(file);
        assertThat(config).containsEntry("consumer.override.isolation.level", "read_committed");
        assertThat(errors("decrypting-sink", config).keySet())
                .allMatch(key -> key.startsWith("iceberg.catalog.")
                        || key.equals("source.kafka.bootstrap.servers")
                        || key.startsWith("topics"));
    }

    @Test
    void aMisspeltKeyOfTheSinkIsFound() throws Exception {
        Map<String, String> config = resolved("iceberg-bank.json");
        config.put("sink.ident", "x");
        assertThat(errors("decrypting-sink", config)).containsKey("sink.ident");
    }

    @Test
    void theTransformOfTheSourceTakesItsKeys() throws Exception {
        Map<String, String> transform = transform(resolved("aurora-bank.json"), "encrypt");
        configure(transform);
        transform.put("rules.customers.field", "x");
        assertThatThrownBy(() -> configure(transform))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rules.customers.field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iceberg-bank.json", "iceberg-bank-upsert.json"})
    void whatTheSourceEncryptsTheSinkDecrypts(String file) {
        Map<String, String> source =
                transform(Project.config(Project.docker("connectors/aurora-bank.json")), "encrypt");
        Map<String, String> sink = Project.config(Project.docker("connectors/" + file));
        List<String> rules = List.of(source.getOrDefault("rules", "").split(",", -1));
        assertThat(List.of(sink.getOrDefault("policies", "").split(",", -1))).isEqualTo(rules);
        assertThat(sink).containsEntry("namespace", source.get("namespace"));
        for (String rule : rules) {
            assertThat(sink).containsEntry("policies." + rule + ".decrypt", source.get("rules." + rule + ".fields"));
            for (String key : List.of(".mode", ".join.domain")) {
                assertThat(sink.get("policies." + rule + key)).isEqualTo(source.get("rules." + rule + key));
            }
        }
    }

    private void configure(Map<String, String> properties) throws Exception {
        Path unpacked = Files.createTempDirectory(folder, "plugin");
        try (URLClassLoader loader = Plugin.unzip("encryption", unpacked).loader();
                Transformation<?> transform = (Transformation<?>) loader.loadClass(properties.get("type"))
                        .getDeclaredConstructor()
                        .newInstance()) {
            Map<String, String> own = new HashMap<>(properties);
            own.remove("type");
            transform.configure(own);
        }
    }

    private Map<String, List<String>> errors(String plugin, Map<String, String> config) throws Exception {
        Path unpacked = Files.createTempDirectory(folder, "plugin");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = Plugin.unzip(plugin, unpacked).loader()) {
            thread.setContextClassLoader(loader);
            Connector connector = (Connector) loader.loadClass(config.get("connector.class"))
                    .getDeclaredConstructor()
                    .newInstance();
            Map<String, List<String>> errors = new TreeMap<>();
            for (ConfigValue value : connector.validate(config).configValues()) {
                if (!value.errorMessages().isEmpty()) {
                    errors.put(value.name(), value.errorMessages());
                }
            }
            return errors;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Map<String, String> transform(Map<String, String> config, String name) {
        String prefix = "transforms." + name + ".";
        Map<String, String> own = new HashMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        return own;
    }

    /** With addresses where nobody listens. */
    private Map<String, String> resolved(String file) throws Exception {
        Path keyset = Files.writeString(folder.resolve("keyset.json"), Keyset.json());
        Path ca = Files.writeString(folder.resolve("ca.pem"), "not read, since nobody listens");
        Map<String, String> values = new HashMap<>();
        for (String name : List.of("POSTGRES_HOST", "POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DATABASE")) {
            values.put("LOCKWEIR_" + name, "127.0.0.1");
        }
        values.put("LOCKWEIR_POSTGRES_PORT", "1");
        values.put("LOCKWEIR_CASSANDRA_HOST", "127.0.0.1");
        values.put("LOCKWEIR_CASSANDRA_PORT", "1");
        values.put("LOCKWEIR_CASSANDRA_DATACENTER", "datacenter1");
        values.put("LOCKWEIR_CASSANDRA_CDC_RAW", folder.resolve("cdc_raw").toString());
        values.put("LOCKWEIR_CASSANDRA_SPOOL", folder.resolve("spool").toString());
        values.put("LOCKWEIR_POSTGRES_CA", ca.toString());
        values.put("LOCKWEIR_KEYSET_FILE", keyset.toString());
        values.put("LOCKWEIR_STAGING_DIR", folder.resolve("staging").toString());
        values.put("LOCKWEIR_KAFKA_BOOTSTRAP", "127.0.0.1:1");
        values.put("LOCKWEIR_CATALOG_CREDENTIAL", "id:secret");
        values.put("LOCKWEIR_S3_ACCESS_KEY", "id");
        values.put("LOCKWEIR_S3_SECRET_KEY", "secret");
        for (String name : List.of("REGISTRY_URL", "CATALOG_URI", "S3_ENDPOINT")) {
            values.put("LOCKWEIR_" + name, "http://127.0.0.1:1");
        }
        Map<String, String> config = Project.config(Project.docker("connectors/" + file));
        config.replaceAll((key, value) -> VARIABLE.matcher(value)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group()))));
        assertThat(config.values()).noneMatch(value -> value.contains("${env:"));
        return config;
    }
}
