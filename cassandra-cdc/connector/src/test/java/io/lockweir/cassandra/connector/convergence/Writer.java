package io.lockweir.cassandra.connector.convergence;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the workload, some statements at a time, and now and then writes a new row to {@code conv.seq}. */
final class Writer {
    private static final int IN_FLIGHT = 32;
    private static final int NUMBER_EACH = 10;

    private final CqlSession session;
    private final Workload workload;
    private final PreparedStatement numbered;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final AtomicInteger done = new AtomicInteger();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();

    Writer(CqlSession session, Workload workload) {
        this.session = session;
        this.workload = workload;
        this.numbered = session.prepare("INSERT INTO conv.seq (p, n, v) VALUES (?, ?, ?)");
    }

    /**
     * Runs statements until all are answered.
     *
     * @param from the first number
     * @throws IllegalStateException if a statement failed, other than by a list being shorter than its index
     */
    void run(long from, int statements) {
        for (int i = 0; i < statements; i++) {
            submit(() -> session.executeAsync(workload.next()));
            if (i % NUMBER_EACH == 0) {
                number(from + i);
            }
        }
        awaitAnswers();
        check();
    }

    /** Writes one row that was not there, of which {@code v} is unset. */
    void number(long number) {
        submit(() -> session.executeAsync(numbered.boundStatementBuilder()
                        .setInt(0, (int) (number % 10))
                        .setLong(1, number)
                        .build())
                .thenAccept(result -> acknowledged.add(number)));
    }

    void awaitAnswers() {
        free.acquireUninterruptibly(IN_FLIGHT);
        free.release(IN_FLIGHT);
    }

    private void submit(Supplier<CompletionStage<?>> statement) {
        check();
        free.acquireUninterruptibly();
        statement.get().whenComplete((result, error) -> {
            if (error != null && !isAboutAListsLength(error)) {
                failure.compareAndSet(null, error);
            }
            done.incrementAndGet();
            free.release();
        });
    }

    /** How many statements were answered. */
    int done() {
        return done.get();
    }

    /** The numbers that a client thinks the node has. */
    Set<Long> acknowledged() {
        return acknowledged;
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
