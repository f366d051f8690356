package io.lockweir.serde.form;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.registry.avro.AvroTags;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.tag.TaggedFields;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Avro's generic and specific records. Nothing of their schema changes: text stays text, bytes stay bytes. */
final class AvroForm implements Form<Schema> {

    @Override
    public boolean is(Object record) {
        return record instanceof IndexedRecord;
    }

    @Override
    public Schema typeOf(Object record) {
        return ((IndexedRecord) record).getSchema();
    }

    @Override
    public TaggedFields tags(Schema type) {
        return AvroTags.of(type, Metadata.NONE);
    }

    @Override
    public String describe(Schema type) {
        String logical = type.getLogicalType() == null
                ? ""
                : " of logical type " + type.getLogicalType().getName();
        return switch (type.getType()) {
            case RECORD, ENUM, FIXED -> type.getType().getName() + " " + type.getFullName() + logical;
            case UNION ->
                "a union of "
                        + String.join(
                                ", ",
                                type.getTypes().stream().map(this::describe).toList());
            default -> type.getType().getName() + logical;
        };
    }

    @Override
    public boolean hasFields(Schema type) {
        return present(type).getType() == Schema.Type.RECORD;
    }

    @Override
    public @Nullable Schema field(Schema struct, String name) {
        Schema record = present(struct);
        Schema.Field field = record.getType() == Schema.Type.RECORD ? record.getField(name) : null;
        return field == null ? null : field.schema();
    }

    @Override
    public Iterable<String> names(Schema struct, Object value) {
        Schema record = present(struct);
        return record.getType() == Schema.Type.RECORD
                ? record.getFields().stream().map(Schema.Field::name).toList()
                : List.of();
    }

    @Override
    public @Nullable Schema element(Schema array) {
        Schema type = present(array);
        return type.getType() == Schema.Type.ARRAY ? type.getElementType() : null;
    }

    @Override
    public @Nullable Schema mapValue(Schema map) {
        Schema type = present(map);
        return type.getType() == Schema.Type.MAP ? type.getValueType() : null;
    }

    @Override
    public @Nullable String refusal(Schema type, FieldMode mode) {
        Schema present = present(type);
        boolean text = present.getType() == Schema.Type.STRING;
        if ((!text && present.getType() != Schema.Type.BYTES) || present.getLogicalType() != null) {
            return TextOrBytes.refusal(describe(present));
        }
        return TextOrBytes.refusal(text, mode);
    }

    @Override
    public @Nullable String bindingRefusal(Schema type) {
        Schema present = present(type);
        boolean plain = switch (present.getType()) {
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN -> present.getLogicalType() == null;
            default -> false;
        };
        return plain
                ? null
                : "other fields are bound to it, and it is " + describe(present)
                        + ". Bind to fields of plain types, such as an id";
    }

    @Override
    public boolean has(Schema struct, Object value, String name) {
        return true;
    }

    @Override
    public @Nullable Object get(Object struct, String name) {
        IndexedRecord record = (IndexedRecord) struct;
        return record.get(record.getSchema().getField(name).pos());
    }

    @Override
    public List<?> elements(Object array) {
        return array instanceof List<?> list ? list : new ArrayList<>((java.util.Collection<?>) array);
    }

    @Override
    public Map<String, ?> entries(Object map) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> entries.put(key.toString(), value));
        return entries;
    }

    @Override
    public Object toJava(Schema type, Object value) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        Schema.Type expected = present(type).getType();
        if (expected == Schema.Type.STRING || expected == Schema.Type.BYTES) {
            throw new FormException(
                    "a value is a " + value.getClass().getName() + " where its schema says " + expected.getName());
        }
        return value;
    }

    @Override
    public @Nullable Object fromJava(Schema type, @Nullable Object original, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (present(type).getType() == Schema.Type.BYTES) {
            return ByteBuffer.wrap(TextOrBytes.bytes(original, value));
        }
        String text = TextOrBytes.text(value);
        return original instanceof Utf8 ? new Utf8(text) : text;
    }

    @Override
    public Object withFields(Schema struct, Object original, Map<String, @Nullable Object> changed) {
        IndexedRecord record = (IndexedRecord) original;
        Schema schema = record.getSchema();
        IndexedRecord copy = copy(record, schema);
        changed.forEach((name, value) -> copy.put(schema.getField(name).pos(), value));
        return copy;
    }

    @Override
    public Object withElements(Schema array, Object original, List<@Nullable Object> elements) {
        return new GenericData.Array<>(present(array), elements);
    }

    @Override
    public Object withEntries(Schema map, Object original, Map<String, @Nullable Object> entries) {
        Map<Object, @Nullable Object> written = new LinkedHashMap<>();
        ((Map<?, ?>) original).keySet().forEach(key -> written.put(key, entries.get(key.toString())));
        return written;
    }

    private static IndexedRecord copy(IndexedRecord record, Schema schema) {
        if (record instanceof GenericData.Record generic) {
            return new GenericData.Record(generic, false);
        }
        IndexedRecord copy = record instanceof SpecificRecord
                ? (IndexedRecord) SpecificData.newInstance(record.getClass(), schema)
                : new GenericData.Record(schema);
        for (int i = 0; i < schema.getFields().size(); i++) {
            copy.put(i, record.get(i));
        }
        return copy;
    }

    /** The type of what is not null. A union of several such types stays a union, which nothing can be done with. */
    private static Schema present(Schema type) {
        if (type.getType() != Schema.Type.UNION) {
            return type;
        }
        Schema found = null;
        for (Schema each : type.getTypes()) {
            if (each.getType() != Schema.Type.NULL) {
                if (found != null) {
                    return type;
                }
                found = each;
            }
        }
        return found == null ? type : found;
    }
}
