package io.lockweir.benchmarks.sink;

/**
 * How much is measured.
 *
 * @param rounds measurements of each path, in turn
 * @param warmUpRounds before them, not counted
 * @param batches records of a measurement, in units of what a poll brings
 */
record Effort(int rounds, int warmUpRounds, int batches) {

    Effort {
        if (rounds < 1 || batches < 1) {
            throw new IllegalArgumentException("At least one round of one batch of rows is needed");
        }
    }

    static Effort of(int rounds, int warmUpRounds, int rows) {
        return new Effort(rounds, warmUpRounds, rows / Workload.BATCH);
    }

    int rows() {
        return batches * Workload.BATCH;
    }
}
