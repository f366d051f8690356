package io.lockweir.registry.avro;

import io.lockweir.registry.rule.EncryptionRule;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.FieldCipher;
import io.lockweir.registry.rule.FieldTurning;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** What becomes of a value of one place in a schema. What came in is never changed. */
sealed interface Node {

    /** The value with its fields turned; the same one where there is nothing to do. */
    @Nullable
    Object turned(@Nullable Object value, FieldCipher cipher);

    /** A value of another type than its schema's: its text is left out. */
    static IllegalArgumentException wrongType(String field, @Nullable Object value) {
        return new IllegalArgumentException("Field " + field + " holds "
                + (value == null ? "null" : value.getClass().getName()) + ", which its schema does not have");
    }

    /** Nothing to do below. */
    record Clear() implements Node {
        @Override
        public @Nullable Object turned(@Nullable Object value, FieldCipher cipher) {
            return value;
        }
    }

    /** A text or bytes that a rule means. */
    record Leaf(String field, Schema.Type type, EncryptionRule rule, Direction direction) implements Node {
        @Override
        public @Nullable Object turned(@Nullable Object value, FieldCipher cipher) {
            if (type == Schema.Type.STRING && value instanceof CharSequence text) {
                String turned = FieldTurning.text(field, direction, rule, text.toString(), cipher);
                return value instanceof Utf8 ? new Utf8(turned) : turned;
            }
            if (type == Schema.Type.BYTES && value instanceof ByteBuffer buffer) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                return ByteBuffer.wrap(FieldTurning.bytes(field, rule, bytes, cipher));
            }
            throw wrongType(field, value);
        }
    }

    /** A record; its fields are filled in after it is known, since a record may contain itself. */
    record Fields(Schema schema, List<Node> nodes) implements Node {
        @Override
        public @Nullable Object turned(@Nullable Object value, FieldCipher cipher) {
            // By index below, so that a record of another version of the schema must not pass.
            if (!(value instanceof IndexedRecord from) || !schema.equals(from.getSchema())) {
                throw wrongType(schema.getFullName(), value);
            }
            GenericData.Record to = new GenericData.Record(from.getSchema());
            for (int i = 0; i < nodes.size(); i++) {
                to.put(i, nodes.get(i).turned(from.get(i), cipher));
            }
            return to;
        }

        /** The schema alone: the nodes may contain this one. */
        @Override
        public String toString() {
            return "Fields[" + schema.getFullName() + "]";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** An array, element by element. */
    record Elements(Schema schema, String field, Node element) implements Node {
        @Override
        public @Nullable Object turned(@Nullable Object value, FieldCipher cipher) {
            if (!(value instanceof Collection<?> from)) {
                throw wrongType(field, value);
            }
            List<@Nullable Object> to = new ArrayList<>(from.size());
            for (Object each : from) {
                to.add(element.turned(each, cipher));
            }
            return new GenericData.Array<>(schema, to);
        }
    }

    /** A map, value by value; its keys stay as they are. */
    record Values(String field, Node element) implements Node {
        @Override
        public @Nullable Object turned(@Nullable Object value, FieldCipher cipher) {
            if (!(value instanceof Map<?, ?> from)) {
                throw wrongType(field, value);
            }
            Map<Object, @Nullable Object> to = new LinkedHashMap<>();
            from.forEach((key, each) -> to.put(key, element.turned(each, cipher)));
            return to;
        }
    }

    /** A union, by the branch that a value is of. */
    record Branches(Schema schema, String field, List<Node> branches) implements Node {
        @Override
        public @Nullable Object turned(@Nullable Object value, FieldCipher cipher) {
            int branch;
            try {
                branch = GenericData.get().resolveUnion(schema, value);
            } catch (AvroRuntimeException e) {
                // Without the cause, which quotes the value.
                throw wrongType(field, value);
            }
            return branches.get(branch).turned(value, cipher);
        }
    }
}
