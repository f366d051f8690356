package io.lockweir.sink.record.process;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.sink.record.WriteModes;
import io.lockweir.sink.record.policy.TablePolicy;
import io.lockweir.sink.write.DeleteScope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;

/** The columns that tell rows of an upserted table apart. */
final class KeyColumns {
    private static final Set<TypeID> INEXACT =
            EnumSet.of(TypeID.FLOAT, TypeID.DOUBLE, TypeID.UNKNOWN, TypeID.GEOMETRY, TypeID.GEOGRAPHY);

    private KeyColumns() {}

    /**
     * Field ids, in the order of the schema.
     *
     * @param names empty for the table's identifier fields
     * @param metadata names of columns that tell where a row came from
     * @throws ConfigException if there are none, or one is no required top-level column of a type that compares exactly, or is
     *     not fed with equal values for equal ones, or if deletes by them would not reach all rows
     */
    static List<Integer> of(
            TableIdentifier identifier, Table table, List<String> names, Set<String> metadata, TablePolicy policy) {
        Schema schema = table.schema();
        Set<Integer> ids = names.isEmpty()
                ? schema.identifierFieldIds()
                : names.stream().map(name -> named(identifier, schema, name)).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            throw new ConfigException("Table " + identifier + " has no identifier fields, and " + WriteModes.KEY_COLUMNS
                    + " names no columns: what tells its rows apart is not known. Set one of both, or take the table out of "
                    + WriteModes.TABLES);
        }
        for (int id : ids) {
            check(identifier, schema, id, metadata);
            policy.requireStable(FieldPath.of(schema.findField(id).name()));
        }
        // Refuses what cannot be upserted into.
        DeleteScope.of(table, ids);
        return schema.columns().stream()
                .map(Types.NestedField::fieldId)
                .filter(ids::contains)
                .toList();
    }

    private static int named(TableIdentifier table, Schema schema, String name) {
        Types.NestedField column = schema.asStruct().field(name);
        if (column == null) {
            throw new ConfigException("Table " + table + " has no top-level column " + name + ", which "
                    + WriteModes.KEY_COLUMNS + " names; correct the list, or add the column");
        }
        return column.fieldId();
    }

    private static void check(TableIdentifier table, Schema schema, int id, Set<String> metadata) {
        Types.NestedField column = schema.asStruct().field(id);
        if (column == null
                || metadata.contains(column.name())
                || column.isOptional()
                || !column.type().isPrimitiveType()
                || INEXACT.contains(column.type().typeId())) {
            throw new ConfigException("Column " + schema.findColumnName(id) + " of table " + table
                    + " cannot tell rows apart: key columns are required top-level columns of the row, of primitive type, and not of"
                    + " float, double or a geometry. Change the column, or name others with " + WriteModes.KEY_COLUMNS);
        }
    }
}
