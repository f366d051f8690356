package io.lockweir.sink.record.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Maps without schema as structures or rows, key by key. */
public final class SchemalessStructConverter implements Converter {
    private final Target target;
    private final Types.StructType type;
    private final Set<String> reserved;
    private final GenericRecord template;
    private final List<EntryCopy> copies;

    private SchemalessStructConverter(
            Target target, Types.StructType type, Set<String> reserved, List<EntryCopy> copies) {
        this.target = target;
        this.type = type;
        this.reserved = Set.copyOf(reserved);
        this.template = GenericRecord.create(type);
        this.copies = List.copyOf(copies);
    }

    /**
     * Whether keys and columns pair shows with each value.
     *
     * @param reserved columns that others fill, and that no key may be named like
     */
    public static SchemalessStructConverter compile(
            SchemalessConverters converters, String path, Types.StructType type, Set<String> reserved) {
        List<EntryCopy> copies = new ArrayList<>();
        for (int position = 0; position < type.fields().size(); position++) {
            Types.NestedField column = type.fields().get(position);
            if (!reserved.contains(column.name())) {
                String name = Paths.field(path, column.name());
                copies.add(EntryCopy.of(
                        converters.unavailable(), converters.compile(name, column.type()), name, column, position));
            }
        }
        return new SchemalessStructConverter(new Target(path, type), type, reserved, copies);
    }

    @Override
    public GenericRecord convert(Object value) {
        if (!(value instanceof Map)) {
            throw target.incompatible("A schemaless value of " + value.getClass());
        }
        Map<? extends @Nullable Object, ? extends @Nullable Object> source = (Map<?, ?>) value;
        GenericRecord record = template.copy();
        int found = 0;
        for (EntryCopy copy : copies) {
            if (copy.run(source, record)) {
                found++;
            }
        }
        if (found != source.size()) {
            source.keySet().forEach(this::requireColumn);
        }
        return record;
    }

    private void requireColumn(@Nullable Object key) {
        try {
            Columns.requireOne(type, target.field(), String.valueOf(key), reserved);
        } catch (Refusal e) {
            // Below the row a key may be data: it stays unnamed.
            throw target.field().isEmpty() ? e : new Refusal(e.reason(), target.field(), e.detail());
        }
    }
}
