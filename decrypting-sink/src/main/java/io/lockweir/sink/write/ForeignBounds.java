package io.lockweir.sink.write;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.MetricsModes;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;

/**
 * What keeps other writers, such as a compaction, from putting clear bounds of decrypted columns into manifests. The sink itself
 * needs none of it.
 */
public final class ForeignBounds {
    private ForeignBounds() {}

    /** The properties that a table lacks, with their values; empty if others hide all bounds of decrypted columns. */
    public static Map<String, String> unhidden(Table table, Set<String> decryptedColumns) {
        Map<String, String> missing = hiding(table.schema(), decryptedColumns);
        MetricsConfig metrics = MetricsConfig.forTable(table);
        missing.keySet()
                .removeIf(key -> metrics.columnMode(
                                key.substring(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX.length()))
                        .equals(MetricsModes.None.get()));
        return missing;
    }

    /** The properties that hide the bounds of columns. */
    public static Map<String, String> hiding(Schema schema, Set<String> columns) {
        Map<String, String> properties = new TreeMap<>();
        for (int leaf : ColumnLeaves.of(schema, columns)) {
            properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + schema.findColumnName(leaf), "none");
        }
        return properties;
    }
}
