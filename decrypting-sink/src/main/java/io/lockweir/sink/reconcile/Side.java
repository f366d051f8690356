package io.lockweir.sink.reconcile;

import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * One of the two that are compared, as it stood at one moment: each reading gives the same rows, in any order.
 */
public interface Side {

    /** What it is, for people. */
    String name();

    /**
     * Reads the rows whose keys fall into wanted ranges; others may be given as well.
     *
     * @param wanted by the number of the range
     * @throws ReadFailure if it cannot be read
     */
    void read(RowPrinter printer, IntPredicate wanted, Consumer<RowPrint> rows, Progress progress);

    /** How far a reading has come. */
    @FunctionalInterface
    interface Progress {
        /**
         * Called now and then; cheap.
         *
         * @param total as far as is known, else 0
         */
        void at(long done, long total);
    }
}
