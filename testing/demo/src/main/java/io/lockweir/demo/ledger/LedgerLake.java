package io.lockweir.demo.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/** The ledger's tables in the lake, as their owner makes and reads them. The sink upserts them by their keys. */
public final class LedgerLake implements AutoCloseable {
    private final RESTCatalog catalog = new RESTCatalog();
    private final Namespace namespace;

    /** @param properties of the REST catalog and its file access, as Iceberg names them */
    public LedgerLake(String namespace, Map<String, String> properties) {
        this.namespace = Namespace.of(namespace);
        catalog.initialize("ledger", properties);
    }

    public void createTables(int formatVersion) {
        if (!catalog.namespaceExists(namespace)) {
            catalog.createNamespace(namespace);
        }
        for (LedgerTable table : LedgerTable.values()) {
            catalog.buildTable(identifier(table), schema(table))
                    .withProperty(TableProperties.FORMAT_VERSION, Integer.toString(formatVersion))
                    .withProperty(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true")
                    .create();
        }
    }

    public Table table(LedgerTable table) {
        return catalog.loadTable(identifier(table));
    }

    private TableIdentifier identifier(LedgerTable table) {
        return TableIdentifier.of(namespace, table.tableName());
    }

    /** The decrypted columns with their types, the key as identifier fields, and where in Kafka a row comes from. */
    static Schema schema(LedgerTable table) {
        List<Types.NestedField> fields = new ArrayList<>();
        int[] next = {1_000};
        for (LedgerColumn column : table.columns()) {
            int id = fields.size() + 1;
            fields.add(
                    table.key().contains(column)
                            ? Types.NestedField.required(id, column.name(), column.type())
                            : Types.NestedField.optional(
                                    id, column.name(), TypeUtil.assignFreshIds(column.type(), () -> next[0]++)));
        }
        fields.add(Types.NestedField.optional(fields.size() + 1, "_kafka_partition", Types.IntegerType.get()));
        fields.add(Types.NestedField.optional(fields.size() + 1, "_offset", Types.LongType.get()));
        Set<Integer> key = IntStream.rangeClosed(1, table.key().size()).boxed().collect(Collectors.toSet());
        return new Schema(fields, key);
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }
}
