package io.lockweir.sink.record.quality;

import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Types;

/** A column, or a field of a structure, at its position; read when a rule asks for it. */
record RuleColumn(String name, int position, CelType declared, RuleType type) {

    /** Those of a structure that rules can use. */
    static List<RuleColumn> of(Types.StructType struct, String path, Consumer<CelType> structs) {
        List<RuleColumn> columns = new ArrayList<>();
        for (int position = 0; position < struct.fields().size(); position++) {
            Types.NestedField field = struct.fields().get(position);
            int at = position;
            RuleType.of(field.type(), path + "." + field.name(), structs)
                    .ifPresent(type ->
                            columns.add(new RuleColumn(field.name(), at, type.optional(field.isOptional()), type)));
        }
        return columns;
    }

    Object read(StructLike row) {
        return type.orNull(row.get(position, Object.class));
    }
}
