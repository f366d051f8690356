package io.lockweir.cassandra.connector.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.convergence.Chaos.Victim;
import io.lockweir.cassandra.connector.convergence.Tables.Table;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectService;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.StackException;
import io.lockweir.stack.connect.ConnectRestException;
import io.lockweir.stack.connect.ConnectorStatus;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The guarantee, in a real worker with exactly-once support: while random operations run, workers and nodes are killed; afterwards the fold of the
 * topics is {@code SELECT} with WRITETIME and TTL, byte for byte, no event was told twice, and nothing that a node forgot was told at all.
 *
 * <p>{@code -Dlockweir.convergence.operations=200000 -Dlockweir.convergence.worker.kills=20 -Dlockweir.convergence.node.kills=3
 * -Dlockweir.convergence.seed=1} is the long run; without the kills it does not run at all, for it takes a minute and more.
 */
@EnabledIfSystemProperty(named = "lockweir.convergence.worker.kills", matches = "\\d+")
final class WorkerConvergenceIT {
    private static final int OPERATIONS = Integer.getInteger("lockweir.convergence.operations", 3_000);
    private static final int WORKER_KILLS = Integer.getInteger("lockweir.convergence.worker.kills", 1);
    private static final int NODE_KILLS = Integer.getInteger("lockweir.convergence.node.kills", 0);
    private static final long SEED = Long.getLong("lockweir.convergence.seed", System.nanoTime());
    private static final String IMAGES = System.getProperty("lockweir.convergence.images", "delta");
    private static final CassandraVersion VERSION =
            CassandraVersion.valueOf(System.getProperty("lockweir.cassandra", "V5_0"));
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Numbers numbers = new Numbers();
    private int forgotten;

    @Test
    void foldOfTheTopicsIsWhatQueriesReturnThoughWorkersAndNodesAreKilled() throws Exception {
        boolean five = VERSION == CassandraVersion.V5_0;
        ConnectOptions options = ConnectOptions.of(ConnectVersion.V4_3, PluginFolder.make())
                .withProperty("session.timeout.ms", "6000")
                .withProperty("offset.flush.interval.ms", "1000");
        try (LocalStack stack =
                LocalStack.builder().withCassandra(VERSION).withConnect(options).start()) {
            CassandraService node = stack.cassandra();
            List<Table> tables;
            try (CqlSession session = Sessions.of(node)) {
                Tables.create(session, VERSION);
                tables = Tables.NAMES.stream()
                        .map(name -> Table.of(session, name))
                        .toList();
            }
            Fold fold = new Fold("bank", tables, five);
            ConnectService worker = stack.connect();
            worker.putConnector("bank", connector(stack));
            worker.awaitRunning("bank", PATIENCE);
            Workload workload = new Workload(
                    SEED,
                    Instant.now().toEpochMilli() * 1000,
                    five ? RandomValues.withVectors() : RandomValues.COLUMNS,
                    NODE_KILLS == 0);
            Chaos chaos = new Chaos(node, worker, () -> Sessions.of(node), workload, new Random(SEED));
            try (Topics topics = new Topics(stack.kafka().bootstrapServers(), "bank", record -> {
                numbers.accept(record.topic(), record.key());
                if (IMAGES.equals("full")) {
                    fold.accept(record.topic(), record.key(), record.value());
                }
            })) {
                List<Victim> plan = chaos.plan(WORKER_KILLS, NODE_KILLS);
                for (Victim victim : plan) {
                    chaos.run(victim, Math.max(1, OPERATIONS / plan.size()), () -> {
                        revive(worker);
                        topics.poll();
                    });
                    if (victim != Victim.WORKER) {
                        converge(chaos, topics, fold, tables, node, worker, five);
                    }
                }
            }
            assertThat(fold.breaks()).as("seed %d", SEED).isEmpty();
            System.out.println(
                    "seed " + SEED + ": " + OPERATIONS + " operations, " + WORKER_KILLS + " kills of the worker and "
                            + NODE_KILLS + " of the node, which forgot " + forgotten + " acknowledged rows of "
                            + chaos.acknowledged().size() + "; events " + fold.counts() + ", rows "
                            + fold.rows().lines().size());
        }
    }

    /** A task that starts while the node is down fails, and an operator restarts it. Nothing else may fail. */
    private static void revive(ConnectService worker) {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(
                        error -> error instanceof UncheckedIOException || error instanceof ConnectRestException)
                .until(() -> {
                    ConnectorStatus status = worker.status("bank");
                    status.failure().ifPresent(trace -> {
                        if (!trace.contains("com.datastax.oss.driver.api.core")) {
                            throw new StackException(trace);
                        }
                        worker.client().restart("bank");
                    });
                    return status.running();
                });
    }

    private void converge(
            Chaos chaos,
            Topics topics,
            Fold fold,
            List<Table> tables,
            CassandraService node,
            ConnectService worker,
            boolean five) {
        long last = chaos.sentinel();
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            revive(worker);
            topics.poll();
            return numbers.published().containsKey(last);
        });
        try (CqlSession session = Sessions.of(node)) {
            Set<Long> queried = Numbers.queried(session);
            Set<Long> lost = new HashSet<>(chaos.acknowledged());
            lost.removeAll(queried);
            forgotten = lost.size();
            assertThat(numbers.published().keySet()).as("seed %d", SEED).isEqualTo(queried);
            assertThat(numbers.published().values()).as("seed %d", SEED).containsOnly(1);
            if (IMAGES.equals("full")) {
                await().atMost(PATIENCE).pollInSameThread().untilAsserted(() -> {
                    topics.poll();
                    int now = (int) Instant.now().getEpochSecond();
                    Rows rows = new Rows();
                    tables.forEach(table -> new Queried(session, five).read(table, now, rows));
                    assertThat(fold.rows().differences(rows))
                            .as("seed %d", SEED)
                            .isEmpty();
                });
            }
        }
    }

    private static Map<String, String> connector(LocalStack stack) {
        CassandraService node = stack.cassandra();
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "io.lockweir.cassandra.connector.CassandraCdcSourceConnector");
        config.put("tasks.max", "1");
        config.put("topic.prefix", "bank");
        config.put("cassandra.host", node.host());
        config.put("cassandra.port", Integer.toString(node.port()));
        config.put("cassandra.datacenter", node.datacenter());
        config.put("cdc.raw.dir", node.cdcRaw().toString());
        config.put("spool.dir", node.cdcRaw().resolveSibling("spool").toString());
        config.put("images", IMAGES);
        config.put("heartbeat.interval.ms", "500");
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "poll");
        config.put("topic.creation.default.partitions", "1");
        config.put("topic.creation.default.replication.factor", "1");
        if (IMAGES.equals("full")) {
            config.put("state.kafka.bootstrap.servers", stack.kafka().bootstrapServers());
            config.put("cell.metadata", "all");
            config.put("state.topic.partitions", "4");
            config.put("state.encryption.keyset.json", StateKeyset.JSON);
            config.put("checkpoint.interval.ms", "2000");
            config.put("expiry.margin.ms", "2000");
        }
        return config;
    }
}
