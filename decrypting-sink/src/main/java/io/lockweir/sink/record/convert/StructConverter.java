package io.lockweir.sink.record.convert;

import io.lockweir.sink.record.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Structures, and whole rows, field by field, by name. */
public final class StructConverter implements Converter {
    private final GenericRecord template;
    private final List<FieldCopy> copies;

    private StructConverter(Types.StructType type, List<FieldCopy> copies) {
        this.template = GenericRecord.create(type);
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
        for (Field field : schema.fields()) {
            Columns.requireOne(type, path, field.name(), reserved);
        }
        List<FieldCopy> copies = new ArrayList<>();
        for (int position = 0; position < type.fields().size(); position++) {
            Types.NestedField column = type.fields().get(position);
            Field field = schema.field(column.name());
            String name = Paths.field(path, column.name());
            if (field != null) {
                copies.add(FieldCopy.compile(converters, name, field, column, position));
            } else if (column.isRequired() && !reserved.contains(column.name())) {
                throw new Refusal(
                        ReasonCode.MISSING_COLUMN, name, "The column is required and the record has no such field");
            }
        }
        return new StructConverter(type, copies);
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
