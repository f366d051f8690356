package io.lockweir.serde.form;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Message;
import io.lockweir.connect.rule.FieldMode;
import io.lockweir.registry.protobuf.ProtobufTags;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.tag.TaggedFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf's messages, dynamic and generated. A type is the descriptor of a message or of a field; an element of a repeated field has the
 * field's descriptor inside an {@link Item}.
 */
final class ProtobufForm implements Form<Object> {
    private static final int KEY = 1;
    private static final int VALUE = 2;

    /** The type of an element of a repeated field. */
    private record Item(FieldDescriptor field) {}

    @Override
    public boolean is(Object record) {
        return record instanceof Message;
    }

    @Override
    public Object typeOf(Object record) {
        return ((Message) record).getDescriptorForType();
    }

    @Override
    public @Nullable TaggedFields tags(Object type) {
        return type instanceof Descriptor message ? ProtobufTags.of(message, Metadata.NONE) : null;
    }

    @Override
    public String describe(Object type) {
        if (type instanceof GenericDescriptor message && !(type instanceof FieldDescriptor)) {
            return "message " + message.getFullName();
        }
        FieldDescriptor field = of(type);
        String repeated =
                type instanceof Item || !field.isRepeated() ? "" : field.isMapField() ? "map of " : "repeated ";
        return repeated + field.getType().name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public boolean hasFields(Object type) {
        return message(type) != null;
    }

    @Override
    public @Nullable Object field(Object struct, String name) {
        Descriptor message = message(struct);
        return message == null ? null : message.findFieldByName(name);
    }

    @Override
    public Iterable<String> names(Object struct, Object value) {
        Descriptor message = message(struct);
        return message == null
                ? List.of()
                : message.getFields().stream().map(FieldDescriptor::getName).toList();
    }

    @Override
    public @Nullable Object element(Object array) {
        return array instanceof FieldDescriptor field && field.isRepeated() && !field.isMapField()
                ? new Item(field)
                : null;
    }

    @Override
    public @Nullable Object mapValue(Object map) {
        return map instanceof FieldDescriptor field && field.isMapField()
                ? field.getMessageType().findFieldByNumber(VALUE)
                : null;
    }

    @Override
    public @Nullable String refusal(Object type, FieldMode mode) {
        if (!scalar(type, FieldDescriptor.JavaType.STRING) && !scalar(type, FieldDescriptor.JavaType.BYTE_STRING)) {
            return TextOrBytes.refusal(describe(type));
        }
        return TextOrBytes.refusal(scalar(type, FieldDescriptor.JavaType.STRING), mode);
    }

    @Override
    public @Nullable String bindingRefusal(Object type) {
        for (FieldDescriptor.JavaType plain : FieldDescriptor.JavaType.values()) {
            if (plain != FieldDescriptor.JavaType.MESSAGE
                    && plain != FieldDescriptor.JavaType.ENUM
                    && scalar(type, plain)) {
                return null;
            }
        }
        return "other fields are bound to it, and it is " + describe(type)
                + ". Bind to fields of plain types, such as an id";
    }

    @Override
    public boolean has(Object struct, Object value, String name) {
        return true;
    }

    @Override
    public @Nullable Object get(Object struct, String name) {
        Message message = (Message) struct;
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        return field.hasPresence() && !message.hasField(field) ? null : message.getField(field);
    }

    @Override
    public List<?> elements(Object array) {
        return (List<?>) array;
    }

    @Override
    public Map<String, ?> entries(Object map) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (Object each : (List<?>) map) {
            entries.put(key((Message) each), part((Message) each, VALUE));
        }
        return entries;
    }

    @Override
    public Object toJava(Object type, Object value) {
        return value instanceof ByteString bytes ? bytes.toByteArray() : value;
    }

    @Override
    public @Nullable Object fromJava(Object type, @Nullable Object original, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return scalar(type, FieldDescriptor.JavaType.BYTE_STRING)
                ? ByteString.copyFrom(TextOrBytes.bytes(original, value))
                : TextOrBytes.text(value);
    }

    @Override
    public Object withFields(Object struct, Object original, Map<String, @Nullable Object> changed) {
        Message message = (Message) original;
        Message.Builder copy = message.toBuilder();
        changed.forEach((name, value) -> {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
            if (value == null) {
                copy.clearField(field);
            } else {
                copy.setField(field, value);
            }
        });
        return copy.build();
    }

    @Override
    public Object withElements(Object array, Object original, List<@Nullable Object> elements) {
        if (elements.contains(null)) {
            throw new FormException("an element became null, which Protobuf has no form for");
        }
        return elements;
    }

    @Override
    public Object withEntries(Object map, Object original, Map<String, @Nullable Object> entries) {
        List<Message> written = new ArrayList<>();
        for (Object each : (List<?>) original) {
            Message entry = (Message) each;
            Object value = entries.get(key(entry));
            if (value == null) {
                throw new FormException("a map value became null, which Protobuf has no form for");
            }
            written.add(entry.toBuilder()
                    .setField(entry.getDescriptorForType().findFieldByNumber(VALUE), value)
                    .build());
        }
        return written;
    }

    private static boolean scalar(Object type, FieldDescriptor.JavaType wanted) {
        if (type instanceof Descriptor) {
            return false;
        }
        FieldDescriptor field = of(type);
        return (type instanceof Item || !field.isRepeated()) && field.getJavaType() == wanted;
    }

    private static @Nullable Descriptor message(Object type) {
        if (type instanceof Descriptor message) {
            return message;
        }
        return scalar(type, FieldDescriptor.JavaType.MESSAGE) ? of(type).getMessageType() : null;
    }

    private static FieldDescriptor of(Object type) {
        return type instanceof Item item ? item.field() : (FieldDescriptor) type;
    }

    private static String key(Message entry) {
        return String.valueOf(part(entry, KEY));
    }

    private static Object part(Message entry, int number) {
        return entry.getField(entry.getDescriptorForType().findFieldByNumber(number));
    }
}
