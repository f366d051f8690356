package io.lockweir.cassandra.oracle.inside;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.cassandra.cql3.ColumnIdentifier;
import org.apache.cassandra.cql3.FieldIdentifier;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.ReversedType;
import org.apache.cassandra.db.marshal.UserType;
import org.apache.cassandra.schema.CQLTypeParser;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.KeyspaceMetadata;
import org.apache.cassandra.schema.KeyspaceParams;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.schema.TableParams;
import org.apache.cassandra.schema.Tables;
import org.apache.cassandra.schema.Types;

/**
 * Tables from a text, one word a tab: {@code type}, {@code field}, {@code table}, {@code pk}, {@code ck}, {@code static}, {@code regular},
 * {@code drop}. What a drop says holds for reading only: the log was written before.
 */
final class OracleSchema {

    private final Map<String, Map<String, UserType>> types = new LinkedHashMap<>();
    private final List<TableMetadata> tables = new ArrayList<>();

    static OracleSchema parse(Path file, boolean afterDrops) throws Exception {
        OracleSchema schema = new OracleSchema();
        List<String[]> block = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] words = line.split("\t", -1);
            if (!block.isEmpty() && (words[0].equals("type") || words[0].equals("table"))) {
                schema.add(block, afterDrops);
                block.clear();
            }
            block.add(words);
        }
        schema.add(block, afterDrops);
        return schema;
    }

    List<TableMetadata> tables() {
        return tables;
    }

    void register() {
        Map<String, List<TableMetadata>> byKeyspace = new LinkedHashMap<>();
        tables.forEach(table -> byKeyspace.computeIfAbsent(table.keyspace, k -> new ArrayList<>()).add(table));
        byKeyspace.forEach((keyspace, list) -> Schema.instance.transform(schema -> schema.withAddedOrUpdated(
                KeyspaceMetadata.create(keyspace, KeyspaceParams.simple(1), Tables.of(list)).withSwapped(types(keyspace)))));
    }

    private Types types(String keyspace) {
        Types.Builder builder = Types.builder();
        types.getOrDefault(keyspace, Map.of()).values().forEach(builder::add);
        return builder.build();
    }

    private void add(List<String[]> block, boolean afterDrops) {
        String[] head = block.get(0);
        if (head[0].equals("type")) {
            addType(head[1], head[2], block.subList(1, block.size()));
        } else {
            addTable(head, block.subList(1, block.size()), afterDrops);
        }
    }

    private void addType(String keyspace, String name, List<String[]> fields) {
        List<FieldIdentifier> names = new ArrayList<>();
        List<AbstractType<?>> fieldTypes = new ArrayList<>();
        for (String[] field : fields) {
            names.add(FieldIdentifier.forInternalString(field[1]));
            fieldTypes.add(type(keyspace, field[2]).freeze());
        }
        ByteBuffer bytes = ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
        types.computeIfAbsent(keyspace, k -> new LinkedHashMap<>())
                .put(name, new UserType(keyspace, bytes, names, fieldTypes, true));
    }

    private void addTable(String[] head, List<String[]> columns, boolean afterDrops) {
        String keyspace = head[2];
        TableMetadata.Builder table = TableMetadata.builder(keyspace, head[3], TableId.fromString(head[1]))
                .params(TableParams.builder().cdc(true).build());
        Map<String, String[]> drops = new LinkedHashMap<>();
        columns.stream().filter(column -> column[0].equals("drop")).forEach(column -> drops.put(column[1], column));
        for (String[] column : columns) {
            String name = column[1];
            ColumnIdentifier identifier = ColumnIdentifier.getInterned(name, true);
            AbstractType<?> type = column[0].equals("drop") ? null : type(keyspace, column[2]);
            String[] drop = afterDrops ? drops.get(name) : null;
            switch (column[0]) {
                case "pk" -> table.addPartitionKeyColumn(identifier, type);
                case "ck" -> table.addClusteringColumn(identifier, column[3].equals("desc") ? ReversedType.getInstance(type) : type);
                case "static" -> {
                    if (drop != null) {
                        table.recordColumnDrop(ColumnMetadata.staticColumn(keyspace, head[3], name, type), Long.parseLong(drop[2]));
                    }
                    if (drop == null || drop[3].equals("added-again")) {
                        table.addStaticColumn(identifier, type);
                    }
                }
                case "regular" -> {
                    if (drop != null) {
                        table.recordColumnDrop(ColumnMetadata.regularColumn(keyspace, head[3], name, type), Long.parseLong(drop[2]));
                    }
                    if (drop == null || drop[3].equals("added-again")) {
                        table.addRegularColumn(identifier, type);
                    }
                    if (type.isCounter()) {
                        table.isCounter(true);
                    }
                }
                default -> { }
            }
        }
        tables.add(table.build());
    }

    private AbstractType<?> type(String keyspace, String text) {
        return CQLTypeParser.parse(keyspace, text, types(keyspace));
    }
}
