package io.lockweir.sink.record.convert;

import java.util.ArrayList;
import java.util.HashMap;
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
    private final Columns columns;
    private final Set<String> reserved;
    private final GenericRecord template;
    /** One thread; as many as there are columns and spellings of them in use. */
    private final Map<String, Types.NestedField> known = new HashMap<>();

    private final List<EntryCopy> copies;

    private SchemalessStructConverter(
            Target target,
            Types.StructType type,
            Columns columns,
            Set<String> reserved,
            GenericRecord template,
            List<EntryCopy> copies) {
        this.target = target;
        this.type = type;
        this.columns = columns;
        this.reserved = Set.copyOf(reserved);
        this.template = template;
        this.copies = List.copyOf(copies);
    }

    /**
     * Whether keys and columns pair shows with each value.
     *
     * @param reserved columns that others fill, and that no key may be named like
     */
    public static SchemalessStructConverter compile(
            SchemalessConverters converters, String path, Types.StructType type, Set<String> reserved) {
        Columns columns = converters.columns();
        columns.requireDistinct(path, type);
        GenericRecord template = GenericRecord.create(type);
        List<EntryCopy> copies = new ArrayList<>();
        for (int position = 0; position < type.fields().size(); position++) {
            Types.NestedField column = type.fields().get(position);
            if (!reserved.contains(column.name())) {
                String name = Paths.field(path, column.name());
                Object missing = columns.missing(name, column);
                template.set(position, missing);
                copies.add(EntryCopy.of(
                        converters.unavailable(),
                        converters.compile(name, column.type()),
                        name,
                        column,
                        position,
                        missing != null));
            }
        }
        return new SchemalessStructConverter(new Target(path, type), type, columns, reserved, template, copies);
    }

    @Override
    public GenericRecord convert(Object value) {
        if (!(value instanceof Map)) {
            throw target.incompatible("A schemaless value of " + value.getClass());
        }
        Map<? extends @Nullable Object, ? extends @Nullable Object> source =
                columns.exactNames() ? (Map<?, ?>) value : renamed((Map<?, ?>) value);
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
            Types.NestedField unused = columns.of(type, target.field(), String.valueOf(key), reserved);
        } catch (Refusal e) {
            // Below the row a key may be data: it stays unnamed.
            throw target.field().isEmpty() ? e : new Refusal(e.reason(), e.disposition(), target.field(), e.detail());
        }
    }

    /** With its columns' names as keys; a key without a column keeps its own. */
    private Map<Object, @Nullable Object> renamed(Map<? extends @Nullable Object, ? extends @Nullable Object> source) {
        Map<Object, @Nullable Object> renamed = new HashMap<>();
        Map<String, String> fields = new HashMap<>();
        source.forEach((key, value) -> {
            String field = String.valueOf(key);
            Types.NestedField column = known.get(field);
            if (column == null) {
                column = columns.find(type, field);
                if (column != null) {
                    known.put(field, column);
                }
            }
            if (column == null) {
                // A name that nothing has: found by nobody below, and counted.
                renamed.put(new Unknown(field), value);
            } else {
                Columns.pair(fields, target.field(), column, field);
                renamed.put(column.name(), value);
            }
        });
        return renamed;
    }

    /** A key without a column, which must not be taken for a column of its very name. */
    private record Unknown(String key) {
        @Override
        public String toString() {
            return key;
        }
    }
}
