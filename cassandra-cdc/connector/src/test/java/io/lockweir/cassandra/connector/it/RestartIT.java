package io.lockweir.cassandra.connector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.HoldException;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.LocalStackExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens around stops, gaps and tables that are gone, on a real node. */
final class RestartIT {
    @RegisterExtension
    static final LocalStackExtension STACK = Node.extension();

    private static CassandraService node() {
        return STACK.stack().cassandra();
    }

    private static Map<String, String> properties(String test) {
        Map<String, String> properties = Node.properties(node(), node().cdcRaw().resolveSibling("spool-" + test));
        properties.put("table.include.list", test + "\\..*");
        return properties;
    }

    private static void execute(String... statements) {
        try (CqlSession session = Node.session(node())) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    private static String keyspace(String name) {
        return "CREATE KEYSPACE " + name + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}";
    }

    private static List<Integer> numbers(List<SourceRecord> records) {
        return records.stream()
                .map(record -> ((Struct) record.key()).getInt32("n"))
                .toList();
    }

    @Test
    void stopInTheMiddleOfAMutationNeitherLosesNorRepeats() {
        execute(
                keyspace("resume"),
                "CREATE TABLE resume.t (id int, n int, PRIMARY KEY (id, n)) WITH cdc = true",
                "BEGIN UNLOGGED BATCH INSERT INTO resume.t (id, n) VALUES (1, 1); INSERT INTO resume.t (id, n) VALUES (1, 2);"
                        + " INSERT INTO resume.t (id, n) VALUES (1, 3); APPLY BATCH",
                "INSERT INTO resume.t (id, n) VALUES (1, 4)");
        Map<String, String> properties = properties("resume");
        properties.put("max.batch.records", "1");
        List<Integer> seen = new ArrayList<>();
        Map<String, Object> offset = Map.of();
        for (int run = 0; run < 4; run++) {
            try (RunningTask task = RunningTask.start(properties, offset)) {
                seen.addAll(numbers(task.awaitRecords("bank.resume.t", 1)));
                offset = task.offset();
            }
        }
        assertThat(seen).containsExactly(1, 2, 3, 4);
    }

    @Test
    void tableDroppedWithABacklogIsReadByTheSchemaItHad() {
        Map<String, Object> offset = droppedWithABacklog("dropped");
        try (RunningTask task = RunningTask.start(properties("dropped"), offset)) {
            assertThat(numbers(task.awaitRecords("bank.dropped.kept", 1))).containsExactly(3);
            assertThat(numbers(task.of("bank.dropped.dropped"))).containsExactly(2);
        }
    }

    /** Stopped before the second number was written to a table, the table was dropped, and the third was written to another. */
    private static Map<String, Object> droppedWithABacklog(String test) {
        execute(
                keyspace(test),
                "CREATE TABLE " + test + ".kept (n int PRIMARY KEY) WITH cdc = true",
                "CREATE TABLE " + test + ".dropped (n int PRIMARY KEY) WITH cdc = true",
                "INSERT INTO " + test + ".kept (n) VALUES (1)");
        Map<String, Object> offset;
        try (RunningTask task = RunningTask.start(properties(test))) {
            task.awaitRecords("bank." + test + ".kept", 1);
            offset = task.offset();
        }
        execute(
                "INSERT INTO " + test + ".dropped (n) VALUES (2)",
                "DROP TABLE " + test + ".dropped",
                "INSERT INTO " + test + ".kept (n) VALUES (3)");
        return offset;
    }

    @Test
    void withoutTheHistoryAWriteToATableThatIsGoneHoldsUntilTheOperatorSkipsIt() throws IOException {
        Map<String, Object> offset = droppedWithABacklog("gone");
        Path spool = node().cdcRaw().resolveSibling("spool-gone");
        for (String file : segments(spool)) {
            if (file.startsWith("Schema-")) {
                Files.write(spool.resolve(file), new byte[10]);
            }
        }
        assertThatThrownBy(() -> RunningTask.start(properties("gone"), offset))
                .isInstanceOf(HoldException.class)
                .hasMessageStartingWith("HOLD SCHEMA_HISTORY: ");
        for (String file : segments(spool)) {
            if (file.startsWith("Schema-")) {
                Files.delete(spool.resolve(file));
            }
        }
        Map<String, String> properties = properties("gone");
        String message;
        try (RunningTask task = RunningTask.start(properties, offset)) {
            message = await().atMost(RunningTask.PATIENCE)
                    .pollInSameThread()
                    .until(() -> holdOf(task), text -> text.contains("HOLD"));
        }
        assertThat(message).startsWith("HOLD UNKNOWN_TABLE: ").contains("skip.table.ids=");
        properties.put("skip.table.ids", message.substring(message.indexOf("skip.table.ids=") + 15));
        try (RunningTask task = RunningTask.start(properties, offset)) {
            assertThat(numbers(task.awaitRecords("bank.gone.kept", 1))).containsExactly(3);
        }
    }

