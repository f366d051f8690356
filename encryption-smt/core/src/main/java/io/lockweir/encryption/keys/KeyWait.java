package io.lockweir.encryption.keys;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller waits for trouble with keys to pass. The work is done by other threads, so waiting always ends in time and by
 * interruption, however long a service hangs.
 *
 * @param longest the bound
 */
public record KeyWait(Duration longest) {
    /** Takes what is there. */
    static final KeyWait NONE = new KeyWait(Duration.ZERO);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * The result of an attempt, repeated while it fails in a way that may pass.
     *
     * @param attempt begins the work, or joins it where it was begun
     * @param passes which failures may pass
     * @throws KeyUnavailableError if it failed to the end of the wait, did not end, or the thread was interrupted
     */
    public <T> T until(Supplier<CompletableFuture<T>> attempt, Predicate<Throwable> passes) {
        return until(attempt, Optional::of, passes);
    }

    /**
     * As {@link #until(Supplier, Predicate)}, where a result may be over before it is taken: then it is asked for again, within the same
     * bound.
     *
     * @param taking takes the result, on the calling thread
     */
    <T, R> R until(
            Supplier<CompletableFuture<T>> attempt, Function<T, Optional<R>> taking, Predicate<Throwable> passes) {
        long deadline = System.nanoTime() + longest.toNanos();
        @Nullable Throwable last = null;
        while (true) {
            try {
                Optional<R> taken = taking.apply(
                        attempt.get().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
                if (taken.isPresent()) {
                    return taken.get();
                }
                if (deadline - System.nanoTime() <= 0) {
                    throw new KeyUnavailableError(
                            "A data key could not be used any more when it came, for " + longest.toMillis()
                                    + " ms (key.wait.ms): it was evicted, or the key service takes longer than dek.ttl.ms");
                }
            } catch (ExecutionException e) {
                Throwable failure = e.getCause() == null ? e : e.getCause();
                if (!passes.test(failure) || deadline - System.nanoTime() <= 0) {
                    throw rethrown(failure);
                }
                last = failure;
                pause(deadline);
            } catch (TimeoutException e) {
                if (last != null) {
                    throw rethrown(last);
                }
                throw new KeyUnavailableError("Neither key service nor key store answered within " + longest.toMillis()
                        + " ms (key.wait.ms)");
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static void pause(long deadline) {
        long nanos = Math.min(PAUSE_NANOS, deadline - System.nanoTime());
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static KeyUnavailableError interrupted() {
        Thread.currentThread().interrupt();
        return new KeyUnavailableError(
                KeyUnavailableError.Reason.CLOSED, "Interrupted while waiting for a data key", null);
    }

    /** As it was thrown by the thread that did the work: its trace says more than the one of the waiting thread. */
    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            return exception;
        }
        return new IllegalStateException(failure);
    }
}
