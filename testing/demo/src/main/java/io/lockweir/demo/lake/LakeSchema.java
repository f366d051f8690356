package io.lockweir.demo.lake;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/** The schema of a bank table in the lake: the decrypted columns with their real types, then the sink's metadata columns. */
public final class LakeSchema {
    public static final String OPERATION = "_op";
    public static final String SOURCE_TIME = "_source_ts";

    private LakeSchema() {}

    public static Schema of(BankTable table) {
        List<Types.NestedField> fields = new ArrayList<>();
        for (Column column : table.columns()) {
            Type type = column.kind().icebergType();
            fields.add(
                    column.equals(table.key()) || column.equals(table.version())
                            ? Types.NestedField.required(fields.size() + 1, column.name(), type)
                            : Types.NestedField.optional(fields.size() + 1, column.name(), type));
        }
        metadata(fields, OPERATION, Types.StringType.get());
        metadata(fields, "_source_lsn", Types.LongType.get());
        metadata(fields, SOURCE_TIME, Types.TimestampType.withZone());
        metadata(fields, "_topic", Types.StringType.get());
        metadata(fields, "_kafka_partition", Types.IntegerType.get());
        metadata(fields, "_offset", Types.LongType.get());
        // The kinds carry placeholder ids for their elements: number everything anew.
        return TypeUtil.assignIncreasingFreshIds(new Schema(renumbered(fields)));
    }

    /** The same, with the primary key as identifier field. */
    public static Schema keyed(BankTable table) {
        Schema schema = of(table);
        int key = schema.findField(table.key().name()).fieldId();
        return new Schema(schema.columns(), Set.of(key));
    }

    /** Whether the key of a row tells its partition. */
    static boolean keyTells(BankTable table, PartitionSpec partitions) {
        return partitions.fields().stream()
                .allMatch(field -> partitions
                        .schema()
                        .findColumnName(field.sourceId())
                        .equals(table.key().name()));
    }

    private static void metadata(List<Types.NestedField> fields, String name, Type type) {
        fields.add(Types.NestedField.optional(fields.size() + 1, name, type));
    }

    /** Gives every list's element an id of its own, beyond those of the fields. */
    private static List<Types.NestedField> renumbered(List<Types.NestedField> fields) {
        List<Types.NestedField> unique = new ArrayList<>();
        int next = 1_000;
        for (Types.NestedField field : fields) {
            Type type = field.type().isListType()
                    ? Types.ListType.ofOptional(
                            next++, field.type().asListType().elementType())
                    : field.type();
            unique.add(Types.NestedField.from(field).ofType(type).build());
        }
        return unique;
    }
}