    @Test
    void backlogIsReadByTheTypesAndTheCaptureThatWereInForce() {
        execute(
                keyspace("altered"),
                "CREATE TABLE altered.t (n int PRIMARY KEY, v ascii) WITH cdc = true",
                "CREATE TABLE altered.other (n int PRIMARY KEY) WITH cdc = true",
                "INSERT INTO altered.t (n, v) VALUES (1, 'one')");
        Map<String, Object> offset;
        try (RunningTask task = RunningTask.start(properties("altered"))) {
            task.awaitRecords("bank.altered.t", 1);
            offset = task.offset();
        }
        execute(
                "INSERT INTO altered.t (n, v) VALUES (2, 'two')",
                "ALTER TABLE altered.t DROP v",
                "ALTER TABLE altered.t ADD v blob",
                "INSERT INTO altered.t (n, v) VALUES (3, 0xff)",
                "ALTER TABLE altered.t WITH cdc = false",
                "INSERT INTO altered.t (n, v) VALUES (4, 0xff)",
                "INSERT INTO altered.other (n) VALUES (5)");
        try (RunningTask task = RunningTask.start(properties("altered"), offset)) {
            task.awaitRecords("bank.altered.other", 1);
            assertThat(task.of("bank.altered.t").stream().map(Shown::of))
                    .containsExactly(
                            "c row {\"n\":2} {\"n\":2,\"v\":\"two\"}", "c row {\"n\":3} {\"n\":3,\"v\":\"/w==\"}");
        }
    }

    @Test
    void tablesThatTheLogToldAreThoseOfTheNodeAndLostDurabilityHolds() throws Exception {
        execute(keyspace("compared"), "CREATE TABLE compared.t (n int PRIMARY KEY, v int) WITH cdc = true");
        Map<String, String> properties = properties("compared");
        properties.put("schema.compare.interval.ms", "1");
        Path spool = node().cdcRaw().resolveSibling("spool-compared");
        try (RunningTask task = RunningTask.start(properties)) {
            execute(
                    "CREATE TYPE compared.party (name text)",
                    "ALTER TABLE compared.t ADD p frozen<party>",
                    "ALTER TABLE compared.t DROP v",
                    "ALTER TYPE compared.party ADD age int",
                    "CREATE TABLE compared.gone (n int, m int, PRIMARY KEY (n, m)) WITH CLUSTERING ORDER BY (m DESC)",
                    "DROP TABLE compared.gone",
                    "INSERT INTO compared.t (n, p) VALUES (1, {name: 'a', age: 2})");
            task.awaitRecords("bank.compared.t", 1);
            List<String> told = segments(spool);
            for (int poll = 0; poll < 5; poll++) {
                task.poll();
            }
            assertThat(segments(spool).stream()
                            .filter(file -> file.startsWith("Schema-"))
                            .toList())
                    .as("adopts nothing, since nothing differs")
                    .isEqualTo(told.stream()
                            .filter(file -> file.startsWith("Schema-"))
                            .toList());
            execute("ALTER KEYSPACE compared WITH durable_writes = false");
            assertThat(await().atMost(RunningTask.PATIENCE)
                            .pollInSameThread()
                            .until(() -> holdOf(task), text -> text.contains("HOLD")))
                    .startsWith("HOLD NOT_DURABLE: writes to compared.t ");
        } finally {
            execute("ALTER KEYSPACE compared WITH durable_writes = true");
        }
    }

