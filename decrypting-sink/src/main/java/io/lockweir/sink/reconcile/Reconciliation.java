package io.lockweir.sink.reconcile;

import io.lockweir.sink.reconcile.Difference.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares. Reads each side once; if something differs, once more for the ranges that do.
 *
 * @param narrowRows keys to hold in memory when ranges are narrowed to rows; ranges beyond are not narrowed
 * @param show keys to tell
 */
public record Reconciliation(ComparedRows rows, Side source, Side table, int narrowRows, int show) {

    /** Told what is being done. */
    @FunctionalInterface
    public interface Watch {
        Side.Progress reading(String what);
    }

    /**
     * Does it.
     *
     * @throws ReadFailure if a side cannot be read
     */
    public Comparison compare(Watch watch) {
        RowPrinter printer = new RowPrinter(rows);
        RangeSums inSource = new RangeSums();
        RangeSums inTable = new RangeSums();
        source.read(printer, range -> true, inSource::add, watch.reading("reading " + source.name()));
        table.read(printer, range -> true, inTable::add, watch.reading("reading " + table.name()));
        BitSet differing = inSource.differing(inTable);
        BitSet chosen = chosen(differing, inSource, inTable);
        List<Difference> differences = chosen.isEmpty() ? List.of() : narrow(printer, chosen, watch);
        Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
        differences.forEach(difference -> kinds.merge(difference.kind(), 1L, Long::sum));
        return new Comparison(
                inSource.rows(),
                inTable.rows(),
                inSource.filled(),
                differing.cardinality(),
                chosen.cardinality(),
                kinds,
                differences.stream().limit(show).toList());
    }

    /** As many as fit into memory, and one at least. */
    private BitSet chosen(BitSet differing, RangeSums inSource, RangeSums inTable) {
        BitSet chosen = new BitSet(Digest.RANGES);
        long keys = 0;
        for (int range = differing.nextSetBit(0); range >= 0; range = differing.nextSetBit(range + 1)) {
            keys += Math.max(inSource.count(range), inTable.count(range));
            if (keys <= narrowRows || chosen.isEmpty()) {
                chosen.set(range);
            }
        }
        return chosen;
    }

    private List<Difference> narrow(RowPrinter printer, BitSet chosen, Watch watch) {
        printer.detail();
        Map<Digest, KeyTally> tallies = new HashMap<>();
        int columns = rows.columns().size();
        source.read(
                printer,
                chosen::get,
                print -> {
                    if (chosen.get(print.key().range())) {
                        tally(tallies, print, columns).source(print);
                    }
                },
                watch.reading("narrowing " + source.name()));
        table.read(
                printer,
                chosen::get,
                print -> {
                    if (chosen.get(print.key().range())) {
                        tally(tallies, print, columns).table(print);
                    }
                },
                watch.reading("narrowing " + table.name()));
        List<String> names = rows.columns().stream().map(ComparedColumn::name).toList();
        List<Difference> differences = new ArrayList<>();
        tallies.values().forEach(tally -> tally.difference(names).ifPresent(differences::add));
        differences.sort((one, other) -> {
            int kinds = one.kind().compareTo(other.kind());
            return kinds != 0
                    ? kinds
                    : one.key().orElse("").compareTo(other.key().orElse(""));
        });
        return differences;
    }

    private static KeyTally tally(Map<Digest, KeyTally> tallies, RowPrint print, int columns) {
        return Objects.requireNonNull(tallies.computeIfAbsent(print.key(), key -> new KeyTally(columns)));
    }
}
