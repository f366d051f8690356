package io.lockweir.cassandra.connector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.HoldException;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Debezium's connector (3.4.1) gets wrong on the same node, by name, each right here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PeerFaultsIT {
    @RegisterExtension
    static final LocalStackExtension STACK = Node.extension();

    private @Nullable CqlSession opened;
    private @Nullable RunningTask running;

    @BeforeAll
    void start() {
        opened = Node.session(node());
        execute(
                "CREATE KEYSPACE peers WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
                "CREATE TABLE peers.first (id int PRIMARY KEY) WITH cdc = true");
        running = RunningTask.start(properties("spool-peers"));
    }

    @AfterAll
    void stop() {
        if (running != null) {
            running.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    private static CassandraService node() {
        return STACK.stack().cassandra();
    }

    private static Map<String, String> properties(String spool) {
        Map<String, String> properties = Node.properties(node(), node().cdcRaw().resolveSibling(spool));
        properties.put("table.include.list", "peers\\..*");
        return properties;
    }

    private RunningTask task() {
        return Objects.requireNonNull(running);
    }

    private void execute(String... statements) {
        for (String statement : statements) {
            Objects.requireNonNull(opened).execute(statement);
        }
    }

    private List<String> shown(String table, int count) {
        return task().awaitRecords("bank.peers." + table, count).stream()
                .map(Shown::of)
                .toList();
    }

    @Test
    void staticColumnsAreNotLost() {
        execute(
                "CREATE TABLE peers.statics (id int, n int, owner text STATIC, v int, PRIMARY KEY (id, n)) WITH cdc = true",
                "UPDATE peers.statics SET owner = 'me' WHERE id = 1",
                "INSERT INTO peers.statics (id, n, owner, v) VALUES (2, 1, 'you', 3)");
        assertThat(shown("statics.static", 2))
                .containsExactly(
                        "u row {\"id\":1} {\"id\":1,\"owner\":\"me\"}",
                        "u row {\"id\":2} {\"id\":2,\"owner\":\"you\"}");
        assertThat(shown("statics", 1)).containsExactly("c row {\"id\":2,\"n\":1} {\"id\":2,\"n\":1,\"v\":3}");
    }

    @Test
    void removalFromASetIsNoAddition() {
        execute(
                "CREATE TABLE peers.sets (id int PRIMARY KEY, st set<text>) WITH cdc = true",
                "UPDATE peers.sets SET st = st + {'a', 'b'} WHERE id = 1",
                "UPDATE peers.sets SET st = st - {'a'} WHERE id = 1");
        assertThat(shown("sets", 2))
                .containsExactly(
                        "u row {\"id\":1} {\"id\":1,\"st\":{\"replaced\":false,\"put\":[\"a\",\"b\"],\"removed\":null}}",
                        "u row {\"id\":1} {\"id\":1,\"st\":{\"replaced\":false,\"put\":null,\"removed\":[\"a\"]}}");
    }

    @Test
    void writeOfAUserTypeThatIsNotFrozenNeitherFailsNorTakesTheRowsBehindItAlong() {
        execute(
                "CREATE TYPE peers.place (street text, number int)",
                "CREATE TABLE peers.typed (id int PRIMARY KEY, home place) WITH cdc = true",
                "INSERT INTO peers.typed (id, home) VALUES (1, {street: 'A', number: 1})",
                "INSERT INTO peers.typed (id) VALUES (2)");
        assertThat(shown("typed", 2))
                .containsExactly(
                        "c row {\"id\":1} {\"id\":1,\"home\":{\"replaced\":true,\"put\":{\"street\":\"A\",\"number\":1},"
                                + "\"removed\":null}}",
                        "c row {\"id\":2} {\"id\":2,\"home\":null}");
    }

    @Test
    void tableWithAVectorBlindsNoTable() {
        execute("CREATE TABLE peers.plain (id int PRIMARY KEY) WITH cdc = true");
        if (Node.VERSION == CassandraVersion.V5_0) {
            execute(
                    "CREATE TABLE peers.embedded (id int PRIMARY KEY, v vector<float, 2>) WITH cdc = true",
                    "INSERT INTO peers.embedded (id, v) VALUES (1, [0.5, 2])");
            assertThat(shown("embedded", 1)).containsExactly("c row {\"id\":1} {\"id\":1,\"v\":[0.5,2.0]}");
        }
        execute("INSERT INTO peers.plain (id) VALUES (2)");
        assertThat(shown("plain", 1)).containsExactly("c row {\"id\":2} {\"id\":2}");
    }

    @Test
    void deleteAt10AndInsertAt20OfOneBatchAreBothTold() {
        execute(
                "CREATE TABLE peers.batched (id int, n int, v text, PRIMARY KEY (id, n)) WITH cdc = true",
                "BEGIN BATCH DELETE FROM peers.batched USING TIMESTAMP 10 WHERE id = 1 AND n = 1;"
                        + " INSERT INTO peers.batched (id, n, v) VALUES (1, 1, 'new') USING TIMESTAMP 20; APPLY BATCH");
        assertThat(shown("batched", 3))
                .containsExactly(
                        "d row {\"id\":1,\"n\":1}",
                        "tombstone {\"id\":1,\"n\":1}",
                        "c row {\"id\":1,\"n\":1} {\"id\":1,\"n\":1,\"v\":\"new\"}");
    }

    /** dbz#2388. */
    @Test
    void batchOverCapturedAndOtherTablesLosesNothing() {
        execute(
                "CREATE TABLE peers.other (id int PRIMARY KEY, v text)",
                "CREATE TABLE peers.mixed (id int PRIMARY KEY, v text) WITH cdc = true",
                "BEGIN BATCH INSERT INTO peers.other (id, v) VALUES (1, 'no'); INSERT INTO peers.mixed (id, v) VALUES (1, 'yes');"
                        + " INSERT INTO peers.other (id, v) VALUES (2, 'no'); APPLY BATCH");
        assertThat(shown("mixed", 1)).containsExactly("c row {\"id\":1} {\"id\":1,\"v\":\"yes\"}");
        assertThat(task().of("bank.peers.other")).isEmpty();
    }

    @Test
    void rangeDeleteIsTold() {
        execute(
                "CREATE TABLE peers.ranged (id int, n int, PRIMARY KEY (id, n)) WITH cdc = true",
                "DELETE FROM peers.ranged WHERE id = 1 AND n > 3");
        assertThat(shown("ranged", 1))
                .containsExactly("d range {\"id\":1,\"n\":null} {\"from\":{\"n\":3},\"from_inclusive\":false,"
                        + "\"to\":{\"n\":null},\"to_inclusive\":true}");
    }

    /** A changed bit in a segment that is done with: what is before it is told, then the task holds, at each start. */
    @Test
    void whatCannotBeReadHoldsAndIsNotSkipped() throws Exception {
        execute("CREATE TABLE peers.damaged (id int PRIMARY KEY, v text) WITH cdc = true");
        Path raw = Files.createDirectories(node().cdcRaw().resolveSibling("cdc_raw-damaged"));
        String filler = "f".repeat(100_000);
        for (int id = 0; id < 40; id++) {
            execute("INSERT INTO peers.damaged (id, v) VALUES (" + id + ", '" + id + filler + "')");
        }
        task().awaitRecords("bank.peers.damaged", 40);
        copy(node().cdcRaw().resolveSibling("spool-peers"), raw);
        damage(raw, "20" + filler);
        Map<String, String> properties = properties("spool-damaged");
        properties.put("cdc.raw.dir", raw.toString());
        Map<String, Object> offset = Map.of();
        for (int start = 0; start < 2; start++) {
            try (RunningTask task = RunningTask.start(properties, offset)) {
                assertThat(await().atMost(RunningTask.PATIENCE)
                                .pollInSameThread()
                                .until(() -> hold(task), text -> !text.isEmpty()))
                        .startsWith("HOLD UNREADABLE_LOG: ");
                assertThat(task.of("bank.peers.damaged").stream().map(record -> ((Struct) record.key()).getInt32("id")))
                        .doesNotContain(20)
                        .hasSize(start == 0 ? 20 : 0);
                offset = task.offset();
            }
        }
    }

    private static void copy(Path spool, Path raw) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                Files.copy(file, raw.resolve(file.getFileName()));
            }
        }
    }

    private static void damage(Path raw, String text) throws IOException {
        try (Stream<Path> files = Files.list(raw)) {
            for (Path file : files.toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                int at = content.indexOf(text);
                if (at >= 0) {
                    Files.writeString(
                            file,
                            content.substring(0, at) + 'X' + content.substring(at + 1),
                            StandardCharsets.ISO_8859_1);
                }
            }
        }
    }

    private static String hold(RunningTask task) throws InterruptedException {
        try {
            task.poll();
            return "";
        } catch (HoldException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
