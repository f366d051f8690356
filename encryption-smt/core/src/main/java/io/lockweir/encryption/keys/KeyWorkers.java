package io.lockweir.encryption.keys;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few threads of a key source that call key services and the store, so that no task thread hangs in such a call; and one more for
 * what must happen in time, which calls nobody. Whatever may hang for itself has a lane, a few threads of its own: a key service that
 * takes questions and does not answer holds up nobody else's.
 */
public final class KeyWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWorkers.class);
    private static final int THREADS_OF_A_LANE = 4;
    private static final String COMMON = "";

    /** Who waits for the work: within a lane the more urgent comes first. */
    public enum Urgency {
        /** A record waits. */
        AWAITED,
        /** Nobody, yet. */
        AHEAD
    }

    private final Map<String, ThreadPoolExecutor> lanes = new HashMap<>();
    private final ThreadFactory threads = named("lockweir-keys-");
    private final ScheduledThreadPoolExecutor ticker;
    private final Set<Work<?>> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong submitted = new AtomicLong();
    private boolean closed;

    /** No thread runs before there is work. */
    public KeyWorkers() {
        // What is asked for after the end is not done: closing has ended what it was for.
        ticker = new ScheduledThreadPoolExecutor(
                1, named("lockweir-keys-ticker-"), new ThreadPoolExecutor.DiscardPolicy());
        ticker.setRemoveOnCancelPolicy(true);
    }

    /** Does work that somebody waits for, in the lane of whatever has none of its own, such as the store. */
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        return submit(Urgency.AWAITED, work);
    }

    /** Does the work in the lane of whatever has none of its own. */
    <T> CompletableFuture<T> submit(Urgency urgency, Callable<T> work) {
        return submit(COMMON, urgency, work);
    }

    /**
     * Does the work on one of the threads of a lane. Closing ends what is left with a {@link KeyUnavailableError}; work whose result was
     * completed by somebody else is not begun any more.
     *
     * @param lane of what may hang, such as a key-encryption key; there are as many as configuration names
     */
    public <T> CompletableFuture<T> submit(String lane, Urgency urgency, Callable<T> work) {
        Work<T> begun = new Work<>(work, urgency, submitted.incrementAndGet());
        running.add(begun);
        try {
            lane(lane).execute(begun);
        } catch (RejectedExecutionException e) {
            running.remove(begun);
            begun.result.completeExceptionally(closed());
        }
        return begun.result;
    }

    /** Runs a quick task later, unless the result is there before. */
    void unlessDone(CompletableFuture<?> result, Duration patience, Runnable task) {
        ScheduledFuture<?> later = ticker.schedule(task, patience.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<?> unused = result.whenComplete((value, failure) -> later.cancel(false));
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
        synchronized (lanes) {
            closed = true;
            lanes.values().forEach(ThreadPoolExecutor::shutdownNow);
        }
        running.forEach(each -> each.result.completeExceptionally(closed()));
        running.clear();
    }

    private ThreadPoolExecutor lane(String name) {
        synchronized (lanes) {
            if (closed) {
                throw new RejectedExecutionException("Closed");
            }
            return lanes.computeIfAbsent(name, first -> {
                ThreadPoolExecutor lane = new ThreadPoolExecutor(
                        THREADS_OF_A_LANE,
                        THREADS_OF_A_LANE,
                        30,
                        TimeUnit.SECONDS,
                        new PriorityBlockingQueue<>(),
                        threads);
                lane.allowCoreThreadTimeOut(true);
                return lane;
            });
        }
    }

    /** Work and its result, compared by identity; ordered by urgency, then age. */
    private final class Work<T> implements Runnable, Comparable<Work<?>> {
        private static final Comparator<Work<?>> ORDER =
                Comparator.<Work<?>, Urgency>comparing(each -> each.urgency).thenComparingLong(each -> each.number);

        private final Callable<T> work;
        private final Urgency urgency;
        private final long number;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Work(Callable<T> work, Urgency urgency, long number) {
            this.work = work;
            this.urgency = urgency;
            this.number = number;
        }

        /** Not running any more before anybody hears of the result. */
        @Override
        public void run() {
            try {
                if (result.isDone()) {
                    running.remove(this);
                    return;
                }
                T value = work.call();
                running.remove(this);
                result.complete(value);
            } catch (Exception | Error e) {
                running.remove(this);
                result.completeExceptionally(e);
            }
        }

        @Override
        @SuppressWarnings("ComparableType")
        public int compareTo(Work<?> other) {
            return ORDER.compare(this, other);
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
