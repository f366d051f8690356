package io.lockweir.benchmarks.pipeline;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.stack.LocalStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** One measurement: a bank of its own, idle connectors, then the load, until the last change is in the lake. */
final class PipelineRun {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final LocalStack stack;
    private final ProjectFolder project;
    private final Load load;

    PipelineRun(LocalStack stack, ProjectFolder project, Load load) {
        this.stack = stack;
        this.project = project;
        this.load = load;
    }

    /**
     * Measures from the first write to the snapshot that holds the last one.
     *
     * @param name of the bank, new for each run
     */
    Measurement measure(String name, Variant variant, long changes)
            throws SQLException, IOException, ExecutionException, InterruptedException {
        try (BankPipeline pipeline = new BankPipeline(new Bank(name), stack, project)) {
            pipeline.create();
            List<ConnectorFile> connectors = connectors(pipeline, variant);
            connectors.forEach(pipeline::put);
            try {
                for (ConnectorFile connector : connectors) {
                    stack.connect().awaitRunning(connector.name(), START);
                }
                awaitStreaming(pipeline);
                return measured(pipeline, connectors, changes);
            } finally {
                connectors.forEach(connector -> stack.connect().deleteConnector(connector.name()));
                dropDatabase(pipeline);
            }
        }
    }

    private Measurement measured(BankPipeline pipeline, List<ConnectorFile> connectors, long changes)
            throws SQLException, InterruptedException {
        ServersCpu cpu = new ServersCpu();
        long begin = System.nanoTime();
        try (Connection connection = pipeline.database().connect()) {
            load.write(connection, changes);
        }
        long rows = 0;
        while (rows < changes) {
            Thread.sleep(POLL.toMillis());
            rows = pipeline.lake().rows();
            checkAlive(connectors, begin, rows);
        }
        if (rows > changes) {
            throw new IllegalStateException("The lake holds " + rows + " rows of " + changes + " changes");
        }
        return Measurement.of(changes, Duration.ofNanos(System.nanoTime() - begin), cpu.sinceBegin());
    }

    private void checkAlive(List<ConnectorFile> connectors, long begin, long rows) {
        boolean late = seconds(begin) > LONGEST.toSeconds();
        for (ConnectorFile connector : connectors) {
            Optional<String> failure = stack.connect().status(connector.name()).failure();
            if (failure.isPresent()) {
                throw new IllegalStateException("Connector " + connector.name() + " failed: " + failure.get());
            }
        }
        if (late) {
            throw new IllegalStateException("Only " + rows + " changes arrived within " + LONGEST.toMinutes()
                    + " minutes; see " + stack.connect().log());
        }
    }

    private static List<ConnectorFile> connectors(BankPipeline pipeline, Variant variant) {
        String name = pipeline.bank().name();
        return List.of(
                variant.source(pipeline.source()).with(Map.of("slot.name", name, "publication.name", name)),
                // The last snapshot must not be waited for longer than a run takes.
                variant.sink(pipeline.sink()).with(Map.of("commit.interval.ms", "1000")));
    }

    private static void awaitStreaming(BankPipeline pipeline) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!pipeline.database().streams()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The source connector does not stream after " + START.toSeconds()
                        + " seconds; see " + pipeline.stack().connect().log());
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** The slot would keep the log of all later runs. */
    private void dropDatabase(BankPipeline pipeline) throws SQLException, InterruptedException {
        String database = pipeline.database().name();
        long deadline = System.nanoTime() + START.toNanos();
        while (pipeline.database().streams() && System.nanoTime() < deadline) {
            Thread.sleep(POLL.toMillis());
        }
        try (Connection connection =
                        DriverManager.getConnection(stack.postgres().jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '"
                    + database + "'");
        }
        try (Connection connection =
                        DriverManager.getConnection(stack.postgres().jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + database + " with (force)");
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
