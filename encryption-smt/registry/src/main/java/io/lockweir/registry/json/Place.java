package io.lockweir.registry.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON Schema says of one place: all subschemas that apply there, combinations ({@code allOf}, {@code anyOf}, {@code oneOf})
 * and references within the document resolved. A tag of any branch counts.
 *
 * @param document for references
 * @param schemas those that apply
 */
record Place(JsonObject document, Set<JsonObject> schemas) {
    static final String TAGS = "confluent:tags";
    private static final List<String> COMBINATIONS = List.of("allOf", "anyOf", "oneOf");

    static Place of(JsonObject document) {
        return of(document, List.of(document));
    }

    private static Place of(JsonObject document, List<JsonElement> schemas) {
        Set<JsonObject> all = new LinkedHashSet<>();
        schemas.forEach(each -> add(document, each, all));
        return new Place(document, all);
    }

    /** A property, or nothing where no schema names it. */
    Optional<Place> property(String name) {
        List<JsonElement> found = new ArrayList<>();
        for (JsonObject schema : schemas) {
            @Nullable JsonElement properties = schema.get("properties");
            if (properties instanceof JsonObject object && object.get(name) != null) {
                found.add(object.get(name));
            } else if (schema.get("additionalProperties") instanceof JsonObject additional) {
                found.add(additional);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(of(document, found));
    }

    /** Whether a schema names a property itself. */
    boolean names(String name) {
        return schemas.stream()
                .anyMatch(schema -> schema.get("properties") instanceof JsonObject object && object.has(name));
    }

    /** Every named property. */
    Map<String, Place> properties() {
        Map<String, Place> places = new LinkedHashMap<>();
        for (JsonObject schema : schemas) {
            if (schema.get("properties") instanceof JsonObject object) {
                object.keySet().forEach(name -> property(name).ifPresent(place -> places.put(name, place)));
            }
        }
        return places;
    }

    /** Properties that the schema does not name, or nothing where there is no schema for them. */
    Optional<Place> others() {
        List<JsonElement> found = new ArrayList<>();
        for (JsonObject schema : schemas) {
            if (schema.get("additionalProperties") instanceof JsonObject additional) {
                found.add(additional);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(of(document, found));
    }

    /** The elements of an array, or nothing. */
    Optional<Place> elements() {
        List<JsonElement> found = new ArrayList<>();
        for (JsonObject schema : schemas) {
            @Nullable JsonElement items = schema.get("items");
            if (items instanceof JsonArray tuple) {
                found.addAll(tuple.asList());
            } else if (items != null) {
                found.add(items);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(of(document, found));
    }

    /** Inline tags. */
    Set<String> tags() {
        Set<String> tags = new LinkedHashSet<>();
        for (JsonObject schema : schemas) {
            @Nullable JsonElement found = schema.get(TAGS);
            if (found == null) {
                continue;
            }
            if (!(found instanceof JsonArray array)) {
                throw new IllegalArgumentException("The schema has " + TAGS + " that are no array");
            }
            array.forEach(each -> tags.add(each.getAsString()));
        }
        return tags;
    }

    /** Whether a schema has inline tags anywhere. */
    static boolean hasTags(JsonElement schema) {
        if (schema instanceof JsonArray array) {
            return array.asList().stream().anyMatch(Place::hasTags);
        }
        return schema instanceof JsonObject object
                && (object.has(TAGS) || object.asMap().values().stream().anyMatch(Place::hasTags));
    }

    private static void add(JsonObject document, JsonElement element, Set<JsonObject> all) {
        if (!(element instanceof JsonObject schema) || !all.add(schema)) {
            return;
        }
        if (schema.has("$ref")) {
            add(document, referred(document, schema.get("$ref").getAsString()), all);
        }
        for (String combination : COMBINATIONS) {
            if (schema.get(combination) instanceof JsonArray branches) {
                branches.forEach(branch -> add(document, branch, all));
            }
        }
    }

    private static JsonElement referred(JsonObject document, String reference) {
        if (!reference.startsWith("#")) {
            throw new IllegalArgumentException("The schema refers to " + reference
                    + ", which is another document: its tags would not be seen. Put it into this one");
        }
        @Nullable JsonElement at = document;
        for (String step : reference.substring(1).split("/", -1)) {
            if (!step.isEmpty()) {
                String name = step.replace("~1", "/").replace("~0", "~");
                at = at instanceof JsonObject object ? object.get(name) : null;
            }
        }
        if (at == null) {
            throw new IllegalArgumentException("The schema refers to " + reference + ", which it does not have");
        }
        return at;
    }
}
