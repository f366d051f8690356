package io.lockweir.sink.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Types;

/** A design with something of everything, and how to change one part of it. */
final class Designs {

    static final Schema SCHEMA = new Schema(
            List.of(
                    Types.NestedField.required(1, "id", Types.LongType.get()),
                    Types.NestedField.optional(2, "score", Types.IntegerType.get(), "points so far"),
                    Types.NestedField.optional(
                            3,
                            "address",
                            Types.StructType.of(
                                    Types.NestedField.optional(5, "street", Types.StringType.get()),
                                    Types.NestedField.required(6, "ratio", Types.FloatType.get()))),
                    Types.NestedField.optional(4, "tags", Types.ListType.ofOptional(7, Types.DecimalType.of(9, 2)))),
            Set.of(1));

    private Designs() {}

    static TableDesign design() {
        return with(SCHEMA);
    }

    static TableDesign with(Schema schema) {
        return new TableDesign(
                Optional.empty(),
                2,
                schema,
                PartitionSpec.builderFor(schema).bucket("id", 4).build(),
                SortOrder.builderFor(schema).desc("score").build(),
                Map.of("write.format.default", "parquet"));
    }

    /** With one more column at the end, and another type of the second. */
    static Schema changed(Types.NestedField second, Types.NestedField... further) {
        List<Types.NestedField> columns = new ArrayList<>(SCHEMA.columns());
        columns.set(1, second);
        columns.addAll(List.of(further));
        return new Schema(columns, SCHEMA.identifierFieldIds());
    }
}
