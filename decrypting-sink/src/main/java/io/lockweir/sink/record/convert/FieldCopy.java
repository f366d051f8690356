package io.lockweir.sink.record.convert;

import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** One field of a structure into one position of a record. */
final class FieldCopy {
    private final Field field;
    private final boolean hasDefault;
    private final Converter converter;
    private final Target target;
    private final boolean nullable;
    private final int position;
    private final @Nullable UnavailableValue unavailable;

    private FieldCopy(SchemaConverters converters, String path, Field field, Types.NestedField column, int position) {
        this.field = field;
        this.hasDefault = field.schema().defaultValue() != null;
        this.converter = converters.compile(path, field.schema(), column.type());
        this.target = new Target(path, column.type());
        this.nullable = column.isOptional();
        this.position = position;
        this.unavailable = mayBeUnavailable(field.schema()) ? converters.unavailable() : null;
    }

    /** @throws Refusal if the types do not convert, whatever the value */
    static FieldCopy compile(
            SchemaConverters converters, String path, Field field, Types.NestedField column, int position) {
        return new FieldCopy(converters, path, field, column, position);
    }

    /** @throws Refusal if the value does not convert */
    void run(Struct source, GenericRecord row) {
        set(value(source), row);
    }

    /** The same, with the value from elsewhere. */
    void run(Struct struct, FieldSource source, GenericRecord row) {
        set(source.read(struct, field), row);
    }

    private void set(@Nullable Object found, GenericRecord row) {
        Object value = found;
        if (value != null && unavailable != null) {
            value = unavailable.resolve(target.field(), value);
        }
        if (value != null) {
            row.set(position, converter.convert(value));
        } else if (!nullable) {
            throw target.nullValue();
        }
    }

    /** A null in the database is null, whatever default the column has there; reading by index is faster than by name. */
    private @Nullable Object value(Struct source) {
        return hasDefault ? source.getWithoutDefault(field.name()) : source.get(field);
    }

    private static boolean mayBeUnavailable(Schema schema) {
        return switch (schema.type()) {
            case STRING, ARRAY, MAP -> true;
            case BYTES -> !DecimalConverters.CONNECT.equals(schema.name());
            default -> false;
        };
    }
}
