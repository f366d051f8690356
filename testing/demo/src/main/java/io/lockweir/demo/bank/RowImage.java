package io.lockweir.demo.bank;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.demo.proof.Change;
import io.lockweir.demo.proof.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** The canonical texts of one row, in column order; null stands for SQL's null. Holds values: never goes into a message. */
public final class RowImage {
    /** Stands for the operation of a row that is, whatever made it so. */
    public static final String LIVE = "live";

    private final BankTable table;
    private final List<@Nullable String> texts;

    private RowImage(BankTable table, List<@Nullable String> texts) {
        this.table = table;
        this.texts = texts;
    }

    /** From PostgreSQL's {@code to_jsonb(row)}. */
    public static RowImage ofAudit(BankTable table, JsonNode image) {
        List<@Nullable String> texts = new ArrayList<>();
        for (Column column : table.columns()) {
            JsonNode value = image.path(column.name());
            // A jsonb column that holds JSON's null is not SQL's null, but to_jsonb shows both alike; the workload has
            // none.
            texts.add(
                    value.isNull() || value.isMissingNode()
                            ? null
                            : column.kind().ofAudit(value));
        }
        return new RowImage(table, texts);
    }

    /** From a row that Iceberg's generic reader made; columns are found by name. */
    public static RowImage ofLake(BankTable table, Record row) {
        List<@Nullable String> texts = new ArrayList<>();
        for (Column column : table.columns()) {
            Object value = row.getField(column.name());
            texts.add(value == null ? null : column.kind().ofLake(value));
        }
        return new RowImage(table, texts);
    }

    /** What both sides agree on: clear columns only. */
    public String identity(String operation) {
        String key = table.tableName() + " " + operation + " key " + texts.get(0);
        return operation.equals(LIVE) ? key : key + " version " + texts.get(texts.size() - 1);
    }

    public Change change(String operation) {
        return new Change(Fingerprint.of(List.of(identity(operation))), Fingerprint.of(texts));
    }

    /** The names of the columns whose values differ. */
    public List<String> differences(RowImage other) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!java.util.Objects.equals(texts.get(i), other.texts.get(i))) {
                names.add(table.columns().get(i).name());
            }
        }
        return names;
    }
}
