package io.lockweir.connect.schema;

import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueSchema.Child;
import io.lockweir.encryption.value.ValueType;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Connect schemas as the engine's schemas, and the other way as far as a bare type goes. */
public final class ValueSchemas {
    private ValueSchemas() {}

    /** The engine's schema of a Connect schema: everything but optional (of the root), default and documentation. */
    public static ValueSchema of(Schema schema) {
        Map<String, String> parameters = schema.parameters() == null ? Map.of() : schema.parameters();
        return new ValueSchema(typeOf(schema), schema.name(), schema.version(), parameters, children(schema));
    }

    /**
     * The plainest Connect schema, optional, for a type whose own schema was lost on the way.
     *
     * @param scale the scale of a DECIMAL, ignored for other types
     * @return null for arrays, maps and structs, whose items a type alone does not describe, and for NULL
     */
    public static @Nullable Schema base(ValueType type, int scale) {
        return switch (type) {
            case BOOLEAN -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
            case INT8 -> Schema.OPTIONAL_INT8_SCHEMA;
            case INT16 -> Schema.OPTIONAL_INT16_SCHEMA;
            case INT32 -> Schema.OPTIONAL_INT32_SCHEMA;
            case INT64 -> Schema.OPTIONAL_INT64_SCHEMA;
            case FLOAT32 -> Schema.OPTIONAL_FLOAT32_SCHEMA;
            case FLOAT64 -> Schema.OPTIONAL_FLOAT64_SCHEMA;
            case STRING, UUID -> Schema.OPTIONAL_STRING_SCHEMA;
            case BYTES -> Schema.OPTIONAL_BYTES_SCHEMA;
            case DECIMAL -> Decimal.builder(scale).optional().build();
            case DATE -> Date.builder().optional().build();
            case TIME -> Time.builder().optional().build();
            case TIMESTAMP -> Timestamp.builder().optional().build();
            case NULL, ARRAY, MAP, STRUCT, SERIALIZED, ANY -> null;
        };
    }

    /** The type code of a Connect schema; Connect's own logical types have codes of their own. */
    static ValueType typeOf(Schema schema) {
        String name = schema.name() == null ? "" : schema.name();
        return switch (schema.type()) {
            case BOOLEAN -> ValueType.BOOLEAN;
            case INT8 -> ValueType.INT8;
            case INT16 -> ValueType.INT16;
            case INT32 ->
                name.equals(Date.LOGICAL_NAME)
                        ? ValueType.DATE
                        : name.equals(Time.LOGICAL_NAME) ? ValueType.TIME : ValueType.INT32;
            case INT64 -> name.equals(Timestamp.LOGICAL_NAME) ? ValueType.TIMESTAMP : ValueType.INT64;
            case FLOAT32 -> ValueType.FLOAT32;
            case FLOAT64 -> ValueType.FLOAT64;
            case STRING -> ValueType.STRING;
            case BYTES -> name.equals(Decimal.LOGICAL_NAME) ? ValueType.DECIMAL : ValueType.BYTES;
            case ARRAY -> ValueType.ARRAY;
            case MAP -> ValueType.MAP;
            case STRUCT -> ValueType.STRUCT;
        };
    }

    private static List<Child> children(Schema schema) {
        return switch (schema.type()) {
            case ARRAY -> List.of(child(ValueSchema.ELEMENT, schema.valueSchema()));
            case MAP ->
                List.of(child(ValueSchema.KEY, schema.keySchema()), child(ValueSchema.VALUE, schema.valueSchema()));
            case STRUCT -> schema.fields().stream().map(ValueSchemas::child).toList();
            default -> List.of();
        };
    }

    private static Child child(Field field) {
        return child(field.name(), field.schema());
    }

    private static Child child(String name, Schema schema) {
        return new Child(name, schema.isOptional(), of(schema));
    }
}
