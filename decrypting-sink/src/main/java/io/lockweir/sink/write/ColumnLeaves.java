package io.lockweir.sink.write;

import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;

/** The columns of primitive type, at and below given columns: metrics and partitions are about leaves. */
final class ColumnLeaves {
    private ColumnLeaves() {}

    /** Field ids of the leaves. */
    static Set<Integer> of(Schema schema, Set<String> columns) {
        Set<Integer> leaves = new TreeSet<>();
        for (String column : columns) {
            Types.NestedField field = schema.findField(column);
            if (field == null) {
                throw new ConfigException("The table has no column " + column + ", which the policy decrypts");
            }
            collect(field.fieldId(), field.type(), leaves);
        }
        return leaves;
    }

    private static void collect(int id, Type type, Set<Integer> leaves) {
        if (type.isPrimitiveType()) {
            leaves.add(id);
        } else {
            TypeUtil.indexById(type.isStructType() ? type.asStructType() : Types.StructType.of(wrapper(id, type)))
                    .forEach((inner, field) -> {
                        if (field.type().isPrimitiveType()) {
                            leaves.add(inner);
                        }
                    });
        }
    }

    private static Types.NestedField wrapper(int id, Type type) {
        return Types.NestedField.optional(id, "column", type);
    }
}
