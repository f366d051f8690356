package io.lockweir.connect.schema;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A default value as text parameters. Scalars stand at the key itself; arrays and maps write their size there and their
 * items below it. Struct defaults are left out: Connect's own builder can't make them.
 */
@SuppressWarnings("JavaUtilDate") // It is Connect's own type for temporal defaults.
final class DefaultText {
    private DefaultText() {}

    static void write(String key, Schema schema, Object value, Map<String, String> parameters) {
        switch (schema.type()) {
            case STRUCT -> {}
            case ARRAY -> {
                List<?> items = (List<?>) value;
                parameters.put(key, Integer.toString(items.size()));
                for (int i = 0; i < items.size(); i++) {
                    writeItem(key + "." + i, schema.valueSchema(), items.get(i), parameters);
                }
            }
            case MAP -> {
                Map<?, ?> entries = (Map<?, ?>) value;
                parameters.put(key, Integer.toString(entries.size()));
                int i = 0;
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    writeItem(key + "." + i + ".key", schema.keySchema(), entry.getKey(), parameters);
                    writeItem(key + "." + i + ".value", schema.valueSchema(), entry.getValue(), parameters);
                    i++;
                }
            }
            default -> parameters.put(key, text(value));
        }
    }

    static @Nullable Object read(String key, Schema schema, Map<String, String> parameters) {
        String text = parameters.get(key);
        if (text == null || schema.type() == Schema.Type.STRUCT) {
            return null;
        }
        try {
            return value(key, text, schema, parameters);
        } catch (IllegalArgumentException e) {
            // No cause: NumberFormatException repeats the text.
            throw new BadSchemaParametersException(key + " is no " + schema.type());
        }
    }

    private static void writeItem(String key, Schema schema, @Nullable Object value, Map<String, String> parameters) {
        if (value != null) {
            write(key, schema, value, parameters);
        }
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof java.util.Date date) {
            return Long.toString(date.getTime());
        }
        return value.toString();
    }

    private static Object value(String key, String text, Schema schema, Map<String, String> parameters) {
        String name = schema.name() == null ? "" : schema.name();
        return switch (name) {
            case Decimal.LOGICAL_NAME -> new BigDecimal(text);
            case Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME ->
                new java.util.Date(Long.parseLong(text));
            default -> plainValue(key, text, schema, parameters);
        };
    }

    private static Object plainValue(String key, String text, Schema schema, Map<String, String> parameters) {
        return switch (schema.type()) {
            case INT8 -> Byte.valueOf(text);
            case INT16 -> Short.valueOf(text);
            case INT32 -> Integer.valueOf(text);
            case INT64 -> Long.valueOf(text);
            case FLOAT32 -> Float.valueOf(text);
            case FLOAT64 -> Double.valueOf(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case STRING -> text;
            case BYTES -> Base64.getDecoder().decode(text);
            case ARRAY -> items(key, size(text, parameters), schema, parameters);
            case MAP -> entries(key, size(text, parameters), schema, parameters);
            case STRUCT -> throw new IllegalArgumentException();
        };
    }

    private static int size(String text, Map<String, String> parameters) {
        int size = Integer.parseInt(text);
        if (size < 0 || size > parameters.size()) {
            throw new IllegalArgumentException();
        }
        return size;
    }

    private static List<@Nullable Object> items(String key, int size, Schema schema, Map<String, String> parameters) {
        List<@Nullable Object> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(read(key + "." + i, schema.valueSchema(), parameters));
        }
        return items;
    }

    private static Map<@Nullable Object, @Nullable Object> entries(
            String key, int size, Schema schema, Map<String, String> parameters) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            entries.put(
                    read(key + "." + i + ".key", schema.keySchema(), parameters),
                    read(key + "." + i + ".value", schema.valueSchema(), parameters));
        }
        return entries;
    }
}
