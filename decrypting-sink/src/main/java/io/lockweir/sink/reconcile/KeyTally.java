package io.lockweir.sink.reconcile;

import io.lockweir.sink.reconcile.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both sides have of one key. */
final class KeyTally {
    private final long[] columns;
    private long source;
    private long table;
    private long high;
    private long low;
    private @Nullable String text;

    KeyTally(int columns) {
        this.columns = new long[columns];
    }

    void source(RowPrint print) {
        source++;
        take(print, 1);
    }

    void table(RowPrint print) {
        table++;
        take(print, -1);
    }

    /** Each half by itself, modulo 2^64: enough where keys are compared one by one. */
    private void take(RowPrint print, long sign) {
        high += sign * print.row().high();
        low += sign * print.row().low();
        for (int i = 0; i < columns.length; i++) {
            columns[i] += sign * print.columns().get(i);
        }
        if (text == null) {
            text = print.keyText();
        }
    }

    /** @param names of all columns */
    Optional<Difference> difference(List<String> names) {
        if (source == table) {
            return high == 0 && low == 0 ? Optional.empty() : Optional.of(of(Kind.DIFFERENT, differing(names)));
        }
        Kind kind = table == 0 ? Kind.MISSING : source == 0 ? Kind.EXTRA : Kind.REPEATED;
        return Optional.of(of(kind, List.of()));
    }

    private List<String> differing(List<String> names) {
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] != 0) {
                differing.add(names.get(i));
            }
        }
        return differing;
    }

    private Difference of(Kind kind, List<String> differing) {
        return new Difference(kind, Optional.ofNullable(text), source, table, differing);
    }
}
