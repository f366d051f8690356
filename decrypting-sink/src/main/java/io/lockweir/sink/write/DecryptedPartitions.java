package io.lockweir.sink.write;

import java.util.Set;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.kafka.common.config.ConfigException;

/**
 * The rule that no partition tells a decrypted value: partition values stand in paths, manifests and catalogs. Identity
 * and truncate show it, and so does a year, month, day or hour of it; only a hash bucket is accepted.
 */
public final class DecryptedPartitions {
    private DecryptedPartitions() {}

    /**
     * Refuses a table whose default spec breaks the rule.
     *
     * @throws ConfigException naming table, partition field and column
     */
    public static void refuse(Table table, Set<String> decryptedColumns) {
        PartitionSpec spec = table.spec();
        Set<Integer> leaves = ColumnLeaves.of(table.schema(), decryptedColumns);
        for (PartitionField field : spec.fields()) {
            if (leaves.contains(field.sourceId()) && !hides(field)) {
                throw new ConfigException(
                        "Table " + table.name() + " is partitioned by " + field.transform() + " of the column "
                                + table.schema().findColumnName(field.sourceId())
                                + ", which the policy decrypts: its values would stand in paths and manifests. Partition by bucket or by"
                                + " another column");
            }
        }
    }

    private static boolean hides(PartitionField field) {
        return field.transform().isVoid() || field.transform().toString().startsWith("bucket[");
    }
}
