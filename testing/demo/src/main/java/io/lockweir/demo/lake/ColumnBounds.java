package io.lockweir.demo.lake;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.Column;
import io.lockweir.demo.canary.Leak;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.TypeUtil;

/**
 * Looks for bounds of encrypted columns in the manifests. Iceberg shortens bounds to sixteen characters or bytes, so a search
 * for whole values would not see them.
 */
public final class ColumnBounds {

    private ColumnBounds() {}

    /** One leak per file and encrypted column that has a lower or an upper bound. */
    public static List<Leak> leaks(BankTable bank, Table table) throws IOException {
        return leaks(
                bank.columns().stream()
                        .filter(column -> column.travel() == Column.Travel.ENCRYPTED)
                        .map(Column::name)
                        .toList(),
                table);
    }

    /** The same of a table with these encrypted columns. */
    public static List<Leak> leaks(Collection<String> encrypted, Table table) throws IOException {
        List<Leak> leaks = new ArrayList<>();
        try (CloseableIterable<FileScanTask> files =
                table.newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : files) {
                for (String column : encrypted) {
                    Set<Integer> leaves = leaves(table, column);
                    boolean bounded = bounded(task.file(), leaves)
                            || task.deletes().stream().anyMatch(deletes -> bounded(deletes, leaves));
                    if (bounded) {
                        leaks.add(new Leak("the manifest of " + table.name(), column, "a column bound"));
                    }
                }
            }
        }
        return leaks;
    }

    private static Set<Integer> leaves(Table table, String column) {
        Schema alone = table.schema().select(column);
        return TypeUtil.getProjectedIds(alone).stream().collect(Collectors.toSet());
    }

    static boolean bounded(ContentFile<?> file, Set<Integer> ids) {
        return Stream.of(file.lowerBounds(), file.upperBounds())
                .anyMatch(bounds -> bounds != null && anyOf(bounds, ids));
    }

    private static boolean anyOf(Map<Integer, ByteBuffer> bounds, Set<Integer> ids) {
        return bounds.keySet().stream().anyMatch(ids::contains);
    }
}
