package io.lockweir.demo.workload;

import io.lockweir.demo.canary.Canaries;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The whole workload: the opening rows, then several writers at once. The same seed makes the same changes. */
public final class Workload implements AutoCloseable {
    /** Opens a connection to the bank. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    private final Connections connections;
    private final Mix mix;
    private final SplittableRandom random;
    private final Canaries canaries;
    private final AtomicLong committed = new AtomicLong();
    private final ExecutorService executor;
    private final List<Future<?>> writers = new ArrayList<>();

    public Workload(Connections connections, Mix mix, long seed, Canaries canaries) {
        this.connections = connections;
        this.mix = mix;
        this.random = new SplittableRandom(seed);
        this.canaries = canaries;
        this.executor = Executors.newFixedThreadPool(mix.writers(), task -> {
            Thread thread = new Thread(task, "bank-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Rows that exist before any connector does. */
    public void open(long rows) throws SQLException {
        Connection connection = connections.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lockweir.opening = 'on'");
        }
        try (BankWriter writer = new BankWriter(connection, mix, random.split(), canaries, 0)) {
            writer.load(rows);
        }
        committed.addAndGet(rows);
    }

    /** Starts the writers; together they commit exactly this many changes. */
    public void start(long changes) {
        for (int number = 1; number <= mix.writers(); number++) {
            long share = changes / mix.writers() + (number <= changes % mix.writers() ? 1 : 0);
            SplittableRandom own = random.split();
            int writer = number;
            writers.add(executor.submit(() -> {
                try (BankWriter bankWriter = new BankWriter(connections.open(), mix, own, canaries, writer)) {
                    bankWriter.run(share, committed::addAndGet);
                }
                return null;
            }));
        }
    }

    /** Changes committed so far, opening rows included. */
    public long committed() {
        return committed.get();
    }

    /** True once every writer is through; throws what a writer threw. */
    public boolean finished() throws SQLException, InterruptedException {
        for (Future<?> writer : writers) {
            if (!writer.isDone()) {
                return false;
            }
            try {
                writer.get();
            } catch (ExecutionException e) {
                throw new SQLException("A writer of the workload failed", e.getCause());
            }
        }
        return true;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
