package io.lockweir.cassandra.oracle.inside;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ClusteringOrder;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultColumnMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultTableMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.parsing.DataTypeCqlNameParser;
import io.debezium.connector.cassandra.AbstractSchemaChangeListener;
import io.debezium.connector.cassandra.CassandraConnectorConfig;
import io.debezium.connector.cassandra.KeyspaceTable;
import io.debezium.connector.cassandra.SchemaHolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Debezium's schemas of tables that are described in a text, as its listener makes them of what the driver tells. Without user types. */
final class DebeziumTables extends AbstractSchemaChangeListener {

    DebeziumTables(CassandraConnectorConfig config) {
        super(config.getLogicalName(), config.getSourceInfoStructMaker(), new SchemaHolder());
    }

    SchemaHolder of(Path file) throws Exception {
        String[] head = {};
        List<String[]> columns = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split("\t", -1);
            if (words[0].equals("table")) {
                add(head, columns);
                head = words;
                columns.clear();
            } else {
                columns.add(words);
            }
        }
        add(head, columns);
        return getSchemaHolder();
    }

    private void add(String[] head, List<String[]> columns) {
        if (head.length == 0) {
            return;
        }
        CqlIdentifier keyspace = CqlIdentifier.fromInternal(head[2]);
        CqlIdentifier name = CqlIdentifier.fromInternal(head[3]);
        List<ColumnMetadata> partitionKey = new ArrayList<>();
        Map<ColumnMetadata, ClusteringOrder> clustering = new LinkedHashMap<>();
        Map<CqlIdentifier, ColumnMetadata> all = new LinkedHashMap<>();
        for (String[] words : columns) {
            CqlIdentifier column = CqlIdentifier.fromInternal(words[1]);
            ColumnMetadata metadata = new DefaultColumnMetadata(
                    keyspace,
                    name,
                    column,
                    new DataTypeCqlNameParser().parse(keyspace, words[2], Map.of(), null),
                    words[0].equals("static"));
            all.put(column, metadata);
            if (words[0].equals("pk")) {
                partitionKey.add(metadata);
            } else if (words[0].equals("ck")) {
                clustering.put(metadata, words[3].equals("desc") ? ClusteringOrder.DESC : ClusteringOrder.ASC);
            }
        }
        TableMetadata table = new DefaultTableMetadata(
                keyspace,
                name,
                UUID.fromString(head[1]),
                false,
                false,
                partitionKey,
                clustering,
                all,
                Map.of(CqlIdentifier.fromInternal("cdc"), true),
                Map.of());
        getSchemaHolder().addOrUpdateTableSchema(new KeyspaceTable(table), getKeyValueSchema(table));
    }
}
