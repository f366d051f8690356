package io.lockweir.sink.record.convert;

import io.lockweir.sink.record.ColumnRules;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.ReasonCode.Disposition;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Finds the column of a field. Nothing is left out, unless it was asked for. */
public final class Columns {
    private final ColumnRules rules;

    public Columns(ColumnRules rules) {
        this.rules = rules;
    }

    /** The column of a field, by the rules of naming; null if there is none. */
    public Types.@Nullable NestedField find(Types.StructType type, String field) {
        if (rules.exactNames()) {
            return type.field(field);
        }
        String wanted = name(field);
        List<Types.NestedField> found = type.fields().stream()
                .filter(column -> letters(column.name()).equals(wanted))
                .toList();
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * The column of a field; null if the field is to be ignored.
     *
     * @param reserved columns that others fill
     * @throws Refusal if a field of the name must not be there
     */
    Types.@Nullable NestedField of(Types.StructType type, String path, String field, Set<String> reserved) {
        Types.NestedField column = find(type, field);
        if (reserved.contains(column == null ? field : column.name())) {
            throw new Refusal(
                    ReasonCode.AMBIGUOUS_COLUMN,
                    Paths.field(path, field),
                    "A metadata column has this name; rename the metadata column with its columns.* key");
        }
        if (column != null) {
            return column;
        }
        return switch (rules.unknown()) {
            case IGNORE -> null;
            case HOLD -> throw unknown(Disposition.HOLD, Paths.field(path, field));
            case DLQ -> throw unknown(Disposition.QUARANTINE, Paths.field(path, field));
        };
    }

    private static Refusal unknown(Disposition disposition, String field) {
        return new Refusal(
                ReasonCode.UNKNOWN_FIELD,
                disposition,
                field,
                "The table has no such column; add it to the table, drop the field by policy, or set on.unknown.field");
    }

    /**
     * Notes a field as the one of its column.
     *
     * @throws Refusal if the column has one already
     */
    static void pair(Map<String, String> fields, String path, Types.NestedField column, String field) {
        if (fields.putIfAbsent(column.name(), field) != null) {
            throw new Refusal(
                    ReasonCode.AMBIGUOUS_COLUMN,
                    Paths.field(path, column.name()),
                    "Two fields have this column by columns.case and columns.names; drop one by policy");
        }
    }

    /** @throws ConfigException if the rules of naming make one of two columns */
    void requireDistinct(String path, Types.StructType type) {
        if (rules.exactNames()) {
            return;
        }
        Map<String, String> names = new HashMap<>();
        for (Types.NestedField column : type.fields()) {
            String other = names.put(letters(column.name()), column.name());
            if (other != null) {
                throw new ConfigException("The columns " + Paths.field(path, other) + " and "
                        + Paths.field(path, column.name()) + " differ in upper and lower case only; rename one, or set"
                        + " columns.case=exact");
            }
        }
    }

    boolean exactNames() {
        return rules.exactNames();
    }

    /** What to write to a column that a record does not have; null if nothing is said. */
    @Nullable
    Object missing(String path, Types.NestedField column) {
        return ColumnDefault.of(rules.defaults().get(path), path, column);
    }

    private String name(String field) {
        return letters(rules.naming() == ColumnRules.Naming.SNAKE_CASE ? SnakeCase.of(field) : field);
    }

    private String letters(String name) {
        return rules.letters() == ColumnRules.Case.INSENSITIVE ? name.toLowerCase(Locale.ROOT) : name;
    }
}
