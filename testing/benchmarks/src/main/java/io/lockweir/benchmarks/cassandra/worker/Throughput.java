package io.lockweir.benchmarks.cassandra.worker;

/**
 * What a backlog that is worked off gives.
 *
 * @param perSecond records
 * @param eventBytes of a record, its key and value
 * @param stateBytes written to the state topic for each record; 0 without a state
 */
record Throughput(double perSecond, double eventBytes, double stateBytes) {

    /** Writes rows, starts the connector, and takes the time from the first records until all are there. */
    static Throughput measure(WorkerRun run, Images images, long rows) throws InterruptedException {
        try (PaymentWriter writer = run.writer()) {
            writer.write(0, rows, 0, payment -> {});
        }
        try (Arrivals arrivals = run.payments()) {
            run.startConnector();
            run.until(() -> arrivals.records() > 0, arrivals::poll);
            long begin = System.nanoTime();
            long before = arrivals.records();
            run.until(() -> arrivals.records() >= rows, arrivals::poll);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (arrivals.records() != rows) {
                throw new IllegalStateException(arrivals.records() + " records of " + rows + " rows");
            }
            double perSecond = (rows - before) / seconds;
            double eventBytes = (double) arrivals.bytes() / rows;
            return new Throughput(perSecond, eventBytes, images == Images.FULL ? stateBytes(run, rows) : 0);
        }
    }

    /** Writes rows as fast as the node takes them while the connector runs: records in a second, from the first write to the last arrival. */
    static double sustained(WorkerRun run, long rows) throws InterruptedException {
        run.startConnector();
        try (Arrivals arrivals = run.payments()) {
            long begin = System.nanoTime();
            try (Load load = new Load(run, rows, 0, payment -> {})) {
                run.until(() -> arrivals.records() >= rows, () -> {
                    arrivals.poll();
                    load.check();
                });
            }
            return rows * 1e9 / (System.nanoTime() - begin);
        }
    }

    /** Of each row that was written there: the last ones come only with a later checkpoint. */
    private static double stateBytes(WorkerRun run, long rows) {
        try (Arrivals state = run.state()) {
            run.until(() -> state.records() >= rows / 2, state::poll);
            return (double) state.bytes() / state.records();
        }
    }
}
