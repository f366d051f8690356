package io.lockweir.serde;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few workers for any number of threads: each is used by one thread at a time, the one used last first, since its ciphers are warm.
 * Threads beyond their number wait. Nothing hangs on threads, so that nothing is left in them.
 */
final class Pool<W extends Pool.Worker> implements AutoCloseable {
    /** Something for one thread at a time. */
    interface Worker extends AutoCloseable {
        @Override
        void close();
    }

    private final Supplier<W> maker;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<W> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** @param size how many workers there are at most; they are made when they are needed */
    Pool(int size, Supplier<W> maker) {
        this.permits = new Semaphore(size);
        this.maker = maker;
    }

    /**
     * Lends a worker.
     *
     * @throws IllegalStateException once the pool is closed
     */
    <R extends @Nullable Object> R with(Function<W, R> use) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("It was closed, nothing is encrypted or decrypted with it any more");
            }
            W known = idle.pollFirst();
            W worker = known == null ? maker.get() : known;
            try {
                return use.apply(worker);
            } finally {
                idle.addFirst(worker);
                if (closed) {
                    closeIdle();
                }
            }
        } finally {
            permits.release();
        }
    }

    /** Closes the idle workers; one in use is closed when it comes back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (W worker = idle.pollFirst(); worker != null; worker = idle.pollFirst()) {
            worker.close();
        }
    }
}
