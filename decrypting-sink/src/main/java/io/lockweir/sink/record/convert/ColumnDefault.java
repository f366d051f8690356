package io.lockweir.sink.record.convert;

import io.lockweir.sink.record.ColumnRules;
import io.lockweir.sink.record.OnUnavailable;
import java.util.Set;
import org.apache.iceberg.data.GenericDataUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The value of a column that a record does not have: as configured, else the table's write-default (format version 3). */
final class ColumnDefault {
    private ColumnDefault() {}

    /**
     * The value in Iceberg's generic form, or null.
     *
     * @throws ConfigException if the text is no value of the column
     */
    static @Nullable Object of(@Nullable String text, String path, Types.NestedField column) {
        if (text == null) {
            return GenericDataUtil.internalToGeneric(column.type(), column.writeDefault());
        }
        try {
            return converted(path, column.type(), text.trim());
        } catch (Refusal | IllegalArgumentException e) {
            throw new ConfigException(ColumnRules.DEFAULT_PREFIX + path + ": " + text
                    + " is no value of the column type " + column.type());
        }
    }

    private static Object converted(String path, Type type, String text) {
        Object value = switch (type.typeId()) {
            case BOOLEAN -> bool(text);
            case INTEGER, LONG -> Long.valueOf(text);
            case FLOAT, DOUBLE -> Double.valueOf(text);
            case STRING, UUID, DECIMAL, DATE, TIME, TIMESTAMP, TIMESTAMP_NANO -> text;
            default -> throw new IllegalArgumentException("No text form");
        };
        UnavailableValue any = new UnavailableValue("", OnUnavailable.KEEP);
        return new SchemalessConverters(any, Set.of(path)).compile(path, type).convert(value);
    }

    private static Boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("No truth value");
        }
        return Boolean.valueOf(text);
    }
}
