package io.lockweir.registry.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.tag.FieldWalk;
import io.lockweir.registry.tag.TaggedFields;
import java.util.LinkedHashSet;
import java.util.Set;

/** The fields of a message type that have tags: {@code (confluent.field_meta).tags}, or by the full name in the metadata. */
public final class ProtobufTags {
    private final Metadata metadata;
    private final FieldWalk walk = new FieldWalk();

    private ProtobufTags(Metadata metadata) {
        this.metadata = metadata;
    }

    /**
     * Finds them.
     *
     * @throws IllegalArgumentException for tags of another form, or where no path leads to
     */
    public static TaggedFields of(Descriptor type, Metadata metadata) {
        ProtobufTags tags = new ProtobufTags(metadata);
        tags.below(type, FieldPath.WHOLE);
        return tags.walk.found();
    }

    private void below(Descriptor type, FieldPath parent) {
        walk.type(
                type.getFullName(), type.getFullName(), () -> type.getFields().forEach(field -> field(field, parent)));
    }

    private void field(FieldDescriptor field, FieldPath parent) {
        FieldPath path = FieldWalk.field(parent, field.getName());
        FieldPath values =
                field.isMapField() ? path.then(Step.MAP_VALUE) : field.isRepeated() ? path.then(Step.ELEMENT) : path;
        Set<String> tags = new LinkedHashSet<>(FieldMeta.tags(field));
        tags.addAll(metadata.tagsOf(field.getFullName()));
        walk.field(path, values, tags);
        // The entry of a map is a message of its own, whose value stands for the field.
        FieldDescriptor value = field.isMapField() ? field.getMessageType().findFieldByName("value") : field;
        if (tags.isEmpty() && value.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            below(value.getMessageType(), values);
        }
    }
}
