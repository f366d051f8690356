package io.lockweir.connect.policy;

import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The text of a policy file and errors that name its lines. Only nodes are composed, no Java object is ever made from the text.
 *
 * @param file its name, for errors
 */
record YamlText(String file) {
    /** A policy of a few thousand fields is a tenth of this. */
    private static final int MAX_CODE_POINTS = 1_000_000;

    /** The top level of a text, which must be a mapping. */
    YamlMap parse(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(MAX_CODE_POINTS)
                .setParseComments(false)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent() && root.get() instanceof MappingNode map) {
                return new YamlMap(this, map);
            }
        } catch (MarkedYamlEngineException e) {
            throw error(line(e.getProblemMark()), "it is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw error(0, "it is no YAML: " + e.getMessage());
        }
        throw error(0, "it holds no rules. Begin with `version: 1`.");
    }

    ConfigException error(Node node, String problem) {
        return error(line(node), problem);
    }

    ConfigException error(int line, String problem) {
        return new ConfigException("Policy file " + file + (line == 0 ? "" : ", line " + line) + ": " + problem);
    }

    static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(at -> at.getLine() + 1).orElse(0);
    }
}
