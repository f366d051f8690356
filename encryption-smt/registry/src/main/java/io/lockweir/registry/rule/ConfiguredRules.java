package io.lockweir.registry.rule;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Rules for subjects whose registry keeps none, in the registry's own form:
 * {@code {"subjects":[{"subject":REGEX,"metadata":{},"ruleSet":{}}]}}.
 */
public final class ConfiguredRules {
    /** None. */
    public static final ConfiguredRules NONE = new ConfiguredRules(List.of());

    private static final Set<String> FIELDS = Set.of("subject", "metadata", "ruleSet");

    private final List<OfSubjects> entries;

    private ConfiguredRules(List<OfSubjects> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException saying what is of another form
     */
    public static ConfiguredRules of(String json) {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(json);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("It is no JSON");
        }
        JsonObject object = RuleJson.object(parsed, "the file");
        onlyKnown(object, Set.of("subjects"));
        List<OfSubjects> entries = new ArrayList<>();
        for (JsonElement each : RuleJson.array(object.get("subjects"), "subjects")) {
            JsonObject entry = RuleJson.object(each, "subjects");
            onlyKnown(entry, FIELDS);
            String subject = RuleJson.text(entry, "subject")
                    .orElseThrow(() -> new IllegalArgumentException("An entry has no 'subject'"));
            RuleSet rules = RuleSet.of(entry.get("ruleSet"));
            if (rules.isEmpty()) {
                throw new IllegalArgumentException("The entry of subject " + subject + " has no rule");
            }
            entries.add(new OfSubjects(pattern(subject), Metadata.of(entry.get("metadata")), rules));
        }
        return new ConfiguredRules(entries);
    }

    /**
     * The entry of a subject, or nothing.
     *
     * @throws IllegalArgumentException if there are several
     */
    public Optional<OfSubjects> ofSubject(String subject) {
        List<OfSubjects> found = entries.stream()
                .filter(entry -> entry.subject().matcher(subject).matches())
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("Several entries mean subject " + subject + ": "
                    + found.stream().map(OfSubjects::subject).toList() + ". Leave one");
        }
        return found.stream().findFirst();
    }

    private static void onlyKnown(JsonObject object, Set<String> known) {
        Set<String> unknown = new TreeSet<>(object.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "It has unknown fields " + unknown + ". Known are " + new TreeSet<>(known));
        }
    }

    private static Pattern pattern(String subject) {
        try {
            return Pattern.compile(subject);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'subject' " + subject + " is no regular expression");
        }
    }

    /**
     * What an entry says.
     *
     * @param subject all of it must match
     * @param metadata beside that of the registry
     * @param rules at least one
     */
    public record OfSubjects(Pattern subject, Metadata metadata, RuleSet rules) {}
}
