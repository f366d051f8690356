package io.lockweir.reference.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.reference.Markdown;
import io.lockweir.reference.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A connector's configuration as a reader would copy it.
 *
 * @param where the file it stands in, and a number if it is not alone
 */
record ConnectorExample(String where, Map<String, String> config) {

    private static final String CONNECTOR = "connector.class";

    ConnectorExample {
        config = Map.copyOf(config);
    }

    static List<ConnectorExample> allOf(Repository repository) {
        List<ConnectorExample> examples = new ArrayList<>();
        for (Path file : repository.files()) {
            boolean stands =
                    file.startsWith(Path.of("docker", "connectors")) || file.startsWith(Path.of("docs", "examples"));
            if (stands && file.toString().endsWith(".json")) {
                String text = repository.text(file).orElseThrow();
                if (text.contains('"' + CONNECTOR + '"')) {
                    examples.add(parse(file.toString(), text));
                }
            }
        }
        for (Path page : repository.pages()) {
            List<String> blocks = new Markdown(repository.text(page).orElseThrow())
                    .blocks().stream()
                            .filter(block -> block.language().startsWith("json"))
                            .map(Markdown.Block::content)
                            .filter(content -> content.contains('"' + CONNECTOR + '"'))
                            .toList();
            for (int i = 0; i < blocks.size(); i++) {
                examples.add(parse(page + ", block " + (i + 1), blocks.get(i)));
            }
        }
        return examples;
    }

    /** The connector's class name. */
    String connector() {
        return config.getOrDefault(CONNECTOR, "");
    }

    /** The names of its transforms. */
    List<String> transforms() {
        return Stream.of(config.getOrDefault("transforms", "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The keys of one transform, as Connect hands them to it. */
    Map<String, String> transform(String name) {
        String prefix = "transforms." + name + ".";
        return config.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    /** A whole connector, its {@code config} alone, or the lines of that without braces. */
    private static ConnectorExample parse(String where, String json) {
        try {
            String object = json.stripLeading().startsWith("{") ? json : "{" + json + "}";
            JsonNode root = new ObjectMapper().readTree(object);
            JsonNode keys = root.has("config") ? root.path("config") : root;
            Map<String, String> config = new LinkedHashMap<>();
            keys.properties()
                    .forEach(
                            entry -> config.put(entry.getKey(), entry.getValue().asText()));
            return new ConnectorExample(where, config);
        } catch (JsonProcessingException e) {
            throw new AssertionError(where + " is no JSON: " + e.getMessage(), e);
        }
    }
}
