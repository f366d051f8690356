package io.lockweir.sink.reconcile;

import io.lockweir.sink.reconcile.ComparedColumn.Disclosure;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** A side in memory. Columns: a number, a text, and a text of which nothing may be told. */
record Rows(String name, List<@Nullable Object[]> rows) implements Side {
    static final String CANARY = "canary-4711";
    static final List<ComparedColumn> COLUMNS = List.of(
            new ComparedColumn("id", Types.LongType.get(), Disclosure.CLEAR),
            new ComparedColumn("city", Types.StringType.get(), Disclosure.CLEAR),
            new ComparedColumn("email", Types.StringType.get(), Disclosure.SECRET));
    static final ComparedRows BY_ID = new ComparedRows(COLUMNS, List.of(0));
    static final ComparedRows BY_EMAIL = new ComparedRows(COLUMNS, List.of(2));
    static final ComparedRows KEYLESS = new ComparedRows(COLUMNS, List.of());

    static Rows of(@Nullable Object[]... rows) {
        return new Rows("rows", Arrays.asList(rows));
    }

    static @Nullable Object[] row(long id, @Nullable String city) {
        return new Object[] {id, city, CANARY + id};
    }

    @Override
    public void read(RowPrinter printer, IntPredicate wanted, Consumer<RowPrint> prints, Progress progress) {
        rows.forEach(row -> printer.print(row, wanted, prints));
        progress.at(rows.size(), rows.size());
    }
}
