package io.lockweir.sink.record.process;

import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.RecordDecryptor;
import io.lockweir.connect.record.SchemaCache;
import io.lockweir.encryption.path.Part;
import io.lockweir.sink.record.convert.SchemaConverters;
import io.lockweir.sink.record.convert.SchemalessConverters;
import io.lockweir.sink.record.convert.SchemalessStructConverter;
import io.lockweir.sink.record.convert.StructConverter;
import io.lockweir.sink.record.convert.UnavailableValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Takes some of the key columns out of a row image or a record key, decrypts and converts them. Looks at nothing else. */
final class KeyFields {
    private final Part part;
    private final Types.StructType columns;
    private final RecordDecryptor decryptor;
    private final SchemaConverters converters;
    private final SchemaCache<Schema> projected = new SchemaCache<>();
    private final SchemaCache<StructConverter> compiled = new SchemaCache<>();
    private final SchemalessStructConverter schemaless;

    /**
     * Reads columns.
     *
     * @param decryptor that expects no other fields
     * @param encrypted names of the columns that arrive encrypted
     */
    KeyFields(
            Part part,
            List<Types.NestedField> columns,
            RecordDecryptor decryptor,
            UnavailableValue unavailable,
            Set<String> encrypted) {
        this.part = part;
        this.columns = Types.StructType.of(columns);
        this.decryptor = decryptor;
        this.converters = new SchemaConverters(unavailable);
        this.schemaless = SchemalessStructConverter.compile(
                new SchemalessConverters(unavailable, encrypted), "", this.columns, Set.of());
    }

    int count() {
        return columns.fields().size();
    }

    /** Whether a structure has a value for each of the columns. */
    boolean in(Object structure) {
        return columns.fields().stream().allMatch(column -> value(structure, column.name()) != null);
    }

    /** Whether two structures have the same values, as they came. */
    boolean same(Object one, Object other) {
        return columns.fields().stream()
                .allMatch(column -> Objects.deepEquals(value(one, column.name()), value(other, column.name())));
    }

    /**
     * Reads a structure that has them all.
     *
     * @return a record of the columns alone
     * @throws FieldException if one does not decrypt
     * @throws io.lockweir.sink.record.convert.Refusal if one does not convert
     */
    GenericRecord read(String topic, Object structure) {
        SchemaAndValue fields = taken(structure);
        SchemaAndValue clear = decryptor.decrypt(topic, part, fields.schema(), fields.value());
        Schema schema = clear.schema();
        return schema == null
                ? schemaless.convert(clear.value())
                : compiled.get(schema, unseen -> StructConverter.compile(converters, "", unseen, columns, Set.of()))
                        .convert(clear.value());
    }

    private SchemaAndValue taken(Object structure) {
        return structure instanceof Struct struct ? taken(struct) : taken((Map<?, ?>) structure);
    }

    private SchemaAndValue taken(Struct structure) {
        Struct fields = new Struct(projected.get(structure.schema(), this::projection));
        columns.fields().forEach(column -> fields.put(column.name(), structure.getWithoutDefault(column.name())));
        return new SchemaAndValue(fields.schema(), fields);
    }

    private Schema projection(Schema structure) {
        SchemaBuilder fields = SchemaBuilder.struct();
        columns.fields()
                .forEach(column -> fields.field(
                        column.name(), structure.field(column.name()).schema()));
        return fields.build();
    }

    private SchemaAndValue taken(Map<?, ?> structure) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        columns.fields().forEach(column -> fields.put(column.name(), structure.get(column.name())));
        return new SchemaAndValue(null, fields);
    }

    private static @Nullable Object value(Object structure, String name) {
        if (structure instanceof Struct struct) {
            return struct.schema().field(name) == null ? null : struct.getWithoutDefault(name);
        }
        return structure instanceof Map<?, ?> map ? map.get(name) : null;
    }
}
