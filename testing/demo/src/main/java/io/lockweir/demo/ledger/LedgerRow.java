package io.lockweir.demo.ledger;

import com.datastax.oss.driver.api.core.cql.Row;
import io.lockweir.demo.proof.Change;
import io.lockweir.demo.proof.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** The canonical texts of one row, in column order. Holds values: never goes into a message. */
final class LedgerRow {
    private final LedgerTable table;
    private final List<@Nullable String> texts;

    private LedgerRow(LedgerTable table, Function<String, @Nullable Object> values) {
        this.table = table;
        this.texts = new ArrayList<>();
        for (LedgerColumn column : table.columns()) {
            texts.add(CanonicalValue.of(values.apply(column.name()), column.elements()));
        }
    }

    /** Empty for what a query shows though it is no row of this table: a partition without rows, or without static columns. */
    static Optional<LedgerRow> ofCassandra(LedgerTable table, Row row) {
        LedgerRow made = new LedgerRow(table, row::getObject);
        int keys = table.key().size();
        boolean whole = made.texts.subList(0, keys).stream().allMatch(Objects::nonNull);
        boolean any = table != LedgerTable.PAYMENTS_STATIC
                || made.texts.subList(keys, made.texts.size()).stream().anyMatch(Objects::nonNull);
        return whole && any ? Optional.of(made) : Optional.empty();
    }

    static LedgerRow ofLake(LedgerTable table, Record row) {
        return new LedgerRow(table, row::getField);
    }

    /** Clear columns only. */
    String identity() {
        return table.tableName() + " key " + texts.subList(0, table.key().size());
    }

    Change change() {
        return new Change(Fingerprint.of(List.of(identity())), Fingerprint.of(texts));
    }

    /** The names of the columns whose values differ. */
    List<String> differences(LedgerRow other) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!Objects.equals(texts.get(i), other.texts.get(i))) {
                names.add(table.columns().get(i).name());
            }
        }
        return names;
    }
}
