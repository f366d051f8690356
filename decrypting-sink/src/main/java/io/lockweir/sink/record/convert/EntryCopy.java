package io.lockweir.sink.record.convert;

import java.util.Map;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** One entry of a schemaless record into one position of a record. */
final class EntryCopy {
    private final UnavailableValue unavailable;
    private final String key;
    private final Converter converter;
    private final Target target;
    private final boolean nullable;
    private final boolean hasDefault;
    private final int position;

    private EntryCopy(
            UnavailableValue unavailable,
            String key,
            Converter converter,
            Target target,
            boolean nullable,
            boolean hasDefault,
            int position) {
        this.unavailable = unavailable;
        this.key = key;
        this.converter = converter;
        this.target = target;
        this.nullable = nullable;
        this.hasDefault = hasDefault;
        this.position = position;
    }

    /**
     * The entry under the column's name.
     *
     * @param hasDefault whether rows have a value at the position already, for records without the entry
     */
    static EntryCopy of(
            UnavailableValue unavailable,
            Converter converter,
            String path,
            Types.NestedField column,
            int position,
            boolean hasDefault) {
        return new EntryCopy(
                unavailable,
                column.name(),
                converter,
                new Target(path, column.type()),
                column.isOptional(),
                hasDefault,
                position);
    }

    /**
     * Copies the entry; a missing one counts as null, unless there is a default.
     *
     * @return whether the entry is there
     * @throws Refusal if the value does not convert
     */
    boolean run(Map<? extends @Nullable Object, ? extends @Nullable Object> source, GenericRecord row) {
        Object value = source.get(key);
        boolean present = value != null || source.containsKey(key);
        if (!present && hasDefault) {
            return false;
        }
        if (value != null) {
            value = unavailable.resolve(target.field(), value);
        }
        if (value != null) {
            row.set(position, converter.convert(value));
        } else if (!nullable) {
            throw target.nullValue();
        } else {
            row.set(position, null);
        }
        return present;
    }
}
