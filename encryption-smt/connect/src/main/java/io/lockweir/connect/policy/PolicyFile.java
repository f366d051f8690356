package io.lockweir.connect.policy;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.encryption.path.Part;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** One policy for writers and readers: rules by part of the record. Read once, at start. */
public final class PolicyFile {
    private static final Set<String> KEYS = Set.of("version", "namespace", "kek", "domains", "rules");
    private static final String VERSION = "1";

    private final String file;
    private final Map<Part, List<FieldRule>> rules;

    private PolicyFile(String file, Map<Part, List<FieldRule>> rules) {
        this.file = file;
        this.rules = rules;
    }

    /**
     * Reads a file in UTF-8.
     *
     * @param plugin what the plugin's own keys say about names of keys
     * @throws ConfigException naming the file, the line, what is wrong and what to do
     */
    public static PolicyFile read(String file, KeyDefaults plugin) {
        try {
            return parse(file, Files.readString(Path.of(file)), plugin);
        } catch (CharacterCodingException e) {
            throw new ConfigException("Policy file " + file + " is not UTF-8. Save it as UTF-8.");
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException("Policy file " + file + " can't be read ("
                    + e.getClass().getSimpleName() + "). Mount it on every worker, readable for Connect.");
        }
    }

    /** As {@link #read}, from the text itself. */
    public static PolicyFile parse(String file, String text, KeyDefaults plugin) {
        YamlMap top = new YamlText(file).parse(text).only(KEYS);
        if (!top.requiredText("version").equals(VERSION)) {
            throw top.errorAt("version", "the version must be " + VERSION + ". This release knows no other.");
        }
        RuleReader reader = new RuleReader(new Domains(top), namespace(top, plugin), top.texts("kek"));
        Map<Part, List<FieldRule>> rules = new EnumMap<>(Part.class);
        RuleConflicts conflicts = new RuleConflicts();
        Map<String, Integer> lines = new HashMap<>();
        for (YamlMap each : top.maps("rules")) {
            String name = each.requiredText("name");
            Integer earlier = lines.putIfAbsent(name, each.line("name"));
            if (earlier != null) {
                throw each.errorAt(
                        "name",
                        "a rule '" + name + "' stands already in line " + earlier
                                + ". Give every rule a name of its own.");
            }
            Part part = reader.part(each);
            for (RuleReader.Located located : reader.rules(name, part, each)) {
                conflicts.add(part, located);
                rules.computeIfAbsent(part, absent -> new ArrayList<>()).add(located.rule());
            }
        }
        if (rules.isEmpty()) {
            throw top.errorAt("rules", "`rules` holds no rule. Name at least one topic and field.");
        }
        return new PolicyFile(file, rules);
    }

    /** The rules for one part of the record; empty when the file has none. */
    public List<FieldRule> rules(Part part) {
        return List.copyOf(rules.getOrDefault(part, List.of()));
    }

    /** Either the file or the plugin chooses it, so that nobody has to know which wins. */
    private static String namespace(YamlMap top, KeyDefaults plugin) {
        if (top.has("namespace") && plugin.namespaceGiven()) {
            throw top.errorAt("namespace", "`namespace` is a key of the plugin too. Keep one of them.");
        }
        return top.text("namespace").orElse(plugin.namespace());
    }

    @Override
    public String toString() {
        return "PolicyFile[" + file + "]";
    }
}
