package io.lockweir.registry.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.tag.FieldWalk;
import io.lockweir.registry.tag.TaggedFields;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The properties of a JSON Schema that have tags: {@code "confluent:tags"} in their schema, or by their path {@code $.a.b} in the metadata. */
public final class JsonTags {
    private final Metadata metadata;
    private final FieldWalk walk = new FieldWalk();

    private JsonTags(Metadata metadata) {
        this.metadata = metadata;
    }

    /**
     * Finds them.
     *
     * @throws IllegalArgumentException if the schema is none, refers to another document, or has tags where they don't count or no path
     *     leads to
     */
    public static TaggedFields of(String schema, Metadata metadata) {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(schema);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("The schema is no JSON", e);
        }
        if (!(parsed instanceof JsonObject document)) {
            throw new IllegalArgumentException("The schema is no JSON object; properties of it can't be named");
        }
        Overlooked.refuse(document);
        JsonTags tags = new JsonTags(metadata);
        tags.below(Place.of(document), "$", FieldPath.WHOLE);
        return tags.walk.found();
    }

    private void below(Place place, String name, FieldPath path) {
        walk.type(place.schemas(), name, () -> {
            place.properties().forEach((property, inner) -> property(inner, name, property, path));
            others(place, name, path);
            place.elements().ifPresent(elements -> below(elements, name, path.then(Step.ELEMENT)));
        });
    }

    private void property(Place place, String parent, String property, FieldPath parentPath) {
        String name = parent + "." + property;
        FieldPath path = FieldWalk.field(parentPath, property);
        Set<String> tags = new LinkedHashSet<>(metadata.tagsOf(name));
        tags.addAll(place.tags());
        walk.field(path, values(place, path), tags);
        if (tags.isEmpty()) {
            below(place, name, path);
        }
    }

    /** Properties that the schema does not name: a map, if it names none at all. */
    private void others(Place place, String name, FieldPath path) {
        Optional<Place> others = place.others();
        if (others.isEmpty()) {
            return;
        }
        FieldPath values = path.then(Step.MAP_VALUE);
        Set<String> tags = others.get().tags();
        if (place.properties().isEmpty()) {
            walk.field(values, values(others.get(), values), tags);
            if (tags.isEmpty()) {
                below(others.get(), name + ".*", values);
            }
        } else if (Place.hasTags(place.document()) && anyTags(others.get())) {
            throw new IllegalArgumentException("The schema has tags in additionalProperties of " + name
                    + ", beside named properties: no path leads there. Name its properties");
        }
    }

    private static boolean anyTags(Place place) {
        return place.schemas().stream().anyMatch(Place::hasTags);
    }

    private static FieldPath values(Place place, FieldPath path) {
        Optional<Place> elements = place.elements();
        return elements.isPresent() ? values(elements.get(), path.then(Step.ELEMENT)) : path;
    }
}
