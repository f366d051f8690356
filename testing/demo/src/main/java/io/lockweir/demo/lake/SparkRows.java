package io.lockweir.demo.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Rows that Spark wrote as lines of JSON, as Iceberg's generic reader would have made them. */
public final class SparkRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SparkRows() {}

    public static void forEach(Path file, Schema schema, Consumer<Record> consumer) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = JSON.readTree(line);
                Record record = GenericRecord.create(schema);
                for (Types.NestedField field : schema.columns()) {
                    record.setField(field.name(), value(field.type(), row.path(field.name())));
                }
                consumer.accept(record);
            }
        }
    }

    private static @Nullable Object value(Type type, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        String text = node.asText();
        return switch (type.typeId()) {
            case INTEGER -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case STRING -> text;
            case DECIMAL -> new BigDecimal(text);
            case DATE -> LocalDate.parse(text);
            case TIMESTAMP ->
                Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            case BINARY -> ByteBuffer.wrap(HexFormat.of().parseHex(text));
            case LIST -> list(type.asListType().elementType(), node);
            default -> throw new IllegalArgumentException("The bank has no column of type " + type);
        };
    }

    private static List<@Nullable Object> list(Type element, JsonNode array) {
        List<@Nullable Object> values = new ArrayList<>();
        array.forEach(value -> values.add(value(element, value)));
        return values;
    }
}
