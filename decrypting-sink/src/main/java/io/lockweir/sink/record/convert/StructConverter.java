package io.lockweir.sink.record.convert;

import io.lockweir.sink.record.ReasonCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Structures, and whole rows, field by field, by name. What a record does not have has its default from the template. */
public final class StructConverter implements Converter {
    private final GenericRecord template;
    private final List<FieldCopy> copies;

    private StructConverter(GenericRecord template, List<FieldCopy> copies) {
        this.template = template;
        this.copies = List.copyOf(copies);
    }

    /**
     * Pairs fields and columns.
     *
     * @param reserved columns that others fill, and that no field may be named like
     * @throws Refusal if a field has no column, a required column no field, or a pair does not convert
     */
    public static StructConverter compile(
            SchemaConverters converters, String path, Schema schema, Types.StructType type, Set<String> reserved) {
        Columns columns = converters.columns();
        Map<String, String> fields = new HashMap<>();
        for (Field field : schema.fields()) {
            Types.NestedField column = columns.of(type, path, field.name(), reserved);
            if (column != null) {
                Columns.pair(fields, path, column, field.name());
            }
        }
        GenericRecord template = GenericRecord.create(type);
        List<FieldCopy> copies = new ArrayList<>();
        for (int position = 0; position < type.fields().size(); position++) {
            Types.NestedField column = type.fields().get(position);
            Field field = schema.field(fields.getOrDefault(column.name(), ""));
            String name = Paths.field(path, column.name());
            if (field != null) {
                copies.add(FieldCopy.compile(converters, name, field, column, position));
                continue;
            }
            Object missing = reserved.contains(column.name()) ? null : columns.missing(name, column);
            if (missing != null) {
                template.set(position, missing);
            } else if (column.isRequired() && !reserved.contains(column.name())) {
                throw new Refusal(
                        ReasonCode.MISSING_COLUMN, name, "The column is required and the record has no such field");
            }
        }
        return new StructConverter(template, copies);
    }

    @Override
    public GenericRecord convert(Object value) {
        Struct struct = (Struct) value;
        GenericRecord record = template.copy();
        for (FieldCopy copy : copies) {
            copy.run(struct, record);
        }
        return record;
    }

    /** The same, with the fields' values from elsewhere. */
    public GenericRecord convert(Struct struct, FieldSource source) {
        GenericRecord record = template.copy();
        for (FieldCopy copy : copies) {
            copy.run(struct, source, record);
        }
        return record;
    }
}
