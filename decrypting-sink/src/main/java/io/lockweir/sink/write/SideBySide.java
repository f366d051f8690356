package io.lockweir.sink.write;

import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes many small files at once: an object store answers each after some ten milliseconds, however small. The threads are
 * those of one call, so that nobody waits for another's store.
 */
public final class SideBySide {
    private static final int MOST = 8;

    private SideBySide() {}

    /**
     * Applies an action to each item, in no order. Returns when none is under way any more, even if interrupted.
     *
     * @throws RuntimeException the first failure; items that were not begun by then are left out
     * @throws CancellationException if interrupted before all were begun
     */
    public static <T> void forEach(Collection<T> items, Consumer<? super T> action) {
        if (items.size() < 2) {
            items.forEach(action);
            return;
        }
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(MOST, items.size()), SideBySide::daemon);
        items.forEach(item -> threads.execute(() -> {
            if (failure.get() == null) {
                try {
                    action.accept(item);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
            }
        }));
        threads.shutdown();
        if (!awaitAll(threads)) {
            failure.compareAndSet(null, new CancellationException("Interrupted"));
        }
        Throwable first = failure.get();
        if (first instanceof Error error) {
            throw error;
        } else if (first instanceof RuntimeException e) {
            throw e;
        }
    }

    /** Returns whether all were begun. */
    private static boolean awaitAll(ExecutorService threads) {
        boolean whole = true;
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.HOURS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
                whole &= threads.shutdownNow().isEmpty();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return whole;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lockweir-write");
        thread.setDaemon(true);
        return thread;
    }
}
