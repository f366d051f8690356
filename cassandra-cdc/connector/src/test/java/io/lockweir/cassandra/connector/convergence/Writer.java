package io.lockweir.cassandra.connector.convergence;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the workload, some statements at a time, and counts into the table {@code seq}, of which each row is written once. */
final class Writer {
    private static final int IN_FLIGHT = 32;

    private final CqlSession session;
    private final Workload workload;
    private final PreparedStatement numbered;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Semaphore free = new Semaphore(IN_FLIGHT);

    Writer(CqlSession session, Workload workload) {
        this.session = session;
        this.workload = workload;
        this.numbered = session.prepare("INSERT INTO conv.seq (p, n, v) VALUES (?, ?, ?)");
    }

    /**
     * Runs statements and numbers some of them.
     *
     * @param from the first number
     * @return the number behind the last that the node has acknowledged
     * @throws IllegalStateException if a statement failed otherwise than by a list being shorter than its index, or the node is gone
     */
    void run(long from, int statements) {
        for (int i = 0; i < statements; i++) {
            submit(() -> session.executeAsync(workload.next()));
            if (i % 20 == 0) {
                long number = from + i;
                // Without a value for v: unset.
                submit(() -> session.executeAsync(numbered.boundStatementBuilder()
                        .setInt(0, (int) (number % 10))
                        .setLong(1, number)
                        .build()));
            }
        }
        free.acquireUninterruptibly(IN_FLIGHT);
        free.release(IN_FLIGHT);
        check();
    }

    private void submit(java.util.function.Supplier<java.util.concurrent.CompletionStage<?>> statement) {
        check();
        free.acquireUninterruptibly();
        statement.get().whenComplete((result, error) -> {
            if (error != null && !isAboutAListsLength(error)) {
                failure.compareAndSet(null, error);
            }
            free.release();
        });
    }

    /** An index of a list is refused where the list ends before it. */
    private static boolean isAboutAListsLength(Throwable error) {
        return error instanceof InvalidQueryException
                && String.valueOf(error.getMessage()).contains("list");
    }

    private void check() {
        Throwable error = failure.get();
        if (error != null) {
            throw new IllegalStateException("a statement of the workload failed", error);
        }
    }
}
