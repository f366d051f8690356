package io.lockweir.encryption.keys;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few threads of a key source that call key services and the store, so that no task thread hangs in such a call; and one more for
 * what must happen in time, which calls nobody.
 */
public final class KeyWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWorkers.class);
    private static final int THREADS = 4;

    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService ticker;
    private final Set<Work<?>> running = ConcurrentHashMap.newKeySet();

    /** No thread runs before there is work. */
    public KeyWorkers() {
        workers = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("lockweir-keys-"));
        workers.allowCoreThreadTimeOut(true);
        ticker = Executors.newSingleThreadScheduledExecutor(named("lockweir-keys-ticker-"));
    }

    /** Does the work on one of the threads. Closing ends what is left with a {@link KeyUnavailableError}. */
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        Work<T> begun = new Work<>(work);
        running.add(begun);
        try {
            workers.execute(() -> run(begun));
        } catch (RejectedExecutionException e) {
            running.remove(begun);
            begun.result.completeExceptionally(closed());
        }
        return begun.result;
    }

    /** Runs a quick task again and again; what it throws is logged and does not end it. */
    public void every(Duration interval, Runnable task) {
        ScheduledFuture<?> unused = ticker.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        LOG.error("Looking after data keys failed; it is tried again in {}", interval, e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        workers.shutdownNow();
        running.forEach(each -> each.result.completeExceptionally(closed()));
        running.clear();
    }

    /** Not running any more before anybody hears of the result. */
    private <T> void run(Work<T> begun) {
        try {
            T value = begun.work.call();
            running.remove(begun);
            begun.result.complete(value);
        } catch (Exception | Error e) {
            running.remove(begun);
            begun.result.completeExceptionally(e);
        }
    }

    /** Work and its result, compared by identity. */
    private static final class Work<T> {
        private final Callable<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Work(Callable<T> work) {
            this.work = work;
        }
    }

    private static KeyUnavailableError closed() {
        return new KeyUnavailableError(
                KeyUnavailableError.Reason.CLOSED,
                "The key source was closed; nothing is encrypted or decrypted with it any more",
                null);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            // Not the one of whichever task came first: that would keep a stopped plugin's classes alive, or be the
            // worker's.
            thread.setContextClassLoader(KeyWorkers.class.getClassLoader());
            return thread;
        };
    }
}
