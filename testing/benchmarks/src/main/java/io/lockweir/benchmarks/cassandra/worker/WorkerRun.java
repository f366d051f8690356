package io.lockweir.benchmarks.cassandra.worker;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.pipeline.LedgerDatabase;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.stack.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A ledger of its own for one run, and the connector of {@code docker/connectors} over it. Closing it ends the connector. */
final class WorkerRun implements AutoCloseable {

    private static final int PARTITIONS = 3;
    /** As the connector makes it by default. */
    private static final int STATE_PARTITIONS = 64;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final LocalStack stack;
    private final BankPipeline pipeline;
    private final LedgerDatabase ledger;
    private final ConnectorFile source;

    /** @param name of the bank, new for each run */
    WorkerRun(String name, Images images, LocalStack stack, ProjectFolder project)
            throws IOException, ExecutionException, InterruptedException {
        this.stack = stack;
        this.pipeline = new BankPipeline(new Bank(name), stack, project);
        this.ledger = pipeline.ledger();
        this.source = images.of(pipeline.ledgerSource());
        ledger.create();
        try (Admin admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    private String topic() {
        return ledger.topic("payments");
    }

    PaymentWriter writer() {
        return new PaymentWriter(ledger);
    }

    Arrivals payments() {
        return new Arrivals(stack.kafka().bootstrapServers(), topic(), PARTITIONS);
    }

    Arrivals state() {
        return new Arrivals(
                stack.kafka().bootstrapServers(), source.config().getOrDefault("state.topic", ""), STATE_PARTITIONS);
    }

    void startConnector() {
        pipeline.put(source);
        stack.connect().awaitRunning(source.name(), LONGEST);
    }

    /** Does something until it is done; not longer than a run may take, and not once the connector has failed. */
    void until(BooleanSupplier done, Runnable step) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!done.getAsBoolean()) {
            step.run();
            stack.connect().status(source.name()).failure().ifPresent(failure -> {
                throw new IllegalStateException("Connector " + source.name() + " failed: " + failure);
            });
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not done within " + LONGEST.toMinutes() + " minutes; see "
                        + stack.connect().log());
            }
        }
    }

    @Override
    public void close() throws IOException {
        stack.connect().deleteConnector(source.name());
        pipeline.close();
    }
}
