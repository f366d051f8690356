package io.lockweir.cassandra.connector.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.convergence.Tables.Table;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After random operations the fold of the topics is {@code SELECT} with WRITETIME and TTL, byte for byte. */
final class ConvergenceIT {
    private static final int OPERATIONS = Integer.getInteger("lockweir.convergence.operations", 3_000);
    private static final long SEED = Long.getLong("lockweir.convergence.seed", System.nanoTime());
    private static final CassandraVersion VERSION =
            CassandraVersion.valueOf(System.getProperty("lockweir.cassandra", "V5_0"));
    private static final int BETWEEN_POLLS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withCassandra(VERSION));

    @Test
    void foldOfTheEventsIsWhatQueriesReturn() throws Exception {
        CassandraService node = STACK.stack().cassandra();
        boolean five = VERSION == CassandraVersion.V5_0;
        try (CqlSession session = Sessions.of(node)) {
            Tables.create(session, VERSION);
            List<Table> tables =
                    Tables.NAMES.stream().map(name -> Table.of(session, name)).toList();
            Fold fold = new Fold("bank", tables, five);
            List<String> columns = five ? RandomValues.withVectors() : RandomValues.COLUMNS;
            try (DirectCapture capture = new DirectCapture(node, session, fold)) {
                Workload workload = new Workload(SEED, Instant.now().toEpochMilli() * 1000, columns, true);
                Writer writer = new Writer(session, workload);
                for (int done = 0; done < OPERATIONS; done += BETWEEN_POLLS) {
                    writer.run(done, Math.min(BETWEEN_POLLS, OPERATIONS - done));
                    capture.poll(Instant.now().getEpochSecond());
                }
                await().atMost(PATIENCE).pollInSameThread().untilAsserted(() -> {
                    int now = (int) Instant.now().getEpochSecond();
                    capture.poll(now);
                    Rows queried = new Rows();
                    tables.forEach(table -> new Queried(session, five).read(table, now, queried));
                    assertThat(fold.rows().differences(queried))
                            .as("seed %d", SEED)
                            .isEmpty();
                });
                assertThat(fold.breaks()).as("seed %d", SEED).isEmpty();
                System.out.println("seed " + SEED + ": " + OPERATIONS + " operations gave " + fold.counts() + " and "
                        + fold.rows().lines().size() + " rows");
            }
        }
    }
}
