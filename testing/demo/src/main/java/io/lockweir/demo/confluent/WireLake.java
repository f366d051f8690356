package io.lockweir.demo.confluent;

import io.lockweir.demo.lake.Lake;
import io.lockweir.demo.lake.LakeRows;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.TypeUtil;

/** The tables of wires, as their owner makes and reads them. */
final class WireLake implements AutoCloseable {
    private final RESTCatalog catalog = new RESTCatalog();
    private final Namespace namespace = Namespace.of("bank_" + WireTable.FAMILY);

    /** @param properties of the REST catalog and its file access, as Iceberg names them */
    WireLake(Map<String, String> properties) {
        catalog.initialize(WireTable.FAMILY, properties);
    }

    /** The sink does not know which columns were secret: the converter decrypts before it. So the owner keeps their bounds out of manifests. */
    void createTables() {
        catalog.createNamespace(namespace);
        for (WireTable table : WireTable.values()) {
            var builder = catalog.buildTable(identifier(table), table.lake());
            for (String column : table.secrets().keySet()) {
                for (int leaf : TypeUtil.getProjectedIds(table.lake().select(column))) {
                    builder = builder.withProperty(
                            TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX
                                    + table.lake().findColumnName(leaf),
                            "none");
                }
            }
            builder.create();
        }
    }

    Table table(WireTable table) {
        return catalog.loadTable(identifier(table));
    }

    /** Committed rows of both tables. */
    long rows() {
        long rows = 0;
        for (WireTable table : WireTable.values()) {
            rows += Lake.rows(table(table));
        }
        return rows;
    }

    void forEach(WireTable table, Consumer<Record> reader) throws IOException {
        new LakeRows(table(table)).forEach(row -> reader.accept(row.row()));
    }

    private TableIdentifier identifier(WireTable table) {
        return TableIdentifier.of(namespace, table.tableName());
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }
}
