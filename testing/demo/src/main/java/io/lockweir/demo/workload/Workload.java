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
    private final Backlog backlog;
    private final ExecutorService executor;
    private final List<Future<?>> writers = new ArrayList<>();

    /** Writers that wait for nobody. */
    public Workload(Connections connections, Mix mix, long seed, Canaries canaries) {
        this(connections, mix, seed, canaries, Long.MAX_VALUE);
    }

    /**
     * Writers that the pipeline can slow down.
     *
     * @param ahead changes by which they may be ahead of what {@link #arrived} was told
     */
    public Workload(Connections connections, Mix mix, long seed, Canaries canaries, long ahead) {
        this.connections = connections;
        this.mix = mix;
        this.random = new SplittableRandom(seed);
        this.canaries = canaries;
        this.backlog = new Backlog(ahead);
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
        try {
            backlog.committed(rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the writers; together they commit exactly this many changes. */
    public void start(long changes) {
        for (int number = 1; number <= mix.writers(); number++) {
            long share = changes / mix.writers() + (number <= changes % mix.writers() ? 1 : 0);
            SplittableRandom own = random.split();
            int writer = number;
            writers.add(executor.submit(() -> {
                try (BankWriter bankWriter = new BankWriter(connections.open(), mix, own, canaries, writer)) {
                    bankWriter.run(share, backlog::committed);
                }
                return null;
            }));
        }
    }

    /** Changes committed so far, opening rows included. */
    public long committed() {
        return backlog.committed();
    }

    /** Tells the writers how many changes have left the database. */
    public void arrived(long changes) {
        backlog.arrived(changes);
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
