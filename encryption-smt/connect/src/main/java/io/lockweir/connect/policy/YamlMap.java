package io.lockweir.connect.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of the file, read strictly: keys are text and stand once, anchors and tags of YAML's own are refused. */
final class YamlMap {
    /** What YAML makes of values by itself; {@code ${x}} looks like an environment variable to it, and is a text to us. */
    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.ENV_TAG, Tag.SEQ, Tag.MAP);

    private final YamlText text;
    private final MappingNode node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    YamlMap(YamlText text, MappingNode node) {
        this.text = text;
        this.node = node;
        for (NodeTuple entry : node.getValue()) {
            String key = key(entry.getKeyNode());
            Node earlier = keys.putIfAbsent(key, entry.getKeyNode());
            if (earlier != null) {
                throw text.error(
                        entry.getKeyNode(),
                        "`" + key + "` stands here for the second time, first in line " + YamlText.line(earlier)
                                + ". Remove one of them.");
            }
            values.put(key, plain(entry.getValueNode()));
        }
    }

    /** Refuses every key that is not among these. */
    YamlMap only(Collection<String> known) {
        keys.forEach((key, at) -> {
            if (!known.contains(key)) {
                throw text.error(
                        at,
                        "the key `" + key + "` is unknown here. Correct or remove it. Known: "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        });
        return this;
    }

    Set<String> keys() {
        return keys.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String requiredText(String key) {
        return text(key).orElseThrow(() -> error("`" + key + "` is missing."));
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(this::scalar);
    }

    /** A list of texts; one text alone is a list of one. Empty when the key is missing. */
    List<String> texts(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        return value instanceof SequenceNode list
                ? list.getValue().stream().map(this::scalar).toList()
                : List.of(scalar(value));
    }

    /** A mapping below. */
    YamlMap map(String key) {
        return asMap(key, values.get(key));
    }

    /** A list of mappings; empty when the key is missing. */
    List<YamlMap> maps(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode list)) {
            throw errorAt(key, "`" + key + "` must be a list: begin each entry with `- `.");
        }
        return list.getValue().stream()
                .map(each -> asMap("an entry of " + key, plain(each)))
                .toList();
    }

    /** Whether a mapping stands behind the key, not a text. */
    boolean isMap(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /** The entries as configuration keys: texts, and lists of texts. */
    Map<String, Object> settings(Collection<String> wanted) {
        Map<String, Object> settings = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (wanted.contains(key)) {
                settings.put(key, value instanceof SequenceNode ? texts(key) : scalar(value));
            }
        });
        return settings;
    }

    ConfigException error(String problem) {
        return text.error(node, problem);
    }

    /** An error in the line of one key. */
    ConfigException errorAt(String key, String problem) {
        return text.error(keys.getOrDefault(key, node), problem);
    }

    int line(String key) {
        return YamlText.line(keys.getOrDefault(key, node));
    }

    private YamlMap asMap(String name, @Nullable Node value) {
        if (value instanceof MappingNode map) {
            return new YamlMap(text, map);
        }
        throw text.error(value == null ? node : value, "`" + name + "` must be a mapping of keys to values.");
    }

    /** A key is a text even where YAML sees a null or a number: {@code null} is a key of ours. */
    private String key(Node key) {
        if (plain(key) instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        throw text.error(key, "a key is expected here.");
    }

    private String scalar(Node value) {
        if (plain(value) instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw text.error(value, "a text is expected here, not nothing, a list or a mapping.");
    }

    private Node plain(Node value) {
        if (value.getAnchor().isPresent()) {
            throw text.error(value, "anchors and aliases are not supported. Write the value out.");
        }
        if (!PLAIN.contains(value.getTag())) {
            throw text.error(value, "the tag " + value.getTag() + " is not supported. Remove it.");
        }
        return value;
    }
}
