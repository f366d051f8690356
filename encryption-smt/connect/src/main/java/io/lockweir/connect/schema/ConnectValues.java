package io.lockweir.connect.schema;

import io.lockweir.encryption.value.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The border between Connect's values of one schema and the engine's plain Java values. Made once per schema, stateless.
 *
 * <p>Neither direction is called with null. Both throw {@link io.lockweir.encryption.failure.EnvelopeException} with reason
 * {@code TYPE_MISMATCH} for a value that its schema does not allow, and never say which value.
 */
public interface ConnectValues {

    /** The engine's value of a Connect value. */
    Object toBorder(Object value);

    /** The Connect value of an engine's value, which has the type of this schema. */
    Object fromBorder(Object value);

    /** The conversion for a schema. */
    static ConnectValues of(Schema schema) {
        return switch (ValueSchemas.typeOf(schema)) {
            case DECIMAL -> DecimalValues.of(schema);
            case DATE -> TemporalValues.DATE;
            case TIME -> TemporalValues.TIME;
            case TIMESTAMP -> TemporalValues.TIMESTAMP;
            case ARRAY -> new NestedValues.OfArray(of(schema.valueSchema()));
            case MAP -> new NestedValues.OfMap(of(schema.keySchema()), of(schema.valueSchema()));
            case STRUCT -> new NestedValues.OfStruct(schema);
            default -> SameValues.INSTANCE;
        };
    }

    /**
     * The Java value of a decrypted value in data without a schema: logical times as {@link java.util.Date}, a UUID as text, all
     * else as it is.
     */
    static Object schemaless(ValueType type, Object value) {
        return switch (type) {
            case DATE -> TemporalValues.DATE.fromBorder(value);
            case TIME -> TemporalValues.TIME.fromBorder(value);
            case TIMESTAMP -> TemporalValues.TIMESTAMP.fromBorder(value);
            case UUID -> value.toString();
            default -> value;
        };
    }

    /** The scale of a decrypted DECIMAL, 0 for anything else. */
    static int scaleOf(Object value) {
        return value instanceof BigDecimal decimal ? decimal.scale() : 0;
    }

    /** Values that look the same on both sides. The engine checks the Java class. */
    enum SameValues implements ConnectValues {
        INSTANCE;

        @Override
        public Object toBorder(Object value) {
            return value;
        }

        @Override
        public Object fromBorder(Object value) {
            return value;
        }
    }

    /** Applies a conversion to each item, keeping nulls. */
    static List<@Nullable Object> convert(List<?> items, java.util.function.UnaryOperator<Object> conversion) {
        List<@Nullable Object> converted = new ArrayList<>(items.size());
        for (Object item : items) {
            converted.add(item == null ? null : conversion.apply(item));
        }
        return converted;
    }

    /** Applies conversions to each entry, keeping nulls and the order. */
    static Map<@Nullable Object, @Nullable Object> convert(
            Map<?, ?> entries,
            java.util.function.UnaryOperator<Object> ofKey,
            java.util.function.UnaryOperator<Object> ofValue) {
        Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>(entries.size() * 2);
        entries.forEach((key, value) ->
                converted.put(key == null ? null : ofKey.apply(key), value == null ? null : ofValue.apply(value)));
        return converted;
    }
}
