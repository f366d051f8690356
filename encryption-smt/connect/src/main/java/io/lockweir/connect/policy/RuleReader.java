package io.lockweir.connect.policy;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.KeyNames;
import io.lockweir.connect.rule.ModeKeys;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/** Reads one rule of the file. */
final class RuleReader {
    /** The rule of one field, and where it stands. */
    record Located(FieldRule rule, YamlMap at, String key) {
        int line() {
            return at.line(key);
        }
    }

    private static final String FIELDS = "fields";
    private static final String READ = "read";
    private static final Set<String> NAMES = Set.of("name", "topics", "part", "namespace", "kek");
    private static final Map<String, Part> PARTS = new TreeMap<>(Map.of(
            "key", Part.FIELD_OF_KEY,
            "value", Part.FIELD_OF_VALUE,
            "whole-key", Part.WHOLE_KEY,
            "whole-value", Part.WHOLE_VALUE));

    private final Domains domains;
    private final String namespace;
    private final List<String> keks;

    RuleReader(Domains domains, String namespace, List<String> keks) {
        this.domains = domains;
        this.namespace = namespace;
        this.keks = keks;
    }

    Part part(YamlMap rule) {
        String text = rule.text("part").orElse("value");
        Part part = PARTS.get(text);
        if (part == null) {
            throw rule.errorAt(
                    "part", "`part` must be one of " + String.join(", ", PARTS.keySet()) + ", not " + text + ".");
        }
        return part;
    }

    /** One rule a field: each has a mode of its own. */
    List<Located> rules(String name, Part part, YamlMap rule) {
        Set<String> known = new TreeSet<>(NAMES);
        if (part.whole()) {
            known.addAll(fieldKeys());
        } else {
            known.add(FIELDS);
        }
        rule.only(known);
        Pattern topics = topics(rule);
        KeyNames keys = keys(rule, topics);
        if (part.whole()) {
            return List.of(new Located(field(name, topics, keys, FieldPath.WHOLE, rule), rule, "name"));
        }
        if (!rule.has(FIELDS) || rule.map(FIELDS).keys().isEmpty()) {
            throw rule.errorAt(
                    FIELDS, "rule '" + name + "' names no field. Write `fields:` and below it `email: random`.");
        }
        YamlMap fields = rule.map(FIELDS);
        List<Located> rules = new ArrayList<>();
        for (String path : fields.keys()) {
            YamlMap settings = fields.isMap(path) ? fields.map(path).only(fieldKeys()) : null;
            FieldPath parsed = path(fields, path);
            FieldRule read = settings == null
                    ? new FieldRule(
                            name,
                            topics,
                            List.of(parsed),
                            mode(Map.of(ModeKeys.MODE, fields.requiredText(path)), fields, path),
                            keys,
                            OnRead.DECRYPT)
                    : field(name, topics, keys, parsed, settings);
            rules.add(new Located(read, fields, path));
        }
        return rules;
    }

    private FieldRule field(String name, Pattern topics, KeyNames keys, FieldPath path, YamlMap settings) {
        Map<String, Object> mode = settings.settings(ModeKeys.DEFINITION.names());
        if (!mode.containsKey(ModeKeys.MODE)) {
            throw settings.error(
                    "`" + ModeKeys.MODE + "` is missing. Say what becomes of the field, as in `mode: random`.");
        }
        domains.complete(mode, settings);
        FieldMode read = mode(mode, settings, ModeKeys.MODE);
        return new FieldRule(name, topics, List.of(path), read, keys, onRead(settings));
    }

    private static FieldMode mode(Map<String, ?> settings, YamlMap at, String key) {
        try {
            return ModeKeys.read(settings);
        } catch (ConfigException e) {
            throw at.errorAt(key, String.valueOf(e.getMessage()));
        }
    }

    private static OnRead onRead(YamlMap settings) {
        String text = settings.text(READ).orElse("decrypt");
        return Arrays.stream(OnRead.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                .findAny()
                .orElseThrow(() ->
                        settings.errorAt(READ, "`" + READ + "` must be decrypt, keep or drop, not " + text + "."));
    }

    private static FieldPath path(YamlMap fields, String path) {
        try {
            FieldPath parsed = FieldPath.parse(path);
            if (parsed.steps().isEmpty()) {
                throw fields.errorAt(path, "the path is empty. Name a field, or set `part: whole-value`.");
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw fields.errorAt(path, String.valueOf(e.getMessage()));
        }
    }

    private static Pattern topics(YamlMap rule) {
        try {
            return Pattern.compile(rule.requiredText("topics"));
        } catch (PatternSyntaxException e) {
            throw rule.errorAt("topics", "`topics` is no regular expression: " + e.getDescription() + ".");
        }
    }

    private KeyNames keys(YamlMap rule, Pattern topics) {
        String key = rule.has("kek") ? "kek" : rule.has("namespace") ? "namespace" : "name";
        try {
            return KeyNames.of(
                    rule.text("namespace").orElse(namespace), rule.has("kek") ? rule.texts("kek") : keks, topics);
        } catch (IllegalArgumentException e) {
            throw rule.errorAt(key, e.getMessage() + ".");
        }
    }

    private static Set<String> fieldKeys() {
        return ModeKeys.DEFINITION.names().stream()
                .collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), names -> {
                    names.add(READ);
                    return names;
                }));
    }
}
