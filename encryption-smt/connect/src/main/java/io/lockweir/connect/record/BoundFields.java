package io.lockweir.connect.record;

import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.connect.schema.ConnectValues;
import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.connect.schema.ValueSchemas;
import io.lockweir.encryption.RowBinding;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.path.Step;
import io.lockweir.encryption.value.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The clear fields that the values of one rule are bound to, as they stand in rows of one schema, or of none. */
final class BoundFields {
    private final Place row;
    private final List<Reader> readers;
    private final RowBinding binding;

    private BoundFields(Place row, List<Reader> readers, List<RowBinding.Sibling> siblings) {
        this.row = row;
        this.readers = readers;
        this.binding = new RowBinding(siblings);
    }

    /**
     * Finds the fields.
     *
     * @param schema of the row; null for none
     * @throws FieldException when one is missing
     * @throws ConfigException when one does not stay clear
     */
    static BoundFields of(String topic, Part part, PathTree tree, TopicRule rule, @Nullable Schema schema) {
        List<Reader> readers = new ArrayList<>();
        List<RowBinding.Sibling> siblings = new ArrayList<>();
        for (FieldPath path : rule.mode().boundTo()) {
            TopicRule over = tree.over(path);
            if (over != null && !over.mode().leavesClear()) {
                throw new ConfigException("Rule '" + rule.rule() + "' binds to field " + path + ", which rule '"
                        + over.rule() + "' does not leave as it is in topic " + topic
                        + ". Bind to fields that stay clear, such as an id.");
            }
            Place place = new Place(topic, part, path);
            if (schema == null) {
                readers.add(new MapReader(place));
                siblings.add(new RowBinding.Sibling(path, ValueSchema.any()));
            } else {
                StructReader reader = StructReader.of(place, schema);
                readers.add(reader);
                siblings.add(new RowBinding.Sibling(path, ValueSchemas.of(reader.schema())));
            }
        }
        return new BoundFields(new Place(topic, part, FieldPath.WHOLE), readers, siblings);
    }

    RowBinding binding() {
        return binding;
    }

    void enter(Object rowValue) {
        @Nullable Object[] values = new @Nullable Object[readers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers.get(i).read(rowValue);
        }
        try {
            binding.enter(values);
        } catch (EnvelopeException e) {
            throw FieldException.of(row, e);
        }
    }

    private static FieldException missing(Place place) {
        return FieldException.of(
                FieldFailure.FIELD_MISSING, place, "other fields are bound to it (bind.fields), and it is not there");
    }

    /** Reads one field of a row. */
    private sealed interface Reader {
        @Nullable
        Object read(Object row);
    }

    /** From a struct. A null in a field with a default counts as the default: some converters write that in its place. */
    private record StructReader(Place place, List<Field> fields, ConnectValues values) implements Reader {
        static StructReader of(Place place, Schema row) {
            List<Field> fields = new ArrayList<>();
            Schema schema = row;
            for (Step step : place.path().steps()) {
                Field field = schema.type() == Schema.Type.STRUCT && step instanceof Step.Field named
                        ? schema.field(named.name())
                        : null;
                if (field == null) {
                    throw missing(place);
                }
                fields.add(field);
                schema = field.schema();
            }
            if (EncryptedSchema.isEncrypted(schema)) {
                throw FieldException.of(
                        FieldFailure.ALREADY_ENCRYPTED,
                        place,
                        "other fields are bound to it (bind.fields), so it must be clear");
            }
            return new StructReader(place, fields, ConnectValues.of(schema));
        }

        Schema schema() {
            return fields.get(fields.size() - 1).schema();
        }

        @Override
        public @Nullable Object read(Object row) {
            try {
                Object value = row;
                for (Field field : fields) {
                    value = value == null ? null : ((Struct) value).get(field);
                }
                return value == null ? null : values.toBorder(value);
            } catch (EnvelopeException e) {
                throw FieldException.of(place, e);
            } catch (RuntimeException e) {
                throw FieldException.unforeseen(place, e);
            }
        }
    }

    /** From a map. */
    private record MapReader(Place place) implements Reader {
        @Override
        public @Nullable Object read(Object row) {
            Object value = row;
            for (Step step : place.path().steps()) {
                if (value == null) {
                    return null;
                }
                if (!(value instanceof Map<?, ?> fields)
                        || !(step instanceof Step.Field named)
                        || !fields.containsKey(named.name())) {
                    throw missing(place);
                }
                value = fields.get(named.name());
            }
            return value;
        }
    }
}
