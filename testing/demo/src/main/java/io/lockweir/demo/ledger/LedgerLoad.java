package io.lockweir.demo.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes the workload into Cassandra, a thread for each table, as fast as it is allowed to. Thread-safe. */
public final class LedgerLoad implements AutoCloseable {
    /** Writes that a table may be ahead. */
    private static final long AHEAD = 200;
    /** A node that was killed is back by then. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final CqlSession session;
    private final String keyspace;
    private final Map<WriteKind, Long> done = new EnumMap<>(WriteKind.class);
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "ledger-writer");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<?>> writers = new ArrayList<>();
    private double allowed;
    private long written;
    private long lastEndMs;

    /** @param session is used by this object and not closed */
    public LedgerLoad(CqlSession session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
    }

    /** Starts the writers, which together make this many writes: six of ten payments, three standing orders, one a fee. */
    public void start(long writes, long seed, LedgerCanaries canaries) {
        SplittableRandom random = new SplittableRandom(seed);
        long fees = writes / 10;
        long orders = 3 * writes / 10;
        write(new PaymentWrites(new LedgerValues(random.split(), canaries)), writes - fees - orders);
        write(new StandingOrderWrites(new LedgerValues(random.split(), canaries)), orders);
        write(new FeeWrites(new LedgerValues(random.split(), canaries), fees), fees);
    }

    private void write(LedgerWrites writes, long count) {
        writers.add(executor.submit(() -> {
            Map<String, PreparedStatement> prepared = new HashMap<>();
            for (long i = 0; i < count; i++) {
                await(i, count);
                Write write = writes.next();
                execute(
                        prepared.computeIfAbsent(
                                write.cql(), cql -> session.prepare(cql.replace("KS.", keyspace + "."))),
                        write);
                wrote(write);
            }
            return null;
        }));
    }

    /** Again until it is taken: a write that came twice is for Cassandra to merge, and Cassandra is what the lake is compared with. */
    private void execute(PreparedStatement statement, Write write) throws InterruptedException {
        BoundStatement bound = statement.bind(write.values().toArray());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                session.execute(bound);
                return;
            } catch (DriverException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    private synchronized void await(long made, long count) throws InterruptedException {
        while (made > allowed * count + AHEAD) {
            wait();
        }
    }

    private synchronized void wrote(Write write) {
        done.merge(write.kind(), 1L, Long::sum);
        written++;
        if (write.ttl() > 0) {
            // Cassandra counts whole seconds.
            lastEndMs = Math.max(lastEndMs, System.currentTimeMillis() + (write.ttl() + 1) * 1_000L);
        }
    }

    /** Lets each table get as far as this fraction of its writes. */
    public synchronized void allow(double fraction) {
        allowed = Math.max(allowed, fraction);
        notifyAll();
    }

    public synchronized long written() {
        return written;
    }

    /** How often each kind was written. */
    public synchronized Map<WriteKind, Long> done() {
        return Collections.unmodifiableMap(new EnumMap<>(done));
    }

    /** True once every writer is through and the last time to live has ended; throws what a writer threw. */
    public boolean finished() throws InterruptedException {
        for (Future<?> writer : writers) {
            if (!writer.isDone()) {
                return false;
            }
            try {
                writer.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A writer of the ledger failed", e.getCause());
            }
        }
        synchronized (this) {
            return System.currentTimeMillis() > lastEndMs;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
