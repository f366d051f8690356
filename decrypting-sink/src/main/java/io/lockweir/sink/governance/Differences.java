package io.lockweir.sink.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.jspecify.annotations.Nullable;

/** Compares a table with its design. Pure. */
public final class Differences {

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /** Everything in which the table is not as designed, in a stable order; empty if it is. */
    public static List<Difference> between(TableDesign design, TableDesign table) {
        Differences differences = new Differences();
        design.uuid()
                .ifPresent(
                        uuid -> differences.compare("uuid", uuid, table.uuid().orElse(Difference.NOTHING)));
        differences.compare(
                "format version", Integer.toString(design.formatVersion()), Integer.toString(table.formatVersion()));
        differences.found.addAll(ColumnDifferences.between(design.schema(), table.schema()));
        differences.compare("identifier fields", identifiers(design.schema()), identifiers(table.schema()));
        differences.compare("partition spec", text(design.spec()), text(table.spec()));
        differences.compare("sort order", text(design.order(), design.schema()), text(table.order(), table.schema()));
        differences.properties(design.properties(), table.properties());
        return List.copyOf(differences.found);
    }

    private void compare(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            found.add(new Difference(what, expected, actual));
        }
    }

    private void properties(Map<String, String> expected, Map<String, String> actual) {
        new TreeMap<>(expected).forEach((key, value) -> {
            @Nullable String there = actual.get(key);
            compare("property " + key, value, there == null ? Difference.NOTHING : there);
        });
    }

    private static String identifiers(Schema schema) {
        Set<String> names = new TreeSet<>(schema.identifierFieldNames());
        return names.isEmpty() ? Difference.NOTHING : String.join(", ", names);
    }

    private static String text(PartitionSpec spec) {
        return spec.isUnpartitioned()
                ? "unpartitioned"
                : spec.fields().stream()
                        .map(field -> field.transform() + "("
                                + spec.schema().findColumnName(field.sourceId()) + ") as " + field.name() + " (id "
                                + field.fieldId() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String text(SortOrder order, Schema schema) {
        return order.isUnsorted()
                ? "unsorted"
                : order.fields().stream()
                        .map(field -> field.transform() + "(" + schema.findColumnName(field.sourceId()) + ") "
                                + field.direction() + " " + field.nullOrder())
                        .collect(Collectors.joining(", "));
    }
}
