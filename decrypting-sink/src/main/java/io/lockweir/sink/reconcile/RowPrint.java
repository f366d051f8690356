package io.lockweir.sink.reconcile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a row.
 *
 * @param columns a digest a column, in detail only; else empty
 * @param keyText the key's values, in detail and if they may be told; else null
 */
public record RowPrint(
        Digest key,
        Digest row,
        List<Long> columns,
        @Nullable String keyText) {

    /** Without the key's text, which is for the report alone. */
    @Override
    public String toString() {
        return "RowPrint[" + key + "]";
    }
}
