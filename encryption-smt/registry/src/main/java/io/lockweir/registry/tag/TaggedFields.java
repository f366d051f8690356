package io.lockweir.registry.tag;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of one schema, and the tags that some have.
 *
 * @param tagged those with tags; none lies inside another
 * @param known all fields outside of those with tags
 */
public record TaggedFields(List<TaggedField> tagged, Set<FieldPath> known) {
    private static final Set<String> IMAGES = Set.of("before", "after");

    public TaggedFields {
        tagged = List.copyOf(tagged);
        known = Set.copyOf(known);
    }

    /**
     * A field with tags.
     *
     * @param path of the field
     * @param values of its values, in arrays and maps of them: {@code phones[*]} of {@code phones}
     */
    public record TaggedField(FieldPath path, FieldPath values, Set<String> tags) {
        public TaggedField {
            tags = Set.copyOf(tags);
        }
    }

    /** Whether the schema is that of a change event, with the images of a row. */
    public boolean isChangeEvent() {
        return known.stream()
                        .map(TaggedFields::image)
                        .filter(IMAGES::contains)
                        .distinct()
                        .count()
                == IMAGES.size();
    }

    /**
     * The fields of the row, with the tags of both images; of a schema that is no change event all fields.
     *
     * @throws IllegalArgumentException for tags on an image as a whole, or outside of the images, where no rule reaches
     */
    public TaggedFields ofRow() {
        if (!isChangeEvent()) {
            return this;
        }
        Map<FieldPath, TaggedField> fields = new LinkedHashMap<>();
        for (TaggedField each : tagged) {
            if (!IMAGES.contains(image(each.path())) || each.path().steps().size() == 1) {
                throw new IllegalArgumentException("Field " + each.path()
                        + " of a change event has tags: rules reach the fields inside of before and after alone, and it would go"
                        + " in clear. Take its tags away, or leave the field out");
            }
            FieldPath path = inside(each.path());
            fields.merge(path, new TaggedField(path, inside(each.values()), each.tags()), TaggedFields::both);
        }
        Set<FieldPath> rows = new HashSet<>();
        known.stream()
                .filter(path -> path.steps().size() > 1 && IMAGES.contains(image(path)))
                .forEach(path -> rows.add(inside(path)));
        return new TaggedFields(new ArrayList<>(fields.values()), rows);
    }

    private static TaggedField both(TaggedField one, TaggedField other) {
        Set<String> tags = new LinkedHashSet<>(one.tags());
        tags.addAll(other.tags());
        return new TaggedField(one.path(), one.values(), tags);
    }

    private static String image(FieldPath path) {
        return path.steps().get(0) instanceof Step.Field field ? field.name() : "";
    }

    private static FieldPath inside(FieldPath path) {
        return new FieldPath(path.steps().subList(1, path.steps().size()));
    }
}
