package io.lockweir.sink.reconcile;

import io.lockweir.sink.reconcile.Difference.Kind;
import java.util.List;
import java.util.Map;

/**
 * What came out.
 *
 * @param ranges that hold rows of the source
 * @param differing ranges that differ
 * @param narrowed those of them that were looked at row by row
 * @param kinds keys that differ, in the ranges that were narrowed
 * @param shown some of these keys
 */
public record Comparison(
        long sourceRows,
        long tableRows,
        int ranges,
        int differing,
        int narrowed,
        Map<Kind, Long> kinds,
        List<Difference> shown) {

    public Comparison {
        kinds = Map.copyOf(kinds);
        shown = List.copyOf(shown);
    }

    public boolean equal() {
        return differing == 0;
    }
}