    private static String holdOf(RunningTask task) throws InterruptedException {
        try {
            task.poll();
            return "";
        } catch (HoldException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void segmentsAreFreedWhileNothingIsCapturedAndALostOneHolds() throws Exception {
        execute(
                keyspace("idle"),
                "CREATE TABLE idle.quiet (n int PRIMARY KEY) WITH cdc = true",
                "CREATE TABLE idle.busy (n int PRIMARY KEY, v blob) WITH cdc = true");
        Map<String, String> properties = properties("idle");
        properties.put("table.exclude.list", "idle\\.busy");
        Path spool = node().cdcRaw().resolveSibling("spool-idle");
        Map<String, Object> offset;
        try (RunningTask task = RunningTask.start(properties);
                CqlSession session = Node.session(node())) {
            task.poll();
            String first = segments(spool).stream()
                    .filter(file -> file.endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
            String large = "0x" + "ab".repeat(100_000);
            for (int n = 0; n < 40; n++) {
                session.execute("INSERT INTO idle.busy (n, v) VALUES (" + n + ", " + large + ")");
            }
            await().atMost(RunningTask.PATIENCE).pollInSameThread().until(() -> {
                task.poll();
                return !segments(spool).contains(first)
                        && !Files.exists(node().cdcRaw().resolve(first));
            });
            assertThat(task.of("__lockweir-heartbeat.bank")).isNotEmpty();
            assertThat(metric("Mutations")).isGreaterThan(40);
            assertThat(metric("Dropped")).isZero();
            assertThat(metric("Segments")).isPositive();
            await().atMost(RunningTask.PATIENCE).pollInSameThread().until(() -> {
                task.poll();
                return metric("LagMs") == 0 && metric("LagBytes") == 0;
            });
            offset = new HashMap<>(task.offset());
            String lost = first.replaceAll(".*-(\\d+)\\.log", "$1") + ":0";
            offset.replaceAll((key, value) -> key.startsWith("host.") ? lost : value);
        }
        try (RunningTask task = RunningTask.start(properties, offset)) {
            assertThatThrownBy(task::poll).isInstanceOf(HoldException.class).hasMessageStartingWith("HOLD GAP: ");
        }
        assertThat(metric("Held")).isEqualTo(1);
    }

    /** {@code -Dlockweir.idle.minutes=60}: offsets advance, segments are freed and disk does not grow while nothing is captured. */
    @Test
    @EnabledIfSystemProperty(named = "lockweir.idle.minutes", matches = "\\d+")
    void idleTableBesideABusyOneFreesSegmentsAllTheTime() throws Exception {
        execute(
                keyspace("hour"),
                "CREATE TABLE hour.quiet (n int PRIMARY KEY) WITH cdc = true",
                "CREATE TABLE hour.busy (n int PRIMARY KEY, v blob) WITH cdc = true");
        Map<String, String> properties = properties("hour");
        properties.put("table.exclude.list", "hour\\.busy");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("lockweir.idle.minutes", 60));
        String large = "0x" + "ab".repeat(100_000);
        Set<String> positions = new HashSet<>();
        long most = 0;
        int written = 0;
        try (RunningTask task = RunningTask.start(properties);
                CqlSession session = Node.session(node())) {
            while (System.nanoTime() < end) {
                session.execute("INSERT INTO hour.busy (n, v) VALUES (" + written++ % 100 + ", " + large + ")");
                task.poll();
                positions.add(task.offset().toString());
                most = Math.max(most, metric("Segments"));
                await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            }
            assertThat(task.of("bank.hour.busy")).isEmpty();
        }
        assertThat(most)
                .as("segments in the spool at once, of %d MB written", written / 10)
                .isLessThan(40);
        assertThat(positions).hasSizeGreaterThan(10);
        System.err.println("idle: " + written + " writes of 100 kB, at most " + most
                + " segments of 1 MiB in the spool, " + positions.size() + " positions");
    }

    /** Of the connector that {@link Node#properties} names. */
    private static long metric(String attribute) throws Exception {
        ObjectName name = new ObjectName("io.lockweir:type=cassandra-source,connector=\"bank\"");
        return ((Number) ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute)).longValue();
    }

    private static List<String> segments(Path spool) {
        try (Stream<Path> files = Files.list(spool)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void durableTailTellsWhatTheNodeSaysIsOnDiskAndNoMore() throws Exception {
        execute(keyspace("durable"), "CREATE TABLE durable.t (n int PRIMARY KEY) WITH cdc = true");
        Map<String, String> properties = properties("durable");
        properties.put("tail", "durable");
        try (RunningTask task = RunningTask.start(properties);
                CqlSession session = Node.session(node())) {
            for (int n = 1; n <= 3; n++) {
                session.execute("INSERT INTO durable.t (n) VALUES (" + n + ")");
                SourceRecord told = task.awaitRecords("bank.durable.t", n).get(n - 1);
                Struct source = ((Struct) told.value()).getStruct("source");
                Path index = node().cdcRaw().resolve("CommitLog-7-" + source.getInt64("segment") + "_cdc.idx");
                assertThat(Integer.parseInt(Files.readAllLines(index).get(0)))
                        .as("on disk, by the node's index")
                        .isGreaterThan(source.getInt32("pos"));
            }
        }
    }

    @Test
    void startNamesWhatTheNodeLacks() {
        execute(
                "CREATE KEYSPACE bare WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1} AND durable_writes ="
                        + " false",
                "CREATE TABLE bare.t (n int PRIMARY KEY) WITH cdc = true",
                "CREATE TABLE bare.counted (n int PRIMARY KEY, c counter) WITH cdc = true");
        assertThatThrownBy(() -> RunningTask.start(properties("bare")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Writes to bare.t do not go to the commit log")
                .hasMessageContaining("bare.counted has counters");
        assertThatThrownBy(() -> RunningTask.start(properties("nowhere")))
                .hasMessageContaining("No table with cdc=true is included");
    }
}
