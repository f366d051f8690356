package io.lockweir.sink.governance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Columns by id, those inside structures, lists and maps too: an id is what data files know a column by. */
final class ColumnDifferences {

    private final Schema design;
    private final Schema table;
    private final List<Difference> found = new ArrayList<>();

    private ColumnDifferences(Schema design, Schema table) {
        this.design = design;
        this.table = table;
    }

    static List<Difference> between(Schema design, Schema table) {
        ColumnDifferences differences = new ColumnDifferences(design, table);
        Map<Integer, Types.NestedField> expected = columns(design);
        Map<Integer, Types.NestedField> actual = columns(table);
        expected.forEach((id, column) -> differences.compare(column, actual.get(id)));
        actual.forEach((id, column) -> {
            if (!expected.containsKey(id) && design.findField(table.findColumnName(id)) == null) {
                differences.add(table.findColumnName(id), Difference.NOTHING, text(column));
            }
        });
        return differences.found;
    }

    private void compare(Types.NestedField expected, Types.@Nullable NestedField actual) {
        String name = design.findColumnName(expected.fieldId());
        if (actual == null) {
            Types.NestedField other = table.findField(name);
            add(name, text(expected), other == null ? Difference.NOTHING : text(other));
            return;
        }
        String there = table.findColumnName(actual.fieldId());
        if (!name.equals(there)) {
            add(name, "the name " + name, "the name " + there + " for id " + actual.fieldId());
        }
        if (!definition(expected).equals(definition(actual))) {
            add(name, definition(expected), definition(actual));
        }
        if (expected.doc() != null && !expected.doc().equals(actual.doc())) {
            add(name, "the doc \"" + expected.doc() + "\"", "\"" + Objects.toString(actual.doc(), "") + "\"");
        }
    }

    private void add(String column, String expected, String actual) {
        found.add(new Difference("column " + column, expected, actual));
    }

    private static String text(Types.NestedField column) {
        return definition(column) + " (id " + column.fieldId() + ")";
    }

    /** What is inside a structure, list or map are columns of their own. */
    private static String definition(Types.NestedField column) {
        StringBuilder text = new StringBuilder(column.isRequired() ? "required " : "optional ");
        text.append(column.type().isPrimitiveType() ? column.type().toString() : kind(column.type()));
        if (column.initialDefaultLiteral() != null) {
            text.append(" initial-default ").append(column.initialDefaultLiteral());
        }
        if (column.writeDefaultLiteral() != null) {
            text.append(" write-default ").append(column.writeDefaultLiteral());
        }
        return text.toString();
    }

    private static String kind(Type type) {
        return type.isStructType() ? "struct" : type.isListType() ? "list" : type.isMapType() ? "map" : type.toString();
    }

    /** In the order of the columns, parents before what is inside them. */
    private static Map<Integer, Types.NestedField> columns(Schema schema) {
        Map<Integer, Types.NestedField> columns = new LinkedHashMap<>();
        collect(schema.columns(), columns);
        return columns;
    }

    private static void collect(List<Types.NestedField> fields, Map<Integer, Types.NestedField> columns) {
        fields.forEach(field -> {
            columns.put(field.fieldId(), field);
            if (field.type().isNestedType()) {
                collect(field.type().asNestedType().fields(), columns);
            }
        });
    }
}
