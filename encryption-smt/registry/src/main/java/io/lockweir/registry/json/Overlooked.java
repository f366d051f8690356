package io.lockweir.registry.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Set;

/**
 * Tags in places of a schema that nobody asks for tags: only those of properties count, so what these mean would go in clear. A definition that nothing refers to counts as if
 * something did.
 */
final class Overlooked {
    /** Each has named schemas. */
    private static final Set<String> NAMED = Set.of("properties", "definitions", "$defs");
    /** Each has schemas for the same place. */
    private static final Set<String> SAME_PLACE = Set.of("allOf", "anyOf", "oneOf");

    private Overlooked() {}

    /** @throws IllegalArgumentException naming the keyword below which there are such tags */
    static void refuse(JsonObject document) {
        if (document.has(Place.TAGS)) {
            throw overlooked("the schema itself");
        }
        below(document);
    }

    private static void below(JsonObject schema) {
        schema.entrySet().forEach(entry -> {
            String keyword = entry.getKey();
            JsonElement value = entry.getValue();
            if (NAMED.contains(keyword) && value instanceof JsonObject named) {
                named.asMap().values().forEach(Overlooked::belowIfSchema);
            } else if (keyword.equals("additionalProperties")) {
                belowIfSchema(value);
            } else if (SAME_PLACE.contains(keyword) && value instanceof JsonArray branches) {
                branches.forEach(Overlooked::belowIfSchema);
            } else if (keyword.equals("items")) {
                items(value);
            } else if (!keyword.equals(Place.TAGS) && Place.hasTags(value)) {
                throw overlooked(keyword);
            }
        });
    }

    private static void belowIfSchema(JsonElement value) {
        if (value instanceof JsonObject schema) {
            below(schema);
        }
    }

    /** Elements have the tags of their array's property, and none of their own. */
    private static void items(JsonElement value) {
        if (value instanceof JsonArray tuple) {
            tuple.forEach(Overlooked::items);
        } else if (value instanceof JsonObject schema) {
            if (schema.has(Place.TAGS)) {
                throw overlooked("items");
            }
            below(schema);
        }
    }

    private static IllegalArgumentException overlooked(String where) {
        return new IllegalArgumentException(
                "The schema has " + Place.TAGS + " at " + where
                        + ", where they don't count: only those of properties do, and this would go in clear. Put them on the property");
    }
}
