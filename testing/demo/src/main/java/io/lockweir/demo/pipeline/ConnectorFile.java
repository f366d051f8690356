package io.lockweir.demo.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connector as {@code POST /connectors} takes it. */
public record ConnectorFile(String name, Map<String, String> config) {

    public ConnectorFile {
        config = Map.copyOf(config);
    }

    public static ConnectorFile read(Path file) {
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            Map<String, String> config = new LinkedHashMap<>();
            json.path("config")
                    .properties()
                    .forEach(
                            entry -> config.put(entry.getKey(), entry.getValue().asText()));
            return new ConnectorFile(json.path("name").asText(), config);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the connector file " + file, e);
        }
    }

    /** The same connector with some keys replaced. */
    public ConnectorFile with(Map<String, String> changes) {
        Map<String, String> merged = new LinkedHashMap<>(config);
        merged.putAll(changes);
        return new ConnectorFile(name, merged);
    }

    /** Under another name. */
    public ConnectorFile named(String other) {
        return new ConnectorFile(other, config);
    }

    /** The same connector without these keys. */
    public ConnectorFile without(String... keys) {
        Map<String, String> fewer = new LinkedHashMap<>(config);
        for (String key : keys) {
            fewer.remove(key);
        }
        return new ConnectorFile(name, fewer);
    }
}
