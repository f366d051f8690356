package io.lockweir.benchmarks.cassandra.worker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;

/** Payments that are written while something else is watched. Closing it ends it. */
final class Load implements AutoCloseable {

    private final PaymentWriter writer;
    private final FutureTask<Void> writing;
    private final Thread thread;

    /** Starts it; see {@link PaymentWriter#write}. */
    Load(WorkerRun run, long count, double perSecond, LongConsumer acknowledged) {
        this.writer = run.writer();
        this.writing = new FutureTask<>(() -> {
            writer.write(0, count, perSecond, acknowledged);
            return null;
        });
        this.thread = new Thread(writing, "payments");
        thread.start();
    }

    /** Throws if it has failed. */
    void check() {
        if (writing.isDone()) {
            try {
                writing.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("the load ended", e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        writer.close();
    }
}
