package io.lockweir.cassandra.connector.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.convergence.Tables.Table;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The tables were filled, and their log is gone, before the connector starts: it reads them beside further operations of every kind, and is killed on the way.
 * The fold of the topics is {@code SELECT} with WRITETIME and TTL, byte for byte, and each event follows from the one before it: so each row is told once.
 *
 * <p>{@code -Dlockweir.snapshot.operations=20000 -Dlockweir.snapshot.seed=1} for long.
 */
final class SnapshotConvergenceIT {
    private static final int OPERATIONS = Integer.getInteger("lockweir.snapshot.operations", 1_000);
    private static final long SEED = Long.getLong("lockweir.snapshot.seed", System.nanoTime());
    private static final CassandraVersion VERSION =
            CassandraVersion.valueOf(System.getProperty("lockweir.cassandra", "V5_0"));
    private static final int BETWEEN_POLLS = 20;
    private static final int POLLS_BETWEEN = 8;
    private static final int KILL_EACH = 8;
    private static final boolean KILLS = !Boolean.getBoolean("lockweir.snapshot.alive");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withCassandra(VERSION).withKafka());

    private static Map<String, String> properties() {
        CassandraService node = STACK.stack().cassandra();
        Map<String, String> properties = new HashMap<>();
        properties.put("connector.class", "io.lockweir.cassandra.connector.CassandraCdcSourceConnector");
        properties.put("topic.prefix", "bank");
        properties.put("cassandra.host", node.host());
        properties.put("cassandra.port", Integer.toString(node.port()));
        properties.put("cassandra.datacenter", node.datacenter());
        properties.put("cdc.raw.dir", node.cdcRaw().toString());
        properties.put("spool.dir", node.cdcRaw().resolveSibling("spool").toString());
        properties.put("images", "full");
        properties.put("cell.metadata", "all");
        properties.put("exactly.once.support", "required");
        properties.put("heartbeat.interval.ms", "10");
        properties.put("poll.interval.ms", "10");
        properties.put("max.batch.records", "50");
        properties.put("snapshot.fetch.size", "37");
        properties.put("state.kafka.bootstrap.servers", STACK.stack().kafka().bootstrapServers());
        properties.put("state.topic.partitions", "4");
        properties.put("state.encryption.keyset.json", StateKeyset.JSON);
        properties.put("checkpoint.interval.ms", "100");
        properties.put("expiry.margin.ms", "1000");
        return properties;
    }

    @Test
    void rowsFromBeforeTheStartAreToldOnceBesideOperationsAndKills() throws Exception {
        CassandraService node = STACK.stack().cassandra();
        boolean five = VERSION == CassandraVersion.V5_0;
        Workload workload = new Workload(
                SEED,
                Instant.now().toEpochMilli() * 1000,
                five ? RandomValues.withVectors() : RandomValues.COLUMNS,
                false,
                false);
        try (CqlSession session = Sessions.of(node)) {
            Tables.create(session, VERSION);
            new Writer(session, workload).run(0, OPERATIONS);
        }
        withoutItsLog(node);
        try (CqlSession session = Sessions.of(node)) {
            List<Table> tables =
                    Tables.NAMES.stream().map(name -> Table.of(session, name)).toList();
            Fold fold = new Fold("bank", tables, five);
            Writer writer = new Writer(session, workload);
            Random random = new Random(SEED);
            try (TaskCapture capture = new TaskCapture(properties(), fold)) {
                for (int done = 0; done < OPERATIONS; done += BETWEEN_POLLS) {
                    writer.run(OPERATIONS + done, BETWEEN_POLLS);
                    for (int polls = random.nextInt(POLLS_BETWEEN); polls > 0; polls--) {
                        capture.poll();
                    }
                    if (KILLS && random.nextInt(KILL_EACH) == 0) {
                        capture.kill();
                    }
                }
                await().atMost(PATIENCE).pollInSameThread().untilAsserted(() -> {
                    while (capture.poll() > 0) {
                        // On to the end of the log.
                    }
                    Rows queried = new Rows();
                    int now = (int) Instant.now().getEpochSecond();
                    tables.forEach(table -> new Queried(session, five).read(table, now, queried));
                    assertThat(fold.rows().differences(queried))
                            .as("seed %d", SEED)
                            .isEmpty();
                });
            }
            assertThat(fold.breaks()).as("seed %d", SEED).isEmpty();
            assertThat(fold.counts()).as("seed %d", SEED).containsKey("r/snapshot");
            System.out.println("seed " + SEED + ": " + OPERATIONS + " operations before and after the start gave "
                    + fold.counts() + " and " + fold.rows().lines().size() + " rows");
        }
    }

    private static void withoutItsLog(CassandraService node) throws IOException {
        node.kill();
        try (Stream<Path> files = Files.list(node.cdcRaw())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        node.start();
    }
}
