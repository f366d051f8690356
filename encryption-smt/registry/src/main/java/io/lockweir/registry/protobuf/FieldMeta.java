package io.lockweir.registry.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tags in a field's options: {@code [(confluent.field_meta).tags = "PII"]}, extension 1088 of {@code FieldOptions}, a message
 * {@code Meta{doc = 1, params = 2, tags = 3}} (Confluent's meta.proto). Read by number, so that no generated class is needed.
 */
final class FieldMeta {
    private static final int EXTENSION = 1088;
    private static final int TAGS = 3;

    private FieldMeta() {}

    /** @throws IllegalArgumentException if the option is of another form */
    static Set<String> tags(FieldDescriptor field) {
        Set<String> tags = new LinkedHashSet<>();
        try {
            // Through the bytes: the extension may be known to whoever parsed the file, or unknown.
            UnknownFieldSet options =
                    UnknownFieldSet.parseFrom(field.getOptions().toByteString());
            for (ByteString meta : options.getField(EXTENSION).getLengthDelimitedList()) {
                UnknownFieldSet fields = UnknownFieldSet.parseFrom(meta);
                fields.getField(TAGS).getLengthDelimitedList().forEach(tag -> tags.add(tag.toStringUtf8()));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "Field " + field.getFullName() + " has an option " + EXTENSION + " that is no Meta of Confluent's",
                    e);
        }
        return tags;
    }
}
