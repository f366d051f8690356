package io.lockweir.demo.workload;

/**
 * The shares of the workload.
 *
 * @param writers concurrent connections
 * @param rolledBack fraction of the transactions that are rolled back as a whole
 * @param savepoints fraction of the transactions with a part that is rolled back to a savepoint
 * @param multiRow fraction of the transactions with more than one change
 * @param longest changes in the longest transaction
 */
public record Mix(int writers, double rolledBack, double savepoints, double multiRow, int longest) {
    public static final Mix BANK = new Mix(4, 0.04, 0.04, 0.5, 20);

    public Mix {
        if (writers < 1 || longest < 2) {
            throw new IllegalArgumentException(
                    "A mix has at least one writer and transactions of at least two changes");
        }
    }
}
