package io.lockweir.cassandra.connector.convergence;

import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.ConnectService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs the workload in rounds, in the middle of each of which a worker or the node is killed. */
final class Chaos {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Who is killed in a round. */
    enum Victim {
        WORKER,
        NODE,
        NOBODY
    }

    private final CassandraService node;
    private final ConnectService worker;
    private final Supplier<CqlSession> sessions;
    private final Workload workload;
    private final Random random;
    private final Set<Long> acknowledged = new HashSet<>();
    private long number;

    Chaos(
            CassandraService node,
            ConnectService worker,
            Supplier<CqlSession> sessions,
            Workload workload,
            Random random) {
        this.node = node;
        this.worker = worker;
        this.sessions = sessions;
        this.workload = workload;
        this.random = random;
    }

    List<Victim> plan(int workers, int nodes) {
        List<Victim> victims = new ArrayList<>(Collections.nCopies(workers, Victim.WORKER));
        victims.addAll(Collections.nCopies(nodes, Victim.NODE));
        Collections.shuffle(victims, random);
        victims.add(Victim.NOBODY);
        return victims;
    }

    /** The numbers of which the node has said that it has them. */
    Set<Long> acknowledged() {
        return acknowledged;
    }

    /**
     * One round.
     *
     * @param meanwhile called while there is nothing else to do
     */
    void run(Victim victim, int statements, Runnable meanwhile) {
        try (CqlSession session = sessions.get()) {
            Writer writer = new Writer(session, workload);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writer.run(number, statements));
            int moment = random.nextInt(statements);
            await().atMost(PATIENCE)
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> writing.isDone() || writer.done() >= moment);
            switch (victim) {
                case WORKER -> {
                    worker.kill();
                    worker.start();
                    writing.join();
                }
                case NODE -> {
                    node.kill();
                    writing.exceptionally(gone -> null).join();
                    writer.awaitAnswers();
                    node.start();
                }
                case NOBODY -> writing.join();
            }
            number += statements;
            acknowledged.addAll(writer.acknowledged());
        }
        meanwhile.run();
    }

    /** Writes a number behind all others, and returns it. */
    long sentinel() {
        try (CqlSession session = sessions.get()) {
            Writer writer = new Writer(session, workload);
            writer.run(number, 0);
            writer.number(number);
            writer.awaitAnswers();
            acknowledged.addAll(writer.acknowledged());
            return number++;
        }
    }
}
