package io.lockweir.demo.run;

import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.proof.FaultProof;
import io.lockweir.demo.proof.FaultRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does what is planned to the servers, and keeps the account of it. */
final class Faults {
    /** Before a failed connector is restarted once more. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BankPipeline pipeline;
    private final FaultPlan plan;
    private final ProgressLine line;
    private final List<FaultRecord> done = new ArrayList<>();
    private long lastNanos = System.nanoTime();
    private int kills;
    private int restarts;
    private long restartNanos = System.nanoTime() - PATIENCE.toNanos();

    Faults(BankPipeline pipeline, FaultPlan plan, ProgressLine line) {
        this.pipeline = pipeline;
        this.plan = plan;
        this.line = line;
    }

    /** Whether there was one to do at this fraction of the work; returns when it is over. */
    boolean strike(double fraction, double second, ConnectorFile sink) throws InterruptedException {
        boolean waited = System.nanoTime() - lastNanos > plan.patience().toNanos();
        FaultPlan.Planned due = plan.due(waited ? 1 : fraction).orElse(null);
        if (due == null) {
            return false;
        }
        line.say("Fault %d of %d at %.1f s: %s.".formatted(plan.done(), plan.planned(), second, due.fault()));
        long start = System.nanoTime();
        due.fault().strike(pipeline, sink, due.random());
        done.add(new FaultRecord(due.fault().toString(), second, (System.nanoTime() - start) / 1e9));
        lastNanos = System.nanoTime();
        kills += due.fault() == Fault.KILL_WORKER ? 1 : 0;
        return true;
    }

    boolean over() {
        return plan.done() == plan.planned();
    }

    /**
     * What an operator's job does with a source task that a dead broker, database or thawed worker has ended for good; false for a sink,
     * which nothing of this may end, and where no fault but kills is planned.
     */
    boolean restarted(ConnectorFile failed) {
        boolean sink = failed.name().equals(pipeline.sink().name())
                || failed.name().equals(pipeline.ledgerSink().name());
        if (sink || !plan.chaos()) {
            return false;
        }
        if (System.nanoTime() - restartNanos > PATIENCE.toNanos()) {
            line.say("Restarting the source connector, as an operator would: it has failed.");
            pipeline.stack().connect().client().restart(failed.name());
            restartNanos = System.nanoTime();
            restarts++;
        }
        return true;
    }

    FaultProof proof() {
        return new FaultProof(done, kills, restarts);
    }
}
