package io.lockweir.sink.reconcile;

import io.lockweir.sink.reconcile.DatabaseValues.Precision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.apache.iceberg.types.Type;
import org.jspecify.annotations.Nullable;

/** A table of a database. */
public final class DatabaseSide implements Side {
    private static final int STEP = 1_000;

    private final Database database;
    private final Bound bound;
    private final List<DatabaseColumn> columns;
    private final List<Type> types;

    private DatabaseSide(Database database, Bound bound, List<DatabaseColumn> columns, List<Type> types) {
        this.database = database;
        this.bound = bound;
        this.columns = columns;
        this.types = types;
    }

    /** A side, or why there can be none. */
    public record Made(@Nullable DatabaseSide side, List<String> problems) {
        public Made {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Finds the source's column for each that is compared.
     *
     * @param naming name of the table's column, from that of the source's; null if it has none
     */
    public static Made of(Database database, ComparedRows rows, Bound bound, UnaryOperator<@Nullable String> naming) {
        List<DatabaseColumn> there = database.columns();
        List<DatabaseColumn> columns = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ComparedColumn column : rows.columns()) {
            DatabaseColumn found = there.stream()
                    .filter(each -> column.name().equals(naming.apply(each.name())))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                problems.add(column.name() + " (the source has no such column)");
            } else if (!found.fits(column.type())) {
                problems.add(column.name() + " (" + found.type() + " and " + column.type() + ")");
            } else {
                columns.add(found);
                types.add(column.type());
            }
        }
        return new Made(problems.isEmpty() ? new DatabaseSide(database, bound, columns, types) : null, problems);
    }

    @Override
    public String name() {
        return database.table();
    }

    @Override
    public void read(RowPrinter printer, IntPredicate wanted, Consumer<RowPrint> rows, Progress progress) {
        long total = bound.isNone() ? database.estimatedRows() : 0;
        long[] done = {0};
        database.rows(columns, bound, row -> {
            printer.print(values(row), wanted, rows);
            done[0]++;
            if (done[0] % STEP == 0) {
                progress.at(done[0], total);
            }
        });
        progress.at(done[0], done[0]);
    }

    private @Nullable Object[] values(ResultSet row) throws SQLException {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Precision precision = columns.get(i).type().endsWith("float4") ? Precision.SINGLE : Precision.OTHER;
            values[i] = DatabaseValues.of(types.get(i), row.getString(i + 1), precision);
        }
        return values;
    }
}
