package io.lockweir.sink.record.convert;

import io.lockweir.sink.record.ReasonCode;
import java.util.Set;
import org.apache.iceberg.types.Types;

/** The rule that every field has a column of its own: nothing is left out silently. */
final class Columns {
    private Columns() {}

    static void requireOne(Types.StructType type, String path, String field, Set<String> reserved) {
        if (reserved.contains(field)) {
            throw new Refusal(
                    ReasonCode.AMBIGUOUS_COLUMN,
                    Paths.field(path, field),
                    "A metadata column has this name; rename the metadata column with its columns.* key");
        }
        if (type.field(field) == null) {
            throw new Refusal(
                    ReasonCode.UNKNOWN_FIELD,
                    Paths.field(path, field),
                    "The table has no such column; add it to the table, or drop the field by policy");
        }
    }
}
