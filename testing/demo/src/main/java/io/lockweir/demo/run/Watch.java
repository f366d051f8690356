package io.lockweir.demo.run;

import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.workload.Workload;
import io.lockweir.stack.connect.ConnectorStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Follows the changes into the lake, kills the worker and changes keys as planned, and gives up when nothing moves any more or a connector has
 * failed.
 */
final class Watch {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration STALLED = Duration.ofSeconds(150);
    private static final Duration STANDS = Duration.ofSeconds(90);
    /** After the last row: time for a row too many to show itself. */
    private static final Duration SETTLE = Duration.ofSeconds(4);

    private final BankPipeline pipeline;
    private final Workload workload;
    private final Faults faults;
    private final RunKeys keys;
    private final ProgressLine line;
    private final List<ConnectorFile> connectors;
    private final Optional<LedgerSide> ledger;
    private final long rows;
    private final long startNanos = System.nanoTime();

    private long lastSum = -1;
    private long lastMoveNanos = System.nanoTime();

    Watch(
            BankPipeline pipeline,
            Workload workload,
            Faults faults,
            RunKeys keys,
            ProgressLine line,
            List<ConnectorFile> connectors,
            Optional<LedgerSide> ledger,
            long rows) {
        this.pipeline = pipeline;
        this.workload = workload;
        this.faults = faults;
        this.keys = keys;
        this.line = line;
        this.connectors = connectors;
        this.ledger = ledger;
        this.rows = rows;
    }

    /** Returns the seconds until the lake held every change of PostgreSQL; waits for the ledger, too. */
    double untilComplete() throws SQLException, IOException, InterruptedException {
        OptionalDouble complete = OptionalDouble.empty();
        while (true) {
            long kafka = Math.min(rows, pipeline.topics().endOffsets());
            long lake = pipeline.lake().changes();
            workload.arrived(kafka);
            boolean written = workload.finished();
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            line.show(text(kafka, lake, seconds));
            ledger.ifPresent(side -> side.proceed((double) kafka / rows));
            double fraction = (kafka + lake) / (2.0 * rows);
            boolean keysDone = keys.proceed(fraction);
            if (faults.strike(fraction, seconds, sink())) {
                lastMoveNanos = System.nanoTime();
                continue;
            }
            boolean changesAreIn = written && lake >= rows && faults.over() && keysDone;
            complete = changesAreIn && complete.isEmpty() ? OptionalDouble.of(seconds) : complete;
            if (changesAreIn && (ledger.isEmpty() || ledger.get().complete() || ledgerStands())) {
                Thread.sleep(SETTLE.toMillis());
                line.end();
                return complete.getAsDouble();
            } else {
                checkMovement(workload.committed()
                        + kafka
                        + lake
                        + ledger.map(LedgerSide::movement).orElse(0L));
                Thread.sleep(POLL.toMillis());
            }
        }
    }

    /** It differs and nothing has moved for long: the comparison will say in what. */
    private boolean ledgerStands() {
        return System.nanoTime() - lastMoveNanos > STANDS.toNanos();
    }

    /** Of PostgreSQL's tables. */
    private ConnectorFile sink() {
        return connectors.get(1);
    }

    private void checkMovement(long sum) {
        if (sum != lastSum) {
            lastSum = sum;
            lastMoveNanos = System.nanoTime();
            return;
        }
        for (ConnectorFile connector : connectors) {
            Optional<String> failure = status(connector).flatMap(ConnectorStatus::failure);
            if (failure.isPresent() && !faults.restarted(connector)) {
                throw new IllegalStateException("Connector " + connector.name() + " failed: " + failure.get());
            }
        }
        if (System.nanoTime() - lastMoveNanos > STALLED.toNanos()) {
            throw new IllegalStateException(
                    "Nothing has moved for " + STALLED.toSeconds() + " seconds; the connectors say they run");
        }
    }

    private Optional<ConnectorStatus> status(ConnectorFile connector) {
        try {
            return Optional.of(pipeline.stack().connect().status(connector.name()));
        } catch (UncheckedIOException e) {
            return Optional.empty(); // the worker is not back yet
        }
    }

    private String text(long kafka, long lake, double seconds) {
        return "%,d of %,d changes committed, up to %,d in Kafka, %,d in Iceberg, %,d/s%s"
                .formatted(
                        workload.committed(),
                        rows,
                        kafka,
                        lake,
                        Math.round(lake / Math.max(0.1, seconds)),
                        ledger.map(side -> "; " + side).orElse(""));
    }
}
