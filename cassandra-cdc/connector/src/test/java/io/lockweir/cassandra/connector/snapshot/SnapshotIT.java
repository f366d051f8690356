package io.lockweir.cassandra.connector.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What snapshot and log together make, on a real node, is what a query returns, with timestamps and times to live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SnapshotIT {
    private static final CassandraVersion VERSION =
            CassandraVersion.valueOf(System.getProperty("lockweir.cassandra", CassandraVersion.V5_0.name()));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withCassandra(VERSION));

    private @Nullable CqlSession opened;

    @BeforeAll
    void open() {
        CassandraService node = STACK.stack().cassandra();
        opened = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(node.host(), node.port()))
                .withLocalDatacenter(node.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .build())
                .build();
        execute("CREATE KEYSPACE snap WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    }

    @AfterAll
    void close() {
        session().close();
    }

    private CqlSession session() {
        return Objects.requireNonNull(opened);
    }

    private void execute(String... statements) {
        for (String statement : statements) {
            session().execute(statement);
        }
    }

    private Replica replica(String table, int pageRows) {
        return Replica.of(
                session(),
                STACK.stack().cassandra().cdcRaw(),
                "snap." + table,
                VERSION == CassandraVersion.V5_0 ? ElementTimes.TOLD : ElementTimes.UNKNOWN,
                pageRows);
    }

    /** One that is wholly there, by several pages, with nothing else going on. */
    private Replica read(String table) {
        Replica replica = replica(table, 3);
        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> !replica.poll() && !replica.snapshot().isReading());
        return replica;
    }

    private void awaitSame(Replica replica) {
        await().atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    while (replica.poll()) {
                        // On to the end of the log.
                    }
                    long now = Clock.systemUTC().instant().getEpochSecond();
                    assertThat(replica.shownAt(now)).containsExactlyInAnyOrderElementsOf(replica.queriedAt(now));
                });
    }

    @Test
    void rowsOfEveryKindAreReadWithTimestampsAndEnds() throws Exception {
        execute(
                "CREATE TYPE snap.address (street text, number int)",
                "CREATE TABLE snap.kinds (a int, b text, n int, s text STATIC, v int, w text, f frozen<list<int>>, t set<text>,"
                        + " m map<int, text>, l list<int>, u address, PRIMARY KEY ((a, b), n)) WITH cdc = true AND CLUSTERING ORDER BY (n DESC)",
                "INSERT INTO snap.kinds (a, b, n, s, v, w, f, t, m, l, u) VALUES (1, 'x', 1, 's', 2, '', [1], {'b', 'a'}, {2: 'two', 1: 'one'},"
                        + " [3, 1, 2], {street: null, number: 7}) USING TIMESTAMP 1000",
                "UPDATE snap.kinds USING TTL 5000 AND TIMESTAMP 2000 SET v = 3, t = t + {'c'} WHERE a = 1 AND b = 'x' AND n = 1",
                "INSERT INTO snap.kinds (a, b, n) VALUES (1, 'x', 2)",
                "UPDATE snap.kinds SET s = 'alone' WHERE a = 2 AND b = 'y'",
                "INSERT INTO snap.kinds (a, b, n, v) VALUES (3, 'z', 1, 1) USING TTL 4000",
                "DELETE v FROM snap.kinds WHERE a = 1 AND b = 'x' AND n = 2");
        Replica replica = read("kinds");
        awaitSame(replica);
        assertThat(replica.changes()).allMatch(change -> change.startsWith("r "));
        if (VERSION == CassandraVersion.V5_0) {
            assertThat(replica.shownAt(0)).noneMatch(row -> row.contains("@" + Cell.UNKNOWN_TIMESTAMP));
        }
    }

    @Test
    void rowThatWasThereByItsCellsAloneEndsWithThem() throws Exception {
        execute(
                "CREATE TABLE snap.marker (id int PRIMARY KEY, v int, w int) WITH cdc = true",
                "UPDATE snap.marker SET v = 1, w = 1 WHERE id = 1",
                "INSERT INTO snap.marker (id, v, w) VALUES (2, 1, 1)");
        Replica replica = read("marker");
        execute("DELETE v, w FROM snap.marker WHERE id = 1", "DELETE v, w FROM snap.marker WHERE id = 2");
        awaitSame(replica);
        assertThat(replica.shownAt(0)).hasSize(1);
        assertThat(replica.changes()).contains("d 1").doesNotContain("d 2");
    }

    @Test
    void writeOlderThanATombstoneThatNoQueryShowsStaysHidden() throws Exception {
        execute(
                "CREATE TABLE snap.late (id int, n int, v int, PRIMARY KEY (id, n)) WITH cdc = true",
                "INSERT INTO snap.late (id, n, v) VALUES (1, 1, 1) USING TIMESTAMP 1000",
                "DELETE FROM snap.late USING TIMESTAMP 2000 WHERE id = 1",
                "INSERT INTO snap.late (id, n, v) VALUES (1, 2, 2) USING TIMESTAMP 3000");
        Replica replica = read("late");
        execute(
                "INSERT INTO snap.late (id, n, v) VALUES (1, 1, 9) USING TIMESTAMP 1500",
                "INSERT INTO snap.late (id, n, v) VALUES (1, 3, 3) USING TIMESTAMP 2500");
        awaitSame(replica);
        assertThat(replica.changes()).contains("c 1").hasSize(2);
    }

    @Test
    void listThatWasReadTakesEveryKindOfWrite() throws Exception {
        execute(
                "CREATE TABLE snap.lists (id int PRIMARY KEY, l list<int>) WITH cdc = true",
                "INSERT INTO snap.lists (id, l) VALUES (1, [1, 2, 3])",
                "INSERT INTO snap.lists (id, l) VALUES (2, [1])",
                "INSERT INTO snap.lists (id, l) VALUES (3, [1])");
        Replica replica = read("lists");
        for (String statement : List.of(
                "UPDATE snap.lists SET l = l + [4] WHERE id = 1",
                "UPDATE snap.lists SET l = [0] + l WHERE id = 1",
                "UPDATE snap.lists SET l[1] = 7 WHERE id = 1",
                "UPDATE snap.lists SET l = l - [2] WHERE id = 1",
                "UPDATE snap.lists SET l = l - [1] WHERE id = 2",
                "UPDATE snap.lists SET l = [5, 6] WHERE id = 3",
                "UPDATE snap.lists SET l = l + [7] WHERE id = 3")) {
            execute(statement);
            awaitSame(replica);
        }
    }

    @Test
    void stopInTheMiddleGoesOnWithWhatWasKept() throws Exception {
        execute("CREATE TABLE snap.resumed (id int, n int, v int, PRIMARY KEY (id, n)) WITH cdc = true");
        for (int n = 0; n < 20; n++) {
            execute("INSERT INTO snap.resumed (id, n, v) VALUES (" + n % 3 + ", " + n + ", 1)");
        }
        Replica first = replica("resumed", 7);
        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> first.poll() || !first.changes().isEmpty());
        while (first.changes().isEmpty()) {
            first.poll();
        }
        assertThat(first.changes()).hasSize(7);
        execute(
                "DELETE FROM snap.resumed WHERE id IN (0, 1, 2)",
                "INSERT INTO snap.resumed (id, n, v) VALUES (1, 5, 2)");
        Replica second = first.restarted();
        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> !second.poll() && !second.snapshot().isReading());
        awaitSame(second);
        assertThat(second.changes()).contains("d 1");
    }

    @Test
    void snapshotBesideWritesOfAllKindsConverges() throws Exception {
        long seed = Long.getLong("lockweir.snapshot.seed", System.nanoTime());
        int writes = Integer.getInteger("lockweir.snapshot.writes", 600);
        System.out.println("snapshot seed " + seed);
        Random random = new Random(seed);
        execute(
                "CREATE TYPE snap.point (x int, y int)",
                "CREATE TABLE snap.random (id int, n int, s text STATIC, v int, w text, t set<int>, m map<int, text>, l list<int>, p point,"
                        + " PRIMARY KEY (id, n)) WITH cdc = true AND CLUSTERING ORDER BY (n DESC)");
        RandomStatements statements = new RandomStatements("snap.random", random);
        for (int i = 0; i < writes; i++) {
            execute(statements.next());
        }
        Replica replica = replica("random", 5);
        for (int i = 0; i < writes; i++) {
            execute(statements.next());
            if (random.nextInt(5) == 0) {
                replica.poll();
            }
            if (random.nextInt(60) == 0) {
                replica = replica.restarted();
            }
        }
        Replica last = replica;
        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> !last.poll() && !last.snapshot().isReading());
        awaitSame(last);
        for (int i = 0; i < writes; i++) {
            execute(statements.next());
            last.poll();
        }
        awaitSame(last);
    }
}
