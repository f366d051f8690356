package io.lockweir.sink.write;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;

/**
 * How Parquet writes decrypted leaves: without trying a dictionary, since names and numbers of persons hardly ever come
 * twice, and without their least and greatest values in pages and footer, which readers cache. What the table itself says of
 * a column goes before.
 */
final class DecryptedEncodings {
    private DecryptedEncodings() {}

    /** Writer properties. */
    static Map<String, String> of(Table table, Set<String> decryptedColumns) {
        Map<String, String> properties = new HashMap<>();
        for (int leaf : ColumnLeaves.of(table.schema(), decryptedColumns)) {
            String name = table.schema().findColumnName(leaf);
            properties.put(TableProperties.PARQUET_DICT_ENCODING_ENABLED_COLUMN_PREFIX + name, "false");
            properties.put(TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX + name, "false");
        }
        properties.keySet().removeAll(table.properties().keySet());
        return properties;
    }
}
