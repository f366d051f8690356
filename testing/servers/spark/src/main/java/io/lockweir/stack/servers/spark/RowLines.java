package io.lockweir.stack.servers.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Rows as lines of JSON: every value a text, null, or a list of these; bytes in hexadecimal, times in microseconds since 1970. */
final class RowLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RowLines() {}

    static void write(Dataset<Row> rows, Path file) throws IOException {
        Iterator<Row> each = rows.toLocalIterator();
        StructField[] fields = rows.schema().fields();
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            while (each.hasNext()) {
                Row row = each.next();
                ObjectNode line = JSON.createObjectNode();
                for (int i = 0; i < fields.length; i++) {
                    put(line, fields[i].name(), row.get(i));
                }
                lines.write(JSON.writeValueAsString(line));
                lines.newLine();
            }
        }
    }

    private static void put(ObjectNode line, String name, @Nullable Object value) {
        if (value instanceof scala.collection.Iterable<?> list) {
            ArrayNode array = line.putArray(name);
            CollectionConverters.asJava(list).forEach(element -> array.add(element == null ? null : text(element)));
        } else {
            line.put(name, value == null ? null : text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof Instant time) {
            return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }
}
