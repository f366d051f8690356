package io.lockweir.registry.avro;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.tag.FieldWalk;
import io.lockweir.registry.tag.TaggedFields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** The fields of an Avro schema that have tags: {@code "confluent:tags"} on the field, or by its full name in the metadata. */
public final class AvroTags {
    private final Metadata metadata;
    private final FieldWalk walk = new FieldWalk();

    private AvroTags(Metadata metadata) {
        this.metadata = metadata;
    }

    /**
     * Finds them.
     *
     * @throws IllegalArgumentException for tags where they don't count, such as on a type, or where no path leads to
     */
    public static TaggedFields of(Schema schema, Metadata metadata) {
        AvroTags tags = new AvroTags(metadata);
        tags.below(schema, FieldPath.WHOLE);
        return tags.walk.found();
    }

    private void below(Schema type, FieldPath path) {
        if (type.getObjectProp(InlineTags.TAGS) != null) {
            throw new IllegalArgumentException((path.steps().isEmpty() ? "The schema" : "The type of field " + path)
                    + " has " + InlineTags.TAGS
                    + ", which count on fields alone: it would go in clear. Put them beside the field's name");
        }
        switch (type.getType()) {
            case RECORD ->
                walk.type(
                        type.getFullName(),
                        type.getFullName(),
                        () -> type.getFields().forEach(field -> field(type.getFullName(), field, path)));
            case ARRAY -> below(type.getElementType(), path.then(Step.ELEMENT));
            case MAP -> below(type.getValueType(), path.then(Step.MAP_VALUE));
            case UNION -> union(type, path);
            default -> {}
        }
    }

    private void field(String record, Schema.Field field, FieldPath parent) {
        FieldPath path = FieldWalk.field(parent, field.name());
        String name = record + "." + field.name();
        Set<String> tags = new LinkedHashSet<>(InlineTags.of(name, field));
        tags.addAll(metadata.tagsOf(name));
        walk.field(path, values(field.schema(), path), tags);
        if (tags.isEmpty()) {
            below(field.schema(), path);
        }
    }

    private void union(Schema union, FieldPath path) {
        List<Schema> present = present(union);
        if (present.size() == 1) {
            below(present.get(0), path);
            return;
        }
        for (Schema branch : present) {
            // Which of them a value is of no path says.
            if (!of(branch, metadata).tagged().isEmpty()) {
                throw new IllegalArgumentException(
                        "Field " + path + " is a union of several types, one of which has tags:"
                                + " no path leads there. Put the tags on the field, or name it in a rule");
            }
        }
    }

    /** Down to single values, since of arrays and maps each is meant. */
    private static FieldPath values(Schema type, FieldPath path) {
        return switch (type.getType()) {
            case ARRAY -> values(type.getElementType(), path.then(Step.ELEMENT));
            case MAP -> values(type.getValueType(), path.then(Step.MAP_VALUE));
            case UNION -> present(type).size() == 1 ? values(present(type).get(0), path) : path;
            default -> path;
        };
    }

    private static List<Schema> present(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
    }
}
