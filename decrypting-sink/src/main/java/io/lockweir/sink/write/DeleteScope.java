package io.lockweir.sink.write;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.kafka.common.config.ConfigException;

/**
 * With which partition spec equality deletes are written so that they reach every older row of their key. They hold in one
 * partition of one spec; those of an unpartitioned spec hold in the whole table, whatever specs its files have.
 *
 * @param spec the table's own, for deletes in the partition of the key, or an unpartitioned one of its history
 */
public record DeleteScope(PartitionSpec spec) {

    /** Whether deletes are written into the partition that the key tells. */
    public boolean inPartition() {
        return spec.isPartitioned();
    }

    /**
     * The scope of a table.
     *
     * @param keyColumns field ids of the columns that tell rows apart
     * @throws ConfigException if no scope reaches all rows, naming the column or the specs, and what to do
     */
    public static DeleteScope of(Table table, Set<Integer> keyColumns) {
        List<PartitionField> others = outside(table.spec(), keyColumns);
        if (table.specs().size() == 1 && others.isEmpty()) {
            return new DeleteScope(table.spec());
        }
        Optional<PartitionSpec> global = table.specs().values().stream()
                .filter(PartitionSpec::isUnpartitioned)
                .findFirst();
        return new DeleteScope(global.orElseThrow(() -> unsafe(table, others)));
    }

    private static List<PartitionField> outside(PartitionSpec spec, Set<Integer> keyColumns) {
        return spec.fields().stream()
                .filter(field -> !field.transform().isVoid() && !keyColumns.contains(field.sourceId()))
                .toList();
    }

    private static ConfigException unsafe(Table table, List<PartitionField> others) {
        String what = others.isEmpty()
                ? "has the partition specs " + table.specs().keySet()
                        + ", and deletes of one do not reach rows of another"
                : "is partitioned by " + names(table, others)
                        + ", outside of the key: the delete of a row would have to" + " know where it stands";
        return new ConfigException("UNSAFE_UPSERT: table " + table.name() + " " + what
                + ". Make the column part of the key, or create the table unpartitioned and add the partitioning afterwards:"
                + " deletes under an unpartitioned spec reach all rows");
    }

    private static String names(Table table, List<PartitionField> fields) {
        return fields.stream()
                .map(field -> table.schema().findColumnName(field.sourceId()))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
