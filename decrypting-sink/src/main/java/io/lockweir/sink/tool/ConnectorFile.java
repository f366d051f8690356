package io.lockweir.sink.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector's configuration, as JSON like in Connect's REST interface or as properties, with the references that Connect's
 * workers resolve: {@code ${env:NAME}}, {@code ${file:/path:key}} and {@code ${dir:/path:file}}. Programs about tables read only the
 * keys of catalogs, so that keys and passwords of others need not be there.
 */
final class ConnectorFile {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorFile.class);

    private ConnectorFile() {}

    /** @throws UsageException if it cannot be read */
    static Map<String, String> read(Path file) {
        Map<String, String> all = all(file);
        all.keySet()
                .removeIf(key -> !key.startsWith("iceberg.catalog.")
                        && !key.equals("tenants")
                        && !key.startsWith("tenants.")
                        && !key.equals("table.design"));
        return resolved(all);
    }

    /**
     * All keys.
     *
     * @throws UsageException if the file cannot be read, or a reference leads nowhere
     */
    static Map<String, String> whole(Path file) {
        return resolved(all(file));
    }

    /** All keys; those whose references lead nowhere stay as they are written. */
    static Map<String, String> asFarAsResolved(Path file) {
        Map<String, String> all = all(file);
        all.replaceAll((key, value) -> {
            try {
                return resolved(Map.of(key, value)).getOrDefault(key, value);
            } catch (UsageException e) {
                return value;
            }
        });
        return all;
    }

    private static Map<String, String> all(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("The configuration " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
        return text.stripLeading().startsWith("{") ? json(file, text) : properties(file, text);
    }

    private static Map<String, String> json(Path file, String text) {
        try {
            JsonNode root = new ObjectMapper().readTree(text);
            Map<String, String> config = new LinkedHashMap<>();
            (root.path("config").isObject() ? root.get("config") : root)
                    .properties()
                    .forEach(each -> config.put(each.getKey(), each.getValue().asText()));
            return config;
        } catch (JsonProcessingException e) {
            throw new UsageException("The configuration " + file + " is no JSON");
        }
    }

    private static Map<String, String> properties(Path file, String text) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("The configuration " + file + " is no properties file");
        }
        Map<String, String> config = new LinkedHashMap<>();
        read.stringPropertyNames().forEach(key -> config.put(key, read.getProperty(key)));
        return config;
    }

    private static Map<String, String> resolved(Map<String, String> config) {
        Map<String, ConfigProvider> providers = Map.of(
                "env", new EnvVarConfigProvider(),
                "file", new FileConfigProvider(),
                "dir", new DirectoryConfigProvider());
        providers.values().forEach(provider -> provider.configure(Map.of()));
        try {
            ConfigTransformer transformer = new ConfigTransformer(providers);
            Map<String, String> resolved = new LinkedHashMap<>();
            config.forEach((key, value) -> resolved.put(key, resolved(transformer, key, value)));
            return resolved;
        } finally {
            providers.values().forEach(ConnectorFile::close);
        }
    }

    private static String resolved(ConfigTransformer transformer, String key, String value) {
        try {
            String found = transformer.transform(Map.of(key, value)).data().get(key);
            // Kafka passes on what it could not resolve, and it would be sent as a secret.
            if (found != null && !found.matches("(?s).*\\$\\{(env|file|dir):[^}]*}.*")) {
                return found;
            }
        } catch (ConfigException e) {
            LOG.debug("The reference of {} was not found", key);
        }
        throw new UsageException("The key " + key + " holds a reference that leads nowhere");
    }

    private static void close(ConfigProvider provider) {
        try {
            provider.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
