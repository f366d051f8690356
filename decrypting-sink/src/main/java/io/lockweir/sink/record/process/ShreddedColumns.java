package io.lockweir.sink.record.process;

import io.lockweir.connect.record.OnShredded;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.convert.Columns;
import io.lockweir.sink.record.convert.Refusal;
import java.util.Locale;
import java.util.function.Function;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** What is written in the place of values of shredded subjects, as far as the columns of a table can hold it. */
record ShreddedColumns(OnShredded configured, Schema schema, Columns columns)
        implements Function<FieldPath, OnShredded> {

    @Override
    public OnShredded apply(FieldPath path) {
        Types.NestedField column = TableColumns.find(schema, path, columns);
        if (configured == OnShredded.FAIL || column == null) {
            return configured;
        }
        if (configured == OnShredded.REDACT && column.type().typeId() == Type.TypeID.STRING) {
            return OnShredded.REDACT;
        }
        return column.isOptional() ? OnShredded.NULL : OnShredded.FAIL;
    }

    /** Why a value of a shredded subject fails although something else is configured. */
    Refusal refusal(FieldPath path) {
        return new Refusal(
                ReasonCode.SHREDDED,
                path.toString(),
                "The value's subject was shredded, and on.shredded="
                        + configured.name().toLowerCase(Locale.ROOT)
                        + " has nothing to write into a required column; make the column optional");
    }
}
