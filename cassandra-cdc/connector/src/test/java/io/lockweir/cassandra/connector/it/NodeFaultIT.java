package io.lockweir.cassandra.connector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import io.lockweir.cassandra.connector.CassandraCdcSourceConnector;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A node of its own that is killed, and comes back with passwords, TLS and little room for {@code cdc_raw}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NodeFaultIT {
    private static final String PASSWORD = "cassandra";
    private static final Pattern WRITTEN = Pattern.compile("written-(\\d+)!");
    private static final int KILLS = 3;

    @TempDir
    private static Path folder = Path.of("");

    private @Nullable LocalStack started;

    @BeforeAll
    void start() {
        started = LocalStack.builder().withCassandra(Node.VERSION).start();
    }

    @AfterAll
    void stop() {
        Objects.requireNonNull(started).close();
    }

    private CassandraService node() {
        return Objects.requireNonNull(started).cassandra();
    }

    /** With the password, which a node that asks for none passes over. */
    private CqlSession session() {
        return await().atMost(RunningTask.PATIENCE)
                .ignoreExceptionsMatching(AllNodesFailedException.class::isInstance)
                .until(() -> builder(PASSWORD).build(), Objects::nonNull);
    }

    private CqlSessionBuilder builder(String password) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(node().host(), node().port()))
                .withLocalDatacenter(node().datacenter())
                .withAuthCredentials("cassandra", password)
                .withConfigLoader(Node.patient());
    }

    private Map<String, String> properties(String keyspace) {
        Map<String, String> properties = Node.properties(node(), node().cdcRaw().resolveSibling("spool-" + keyspace));
        properties.put("table.include.list", keyspace + "\\..*");
        return properties;
    }

    private Map<String, String> secured(String keyspace) {
        Map<String, String> properties = properties(keyspace);
        properties.put("cassandra.user", "cassandra");
        properties.put("cassandra.password", PASSWORD);
        properties.put("cassandra.tls.ca", folder.resolve("ca.pem").toString());
        return properties;
    }

    private static void keyspace(CqlSession session, String name) {
        session.execute(
                "CREATE KEYSPACE " + name + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute("CREATE TABLE " + name + ".t (n int PRIMARY KEY, v text) WITH cdc = true");
    }

    private static List<Integer> numbers(RunningTask task, String keyspace) {
        return task.of("bank." + keyspace + ".t").stream()
                .map(record -> ((Struct) record.key()).getInt32("n"))
                .toList();
    }

    /** What a peer that reads to the end of the file would tell, and the node forgets. */
    @Test
    @Order(1)
    void entriesBehindTheLastMarkerOfAKilledNodeAreNeverPublished() throws Exception {
        try (CqlSession session = session()) {
            keyspace(session, "killed");
        }
        Set<Integer> forgotten = new TreeSet<>();
        try (RunningTask task = RunningTask.start(properties("killed"))) {
            for (int kill = 0; kill < KILLS && forgotten.isEmpty(); kill++) {
                int from = kill * 1_000_000;
                writeUntilKilled(task, from);
                pollToTheEnd(task);
                Set<Integer> inFiles = inFiles(node().cdcRaw().resolveSibling("spool-killed"));
                if (kill == 0) {
                    secure();
                }
                node().start();
                try (CqlSession session = session()) {
                    session.execute("INSERT INTO killed.t (n) VALUES (" + (from + 999_999) + ")");
                    await().atMost(RunningTask.PATIENCE).pollInSameThread().until(() -> {
                        task.poll();
                        return numbers(task, "killed").contains(from + 999_999);
                    });
                    List<Integer> kept = session.execute("SELECT n FROM killed.t").all().stream()
                            .map(row -> row.getInt(0))
                            .toList();
                    assertThat(numbers(task, "killed")).containsExactlyInAnyOrderElementsOf(kept);
                    forgotten.addAll(inFiles);
                    kept.forEach(forgotten::remove);
                }
            }
        }
        assertThat(forgotten)
                .as("writes that are in the files and that the node forgot")
                .isNotEmpty();
    }

    private void writeUntilKilled(RunningTask task, int from) throws Exception {
        try (CqlSession session = session()) {
            int n = from;
            int before = numbers(task, "killed").size();
            while (numbers(task, "killed").size() < before + 200) {
                write(session, n, n + 100);
                n += 100;
                task.poll();
            }
            // Acknowledged right before the kill: the node writes markers ten times a second only.
            write(session, n, n + 100);
            node().kill();
        }
    }

    private static void write(CqlSession session, int from, int to) {
        IntStream.range(from, to)
                .mapToObj(n -> session.executeAsync(
                                "INSERT INTO killed.t (n, v) VALUES (" + n + ", 'written-" + n + "!')")
                        .toCompletableFuture())
                .toList()
                .forEach(CompletableFuture::join);
    }

    private static void pollToTheEnd(RunningTask task) throws InterruptedException {
        int before;
        do {
            before = numbers(task, "killed").size();
            task.poll().poll();
        } while (numbers(task, "killed").size() > before);
    }

    private static Set<Integer> inFiles(Path spool) throws IOException {
        Set<Integer> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                WRITTEN.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .results()
                        .forEach(match -> found.add(Integer.parseInt(match.group(1))));
            }
        }
        return found;
    }

    /** For the next start: passwords, TLS, and 4 MiB of room in {@code cdc_raw}. */
    private void secure() throws IOException {
        ServerCertificate certificate = ServerCertificate.create(Clock.systemUTC());
        certificate.writeAuthority(folder.resolve("ca.pem"));
        certificate.writeCertificate(folder.resolve("server.pem"));
        certificate.writeKey(folder.resolve("server.key"));
        Path both = Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(folder.resolve("server.key")) + Files.readString(folder.resolve("server.pem")));
        Path yaml = node().configuration();
        Files.writeString(
                yaml,
                Files.readString(yaml)
                                .replace("authenticator: AllowAll", "authenticator: Password")
                                .replace("cdc_total_space: 256MiB", "cdc_total_space: 4MiB")
                        + """
                        client_encryption_options:
                          enabled: true
                          optional: true
                          ssl_context_factory:
                            class_name: org.apache.cassandra.security.PEMBasedSslContextFactory
                          keystore: '%s'
                        """.formatted(both));
    }

    @Test
    @Order(2)
    void readsBehindPasswordAndTls() throws Exception {
        try (CqlSession session = session()) {
            keyspace(session, "secured");
            try (RunningTask task = RunningTask.start(secured("secured"))) {
                session.execute("INSERT INTO secured.t (n) VALUES (1)");
                assertThat(task.awaitRecords("bank.secured.t", 1)).hasSize(1);
            }
        }
    }

    @Test
    @Order(3)
    void wrongPasswordAndUntrustedAuthorityAreReportedWithoutThePassword() throws Exception {
        ServerCertificate.create(Clock.systemUTC()).writeAuthority(folder.resolve("other.pem"));
        for (Map<String, String> wrong : List.of(
                Map.of("cassandra.password", "canary-password"),
                Map.of("cassandra.password", "canary-password", "cassandra.tls.ca", ""),
                Map.of("cassandra.tls.ca", folder.resolve("other.pem").toString()))) {
            Map<String, String> properties = secured("secured");
            properties.putAll(wrong);
            List<ConfigValue> refused = new CassandraCdcSourceConnector()
                    .validate(properties).configValues().stream()
                            .filter(value -> !value.errorMessages().isEmpty())
                            .toList();
            assertThat(refused).extracting(ConfigValue::name).containsExactly("cassandra.host");
            assertThat(refused.get(0).errorMessages().toString())
                    .contains("Check address, data center, user and password")
                    .doesNotContain("canary");
            assertThatThrownBy(() -> RunningTask.start(properties))
                    .isInstanceOf(AllNodesFailedException.class)
                    .hasMessageNotContaining("canary");
        }
    }

    /** With {@code cdc_block_writes: true}, the default, the node refuses writes until segments are freed. */
    @Test
    @Order(4)
    void fullCdcRawBlocksWritesUntilTheConnectorFreesItAndNothingIsLost() throws Exception {
        try (CqlSession session = session()) {
            keyspace(session, "brimful");
            String large = "x".repeat(50_000);
            try (RunningTask task = RunningTask.start(secured("brimful"))) {
                int n = 0;
                boolean refused = false;
                while (!refused && n < 1_000) {
                    refused = !write(session, n++, large);
                }
                assertThat(refused).as("refused after %d writes of 50 kB", n).isTrue();
                List<Integer> later = new ArrayList<>();
                int next = n;
                await().atMost(RunningTask.PATIENCE).pollInSameThread().until(() -> {
                    task.poll();
                    if (write(session, next + later.size(), large)) {
                        later.add(next + later.size());
                    }
                    return later.size() >= 20;
                });
                List<Integer> kept = session.execute("SELECT n FROM brimful.t").all().stream()
                        .map(row -> row.getInt(0))
                        .toList();
                // By name, not by number: a refused write may be in the log, and again when it is repeated.
                await().atMost(RunningTask.PATIENCE)
                        .pollInSameThread()
                        .until(() -> numbers(task.poll(), "brimful").containsAll(kept));
                assertThat(numbers(task, "brimful").stream().distinct()).containsExactlyInAnyOrderElementsOf(kept);
                assertThat(kept).containsAll(later);
            }
        }
    }

    @Test
    @Order(5)
    void taskThatStartsWhileTheNodeIsDownWaitsForIt() throws Exception {
        try (CqlSession session = session()) {
            keyspace(session, "waiting");
        }
        node().kill();
        try (RunningTask task = RunningTask.start(secured("waiting"))) {
            assertThat(task.poll().offset()).isEmpty();
            node().start();
            try (CqlSession session = session()) {
                session.execute("INSERT INTO waiting.t (n) VALUES (1)");
                assertThat(task.awaitRecords("bank.waiting.t", 1)).hasSize(1);
            }
        }
    }

    private static boolean write(CqlSession session, int n, String value) {
        try {
            session.execute("INSERT INTO brimful.t (n, v) VALUES (" + n + ", '" + value + "')");
            return true;
        } catch (DriverException e) {
            return false;
        }
    }
}
