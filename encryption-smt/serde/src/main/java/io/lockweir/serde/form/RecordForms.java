package io.lockweir.serde.form;

import io.lockweir.registry.tag.TaggedFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The forms of records that this application has libraries for: Avro, JSON trees, Protobuf, and maps. For one thread and one topic, since
 * types are checked once.
 */
public final class RecordForms {
    private final String topic;
    private final List<FormWalker<?>> walkers = new ArrayList<>();
    private @Nullable FormWalker<?> last;

    public RecordForms(String topic) {
        this.topic = topic;
        ClassLoader ours = RecordForms.class.getClassLoader();
        if (present("org.apache.avro.generic.IndexedRecord", ours)) {
            walkers.add(new FormWalker<>(new AvroForm(), topic));
        }
        if (present("com.fasterxml.jackson.databind.JsonNode", ours)) {
            walkers.add(new FormWalker<>(new JsonForm(), topic));
        }
        if (present("com.google.protobuf.Message", ours)) {
            walkers.add(new FormWalker<>(new ProtobufForm(), topic));
        }
    }

    /**
     * A copy of a record with treated fields.
     *
     * @param fields what becomes of the needed fields; returns another map
     * @throws FormException when the record is of no known form, or its type does not fit the rules
     */
    public Object treated(Object record, Branch branch, UnaryOperator<Map<String, ?>> fields) {
        if (record instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // The rules refuse other keys where they see them.
            Map<String, ?> row = (Map<String, ?>) map;
            return fields.apply(row);
        }
        return walker(record).treated(record, branch, fields);
    }

    /** What the records of one kind have in common, the same object for all of them: a schema, a descriptor. */
    public Object typeOf(Object record) {
        return record instanceof Map<?, ?> ? Map.class : walker(record).typeOf(record);
    }

    /**
     * The tags of a record's fields, as its own schema has them.
     *
     * @throws FormException when it has no schema, or tags that can't be kept
     */
    public TaggedFields tags(Object record) {
        if (record instanceof Map<?, ?>) {
            throw new FormException(
                    "a record of topic " + topic + " is a Map, which tells no tags. Name its fields in the rule");
        }
        return walker(record).tags(record);
    }

    private FormWalker<?> walker(Object record) {
        FormWalker<?> walker = last;
        if (walker == null || !walker.is(record)) {
            walker = walkers.stream()
                    .filter(each -> each.is(record))
                    .findFirst()
                    .orElseThrow(
                            () -> new FormException(
                                    "a record of topic " + topic + " is a "
                                            + record.getClass().getName()
                                            + ", whose fields are not known. Use an Avro record, a JSON tree, a"
                                            + " Protobuf message or a Map, with the library for it on the class path, or set level=record"));
            last = walker;
        }
        return walker;
    }

    private static boolean present(String className, ClassLoader loader) {
        try {
            Class.forName(className, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
