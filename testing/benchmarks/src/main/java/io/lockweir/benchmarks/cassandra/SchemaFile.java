package io.lockweir.benchmarks.cassandra;

import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Field;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.UserDefined;
import io.lockweir.cassandra.format.schema.CqlTypeParser;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tables from the lines that the oracle reads too. */
final class SchemaFile {

    private final Map<String, UserDefined> types = new HashMap<>();
    private final List<TableSchema> tables = new ArrayList<>();

    static List<TableSchema> read(Path path) throws IOException {
        return tables(Files.readAllLines(path, StandardCharsets.UTF_8));
    }

    private static List<TableSchema> tables(List<String> lines) {
        SchemaFile file = new SchemaFile();
        List<String[]> block = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split("\t", -1);
            if (!block.isEmpty() && (words[0].equals("type") || words[0].equals("table"))) {
                file.add(block);
                block.clear();
            }
            block.add(words);
        }
        file.add(block);
        return file.tables;
    }

    private void add(List<String[]> block) {
        String[] head = block.get(0);
        List<String[]> rest = block.subList(1, block.size());
        if (head[0].equals("type")) {
            List<Field> fields = rest.stream()
                    .map(field -> new Field(field[1], type(field[2])))
                    .toList();
            types.put(head[2], new UserDefined(head[1], head[2], fields, Frozen.NO));
            return;
        }
        List<Column> keys = new ArrayList<>();
        List<Column> clusterings = new ArrayList<>();
        List<Column> statics = new ArrayList<>();
        List<Column> regulars = new ArrayList<>();
        for (String[] column : rest) {
            CqlType type = type(column[2]);
            switch (column[0]) {
                case "pk" -> keys.add(Column.partitionKey(column[1], type));
                case "ck" ->
                    clusterings.add(Column.clustering(
                            column[1], type, column[3].equals("desc") ? Order.DESCENDING : Order.ASCENDING));
                case "static" -> statics.add(Column.ofStatic(column[1], type));
                case "regular" -> regulars.add(Column.regular(column[1], type));
                default -> throw new IllegalArgumentException(column[0]);
            }
        }
        TableId id = TableId.of(UUID.fromString(head[1]));
        tables.add(new TableSchema(id, head[2], head[3], keys, clusterings, statics, regulars, List.of()));
    }

    private CqlType type(String text) {
        return CqlTypeParser.parse(text, name -> Optional.ofNullable(types.get(name)));
    }
}
