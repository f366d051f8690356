package io.lockweir.registry.rule;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the registry keeps beside a schema.
 *
 * @param tags by a pattern of full names: {@code *} is any part of one step, {@code **} any steps, {@code ?} one character
 * @param properties parameters that rules fall back to
 */
public record Metadata(Map<String, Set<String>> tags, Map<String, String> properties) {
    /** Nothing. */
    public static final Metadata NONE = new Metadata(Map.of(), Map.of());

    public Metadata {
        tags = tags.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
        properties = Map.copyOf(properties);
    }

    /**
     * The metadata in the registry's JSON, empty for null.
     *
     * @throws IllegalArgumentException if it is not of the documented form
     */
    public static Metadata of(@Nullable JsonElement json) {
        JsonObject object = RuleJson.object(json, "metadata");
        Map<String, Set<String>> tags = new LinkedHashMap<>();
        RuleJson.object(object.get("tags"), "metadata.tags")
                .asMap()
                .forEach((pattern, each) ->
                        tags.put(pattern, new LinkedHashSet<>(RuleJson.texts(each, "metadata.tags"))));
        return new Metadata(tags, RuleJson.map(object.get("properties"), "metadata.properties"));
    }

    /** Both; of a property that both have, the other's. */
    public Metadata and(Metadata other) {
        Map<String, Set<String>> allTags = new LinkedHashMap<>(tags);
        other.tags.forEach((pattern, names) -> {
            Set<String> all = new LinkedHashSet<>(allTags.getOrDefault(pattern, Set.of()));
            all.addAll(names);
            allTags.put(pattern, all);
        });
        Map<String, String> allProperties = new LinkedHashMap<>(properties);
        allProperties.putAll(other.properties);
        return new Metadata(allTags, allProperties);
    }

    /** The tags of a field, by its full name, such as {@code com.example.User.name}. */
    public Set<String> tagsOf(String fullName) {
        Set<String> found = new LinkedHashSet<>();
        tags.forEach((pattern, names) -> {
            if (pattern(pattern).matcher(fullName).matches()) {
                found.addAll(names);
            }
        });
        return found;
    }

    private static Pattern pattern(String wildcard) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < wildcard.length(); i++) {
            char c = wildcard.charAt(i);
            if (c == '*' && i + 1 < wildcard.length() && wildcard.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^.]*");
            } else if (c == '?') {
                regex.append("[^.]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    /** Without the properties' values. */
    @Override
    public String toString() {
        return "Metadata[tags=" + tags + ", properties=" + properties.keySet() + "]";
    }
}
