package io.lockweir.connect.policy;

import io.lockweir.connect.rule.ConfluentKeyParameters;
import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.FieldSelection;
import io.lockweir.connect.rule.KeyNames;
import io.lockweir.connect.rule.ModeKeys;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.Profile;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

    /** What the fields of a rule have in common. */
    private record Frame(String name, Pattern topics, KeyNames keys, Profile profile, Map<String, Object> parameters) {}

    private static final String FIELDS = "fields";
    private static final String OTHERS = "others";
    private static final String TAGS = "tags";
    private static final String TAGS_SUBJECT = "tags.subject";
    private static final String READ = "read";
    private static final String PROFILE = "profile";
    private static final Set<String> NAMES = Set.of("name", "topics", "part", "namespace", "kek", PROFILE);
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

    /** One rule a field, since each has a mode of its own, and one for the others. */
    List<Located> rules(String name, Part part, YamlMap rule) {
        Set<String> known = new TreeSet<>(NAMES);
        known.addAll(ConfluentKeyParameters.NAMES);
        known.addAll(part.whole() ? fieldKeys() : Set.of(FIELDS, OTHERS, TAGS, TAGS_SUBJECT));
        rule.only(known);
        Pattern topics = topics(rule);
        Profile profile = profile(rule);
        KeyNames keys = profile == Profile.CONFLUENT ? KeyNames.NONE : keys(rule, topics);
        Frame frame = new Frame(name, topics, keys, profile, parameters(rule, profile));
        if (part.whole()) {
            return List.of(new Located(whole(frame, rule), rule, "name"));
        }
        boolean others = rule.has(OTHERS);
        if (!others
                && !rule.has(TAGS)
                && (!rule.has(FIELDS) || rule.map(FIELDS).keys().isEmpty())) {
            throw rule.errorAt(
                    FIELDS, "rule '" + name + "' names no field. Write `fields:` and below it `email: random`.");
        }
        List<Located> rules = new ArrayList<>();
        List<FieldPath> clear = new ArrayList<>();
        if (rule.has(FIELDS)) {
            YamlMap fields = rule.map(FIELDS);
            for (String path : fields.keys()) {
                FieldPath parsed = path(fields, path);
                FieldRule read = field(frame, new FieldSelection.Named(List.of(parsed)), fields, path);
                if (others && read.mode() instanceof FieldMode.Clear) {
                    clear.add(exempted(parsed, read, fields, path));
                } else {
                    rules.add(new Located(read, fields, path));
                }
            }
        }
        if (others) {
            rules.add(new Located(field(frame, new FieldSelection.AllBut(clear), rule, OTHERS), rule, OTHERS));
        }
        rules.addAll(byTags(frame, rule, others));
        return rules;
    }

    /** One rule a tag. */
    private List<Located> byTags(Frame frame, YamlMap rule, boolean others) {
        if (!rule.has(TAGS)) {
            if (rule.has(TAGS_SUBJECT)) {
                throw rule.errorAt(TAGS_SUBJECT, "`" + TAGS_SUBJECT + "` has no effect without `" + TAGS + "`.");
            }
            return List.of();
        }
        if (others) {
            throw rule.errorAt(TAGS, "`" + TAGS + "` and `" + OTHERS + "` exclude each other: make two rules of it.");
        }
        String subject = rule.text(TAGS_SUBJECT).orElse(null);
        YamlMap tags = rule.map(TAGS);
        return tags.keys().stream()
                .map(tag -> new Located(
                        field(frame, FieldSelection.Tagged.of(tag, TAGS_SUBJECT, subject), tags, tag), tags, tag))
                .toList();
    }

    /** A converter has bytes to give or nothing: it can neither keep an envelope nor leave it out. */
    private FieldRule whole(Frame frame, YamlMap rule) {
        FieldRule whole = field(frame, new FieldSelection.Named(List.of(FieldPath.WHOLE)), rule);
        if (whole.onRead() != OnRead.DECRYPT) {
            throw rule.errorAt(READ, "`" + READ + "` is for fields: whole keys and values are decrypted. Remove it.");
        }
        return whole;
    }

    /** The path of a clear field beside {@code others}, which is an exception there and so has no rule that a reader could follow. */
    private static FieldPath exempted(FieldPath path, FieldRule rule, YamlMap fields, String key) {
        if (rule.onRead() != OnRead.DECRYPT) {
            throw fields.map(key)
                    .errorAt(
                            READ,
                            "`" + READ + "` has no effect on a clear field beside `" + OTHERS
                                    + "`: readers get it as it is. Remove it.");
        }
        return path;
    }

    /** Name of a mode, or map of its keys. */
    private FieldRule field(Frame frame, FieldSelection selection, YamlMap at, String key) {
        if (at.isMap(key)) {
            return field(frame, selection, at.map(key).only(fieldKeys()));
        }
        Map<String, Object> mode = new LinkedHashMap<>(Map.of(ModeKeys.MODE, at.requiredText(key)));
        return rule(frame, selection, mode, OnRead.DECRYPT, at, key);
    }

    private FieldRule field(Frame frame, FieldSelection selection, YamlMap settings) {
        Map<String, Object> mode = new LinkedHashMap<>(settings.settings(ModeKeys.DEFINITION.names()));
        if (!mode.containsKey(ModeKeys.MODE)) {
            throw settings.error(
                    "`" + ModeKeys.MODE + "` is missing. Say what becomes of the field, as in `mode: random`.");
        }
        domains.complete(mode, settings);
        return rule(frame, selection, mode, onRead(settings), settings, ModeKeys.MODE);
    }

    private static FieldRule rule(
            Frame frame, FieldSelection selection, Map<String, Object> mode, OnRead onRead, YamlMap at, String key) {
        if (ModeKeys.isOfConfluent(mode.get(ModeKeys.MODE))) {
            frame.parameters().forEach(mode::putIfAbsent);
        }
        try {
            return new FieldRule(
                    frame.name(),
                    frame.topics(),
                    selection,
                    ModeKeys.read(mode, frame.profile()),
                    frame.keys(),
                    onRead);
        } catch (ConfigException | IllegalArgumentException e) {
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

    private static Profile profile(YamlMap rule) {
        String text = rule.text(PROFILE).orElse("native");
        return Profile.named(text)
                .orElseThrow(() -> rule.errorAt(PROFILE, "`profile` must be native or confluent, not " + text + "."));
    }

    /** What the rule says for all its fields of mode encrypt. */
    private static Map<String, Object> parameters(YamlMap rule, Profile profile) {
        Map<String, Object> parameters = rule.settings(ConfluentKeyParameters.NAMES);
        if (profile == Profile.NATIVE && !parameters.isEmpty()) {
            String key = parameters.keySet().iterator().next();
            throw rule.errorAt(
                    key, "`" + key + "` has no effect without `profile: confluent`. Remove it, or add that.");
        }
        for (String key : List.of("namespace", "kek")) {
            if (profile == Profile.CONFLUENT && rule.has(key)) {
                throw rule.errorAt(
                        key,
                        "`" + key + "` has no effect with `profile: confluent`: its keys are those of"
                                + " `encrypt.kek.name`. Remove it.");
            }
        }
        return parameters;
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
