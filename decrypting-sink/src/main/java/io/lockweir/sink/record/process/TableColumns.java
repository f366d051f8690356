package io.lockweir.sink.record.process;

import io.lockweir.connect.rule.OnRead;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import io.lockweir.sink.record.convert.Columns;
import io.lockweir.sink.record.policy.TablePolicy;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Field paths of a policy as columns of a table. */
final class TableColumns {
    private TableColumns() {}

    /**
     * Full names of the columns that receive decrypted values.
     *
     * @throws ConfigException if a field to decrypt has no column
     */
    static Set<String> decrypted(TableIdentifier table, Schema schema, TablePolicy policy, Columns columns) {
        Set<String> names = new TreeSet<>();
        for (FieldPath path : policy.fields(OnRead.DECRYPT)) {
            names.add(schema.findColumnName(column(table, schema, path, columns).fieldId()));
        }
        return names;
    }

    /**
     * Full names of the columns that receive ciphertext.
     *
     * @throws ConfigException if a field to keep has no column
     */
    static Set<String> kept(TableIdentifier table, Schema schema, TablePolicy policy, Columns columns) {
        Set<String> names = new TreeSet<>();
        for (FieldPath path : policy.fields(OnRead.KEEP)) {
            names.add(schema.findColumnName(column(table, schema, path, columns).fieldId()));
        }
        return names;
    }

    /** Full names of the columns that receive decrypted values though no rule names them; metadata is not decrypted. */
    static Set<String> decryptedUnnamed(Schema schema, TablePolicy policy, Set<String> metadata) {
        Set<String> names = new TreeSet<>();
        for (Types.NestedField column : schema.columns()) {
            if (!metadata.contains(column.name())) {
                collect(column, FieldPath.of(column.name()), schema, policy, names);
            }
        }
        return names;
    }

    private static void collect(
            Types.NestedField column, FieldPath path, Schema schema, TablePolicy policy, Set<String> names) {
        if (policy.decryptsUnnamed(path)) {
            names.add(schema.findColumnName(column.fieldId()));
        }
        if (column.type().isStructType()) {
            column.type()
                    .asStructType()
                    .fields()
                    .forEach(child -> collect(child, path.then(new Step.Field(child.name())), schema, policy, names));
        }
    }

    /** Full names of the columns that may receive decrypted values some day, from whatever topic. */
    static Set<String> everDecrypted(Schema schema, TablePolicy policy, Columns columns) {
        Set<String> names = new TreeSet<>();
        for (FieldPath path : policy.everDecrypted()) {
            Types.NestedField column = find(schema, path, columns);
            if (column != null) {
                names.add(schema.findColumnName(column.fieldId()));
            }
        }
        return names;
    }

    private static Types.NestedField column(TableIdentifier table, Schema schema, FieldPath path, Columns columns) {
        if (path.steps().isEmpty()) {
            throw new ConfigException("The policy of table " + table + " names the whole row; name fields");
        }
        Types.NestedField column = find(schema, path, columns);
        if (column == null) {
            throw new ConfigException("Table " + table + " has no column for the field " + path
                    + " of its policy; correct the policy, or add the column");
        }
        return column;
    }

    static Types.@Nullable NestedField find(Schema schema, FieldPath path, Columns columns) {
        Types.NestedField column = null;
        Type type = schema.asStruct();
        for (Step step : path.steps()) {
            column = child(type, step, columns);
            if (column == null) {
                return null;
            }
            type = column.type();
        }
        return column;
    }

    private static Types.@Nullable NestedField child(Type type, Step step, Columns columns) {
        if (step instanceof Step.Field field) {
            return type.isStructType() ? columns.find(type.asStructType(), field.name()) : null;
        }
        if (step instanceof Step.Element) {
            return type.isListType() ? type.asListType().fields().get(0) : null;
        }
        if (!type.isMapType()) {
            return null;
        }
        return type.asMapType().fields().get(step instanceof Step.MapKey ? 0 : 1);
    }
}
