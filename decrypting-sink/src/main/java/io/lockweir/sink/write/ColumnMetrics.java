package io.lockweir.sink.write;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;

/**
 * Which column metrics go into manifests: the table's own choice, and none for decrypted leaves whatever the table says. Set
 * in the writer, since the table's properties protect only files that others write.
 */
final class ColumnMetrics {
    private ColumnMetrics() {}

    static MetricsConfig without(Table table, Set<String> decryptedColumns) {
        Map<String, String> properties = new HashMap<>(table.properties());
        for (int leaf : ColumnLeaves.of(table.schema(), decryptedColumns)) {
            String name = table.schema().findColumnName(leaf);
            properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + name, "none");
        }
        return MetricsConfig.from(properties, table.schema(), table.sortOrder());
    }
}
