package io.lockweir.cassandra.connector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.HoldException;
import io.lockweir.cassandra.connector.convergence.StateKeyset;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code images=full} on a real node, with its state in a real topic. {@code -Dlockweir.full.batch=2} stops the task more than twenty times on the
 * way instead of some five times.
 */
final class FullImagesIT {
    private static final String TOPIC = "bank.whole.t";
    private static final int BATCH = Integer.getInteger("lockweir.full.batch", 9);
    /** So many records there are, and a task has at most two polls until it dies. */
    private static final int KILLS = 70 / (2 * BATCH);

    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(
            LocalStack.builder().withCassandra(Node.VERSION).withKafka());

    private static Map<String, String> properties(String name) {
        var node = STACK.stack().cassandra();
        Map<String, String> properties = Node.properties(node, node.cdcRaw().resolveSibling("spool-" + name));
        properties.put("images", "full");
        properties.put("table.include.list", "whole\\..*");
        properties.put("state.topic", "state-" + name);
        properties.put("state.topic.partitions", "3");
        properties.put("state.kafka.bootstrap.servers", STACK.stack().kafka().bootstrapServers());
        properties.put("state.encryption.keyset.json", StateKeyset.JSON);
        properties.put("checkpoint.interval.ms", "1");
        properties.put("expiry.margin.ms", "0");
        properties.put("heartbeat.interval.ms", "1");
        properties.put("snapshot.mode", "no_data");
        return properties;
    }

    private static List<String> shown(List<SourceRecord> records) {
        return records.stream().map(FullImagesIT::shown).toList();
    }

    private static String shown(SourceRecord record) {
        if (record.value() == null) {
            return "tombstone " + record.key();
        }
        Struct value = (Struct) record.value();
        return value.getString("op") + " " + value.getStruct("source").getString("origin") + " " + record.key() + " "
                + value.get("before") + " " + value.get("after");
    }

    @Test
    void outputContinuesExactlyBehindKillsAndAnOffsetThatIsGoneHolds() throws Exception {
        List<String> killed = new ArrayList<>();
        List<String> whole;
        Map<String, Object> offset = Map.of();
        Map<String, String> properties = properties("killed");
        properties.put("max.batch.records", Integer.toString(BATCH));
        try (CqlSession session = Node.session(STACK.stack().cassandra())) {
            session.execute(
                    "CREATE KEYSPACE IF NOT EXISTS whole WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute(
                    "CREATE TABLE whole.t (id int, n int, s int static, v text, m map<text, int>, PRIMARY KEY (id, n)) WITH cdc = true");
            try (RunningTask reference = RunningTask.start(properties("reference"));
                    RunningTask first = RunningTask.start(properties)) {
                reference.poll();
                first.poll();
                offset = first.offset();
                write(session);
                whole = shown(reference.awaitRecords(TOPIC, 70));
            }
        }
        assertThat(whole).hasSize(70);
        assertThat(whole.get(69)).contains("sentinel");
        assertThat(whole).filteredOn(event -> event.startsWith("d truncate")).hasSize(1);
        assertThat(whole).anyMatch(event -> event.contains("older") && event.startsWith("c log"));
        int kills = 0;
        while (killed.isEmpty() || !killed.get(killed.size() - 1).contains("sentinel")) {
            try (RunningTask task = RunningTask.start(properties, offset)) {
                for (int polls = 0; polls <= kills % 2; polls++) {
                    task.poll();
                }
                killed.addAll(shown(task.of(TOPIC)));
                offset = task.offset();
                // Polled, and never committed: the transaction of the worker that dies is aborted.
                task.poll();
            }
            kills++;
        }
        assertThat(kills).as("kills").isGreaterThanOrEqualTo(KILLS);
        assertThat(killed).isEqualTo(whole);
        assertThatThrownBy(() -> RunningTask.start(properties, Map.of()))
                .isInstanceOf(HoldException.class)
                .hasMessageStartingWith("HOLD STATE_OFFSET: ");
    }

    /** 70 records with their tombstones. */
    private static void write(CqlSession session) {
        for (int n = 0; n < 10; n++) {
            session.execute("INSERT INTO whole.t (id, n, v, m) VALUES (1, " + n + ", 'a', {'x': 1})");
            session.execute("INSERT INTO whole.t (id, n, v) VALUES (2, " + n + ", 'b')");
        }
        session.execute("UPDATE whole.t SET m = m + {'y': 2} WHERE id = 1 AND n = 3");
        session.execute("UPDATE whole.t SET m = m - {'x'} WHERE id = 1 AND n = 3");
        session.execute("DELETE FROM whole.t WHERE id = 1 AND n > 2 AND n <= 7");
        session.execute("DELETE FROM whole.t WHERE id = 2");
        session.execute("DELETE FROM whole.t WHERE id = 2");
        session.execute("BEGIN BATCH USING TIMESTAMP 4000000000000000 DELETE FROM whole.t WHERE id = 1 AND n = 0;"
                + " INSERT INTO whole.t (id, n, v) VALUES (1, 20, 'c'); APPLY BATCH");
        session.execute("DELETE FROM whole.t WHERE id = 1 AND n IN (1, 2, 8, 9)");
        session.execute("INSERT INTO whole.t (id, n, v) VALUES (4, 1, 'd')");
        session.execute("DELETE FROM whole.t WHERE id = 4");
        session.execute("TRUNCATE whole.t");
        session.execute("INSERT INTO whole.t (id, n, v) VALUES (1, 20, 'older') USING TIMESTAMP 5");
        session.execute("INSERT INTO whole.t (id, n, v) VALUES (9, 9, 'sentinel')");
    }

    /** {@code -Dlockweir.full.rows=2000000} for a large one. */
    @Test
    void largePartitionDeleteAndTruncationAreToldRowByRowThroughKills() throws Exception {
        int rows = Integer.getInteger("lockweir.full.rows", 3_000);
        Map<String, String> properties = properties("large");
        properties.put("table.include.list", "whole\\.large");
        properties.put("tombstones.on.delete", "false");
        properties.put("max.batch.records", "1000");
        properties.put("checkpoint.interval.ms", "1000");
        properties.put("heartbeat.interval.ms", "500");
        LargeTable table = new LargeTable(STACK.stack().cassandra(), properties, rows);
        try (table) {
            table.insert(1, rows);
            table.insert(2, rows / 10);
            table.execute("DELETE FROM whole.large WHERE p = 1");
            table.await("d", "log", rows);
            table.insert(3, rows);
            table.execute("TRUNCATE whole.large");
            table.await("d", "truncate", rows + rows / 10);
            table.insert(4, 1);
        }
        assertThat(table.largestPoll()).isLessThanOrEqualTo(1000);
        System.err.println("large: " + table);
    }

    /** Excluded at a start, dropped in the log: what was kept of them goes without events, and one that is included again is read as a new one. */
    @Test
    void tablesThatAreNotCapturedAnyMoreAreForgotten() throws Exception {
        Map<String, String> properties = properties("gone");
        properties.put("table.include.list", "gone\\..*");
        properties.put("snapshot.mode", "initial");
        // Each run restores what the first one wrote, but what the second forgets as it starts.
        properties.put("checkpoint.interval.ms", "3600000");
        try (CqlSession session = Node.session(STACK.stack().cassandra())) {
            session.execute(
                    "CREATE KEYSPACE gone WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            for (String table : List.of("kept", "excluded", "dropped")) {
                session.execute(
                        "CREATE TABLE gone." + table + " (id int, n int, v text, PRIMARY KEY (id, n)) WITH cdc = true");
            }
            Map<String, Object> offset;
            try (RunningTask task = RunningTask.start(properties)) {
                for (int n = 0; n < 10; n++) {
                    session.execute("INSERT INTO gone.kept (id, n, v) VALUES (1, " + n + ", 'a')");
                    session.execute("INSERT INTO gone.excluded (id, n, v) VALUES (1, " + n + ", 'a')");
                    session.execute("INSERT INTO gone.dropped (id, n, v) VALUES (1, " + n + ", 'a') USING TTL 3600");
                }
                for (String table : List.of("kept", "excluded", "dropped")) {
                    task.awaitRecords("bank.gone." + table, 10);
                }
                awaitStateRows(task, 30);
                offset = task.offset();
            }
            Map<String, String> without = new HashMap<>(properties);
            without.put("table.exclude.list", "gone\\.excluded");
            try (RunningTask task = RunningTask.start(without, offset)) {
                awaitStateRows(task, 20);
                session.execute("DELETE FROM gone.excluded WHERE id = 1 AND n = 3");
                session.execute("INSERT INTO gone.excluded (id, n, v) VALUES (1, 10, 'b')");
                session.execute("DROP TABLE gone.dropped");
                // Into the next segment.
                for (int i = 0; i < 40; i++) {
                    session.execute(
                            "INSERT INTO gone.kept (id, n, v) VALUES (1, 0, '" + (i + "x").repeat(32_000) + "')");
                }
                awaitStateRows(task, 10);
                assertThat(task.of("bank.gone.excluded")).isEmpty();
                assertThat(task.of("bank.gone.dropped")).isEmpty();
                offset = task.offset();
            }
            try (RunningTask task = RunningTask.start(properties, offset)) {
                List<String> again = shown(task.awaitRecords("bank.gone.excluded", 10));
                assertThat(again).hasSize(10).allMatch(event -> event.startsWith("r "));
                assertThat(again).anyMatch(event -> event.contains("n=10")).noneMatch(event -> event.contains("n=3}"));
                assertThat(task.of("bank.gone.kept")).isEmpty();
                assertThat(task.of("bank.gone.dropped")).isEmpty();
            }
        }
    }

    /** Each run restores what stands before the tables were made. */
    @Test
    void tablesThatAreMadeOrCapturedWhileItRunsAreToldWholeAndOnceThroughRestarts() throws Exception {
        Map<String, String> properties = properties("late");
        properties.put("table.include.list", "late\\..*");
        properties.put("snapshot.mode", "initial");
        properties.put("tombstones.on.delete", "false");
        properties.put("checkpoint.interval.ms", "3600000");
        try (CqlSession session = Node.session(STACK.stack().cassandra())) {
            session.execute(
                    "CREATE KEYSPACE late WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE late.there (id int PRIMARY KEY, v text) WITH cdc = true");
            session.execute("INSERT INTO late.there (id, v) VALUES (1, 'a')");
            Map<String, Object> offset;
            try (RunningTask task = RunningTask.start(properties)) {
                task.awaitRecords("bank.late.there", 1);
                session.execute("CREATE TABLE late.made (id int PRIMARY KEY, v text) WITH cdc = true");
                session.execute("CREATE TABLE late.altered (id int PRIMARY KEY, v text)");
                for (int id = 1; id <= 2; id++) {
                    session.execute("INSERT INTO late.made (id, v) VALUES (" + id + ", 'a')");
                    session.execute("INSERT INTO late.altered (id, v) VALUES (" + id + ", 'a')");
                }
                assertThat(kinds(task.awaitRecords("bank.late.made", 2))).containsExactly("c 1", "c 2");
                offset = task.offset();
            }
            session.execute("DELETE FROM late.made WHERE id = 1");
            try (RunningTask task = RunningTask.start(properties, offset)) {
                assertThat(kinds(task.awaitRecords("bank.late.made", 1))).containsExactly("d 1");
                session.execute("ALTER TABLE late.altered WITH cdc = true");
                assertThat(kinds(task.awaitRecords("bank.late.altered", 2))).containsExactlyInAnyOrder("r 1", "r 2");
                session.execute("ALTER TABLE late.altered WITH cdc = false");
                session.execute("INSERT INTO late.altered (id, v) VALUES (3, 'b')");
                session.execute("ALTER TABLE late.altered WITH cdc = true");
                assertThat(kinds(task.awaitRecords("bank.late.altered", 5)).subList(2, 5))
                        .as("read anew")
                        .containsExactlyInAnyOrder("r 1", "r 2", "r 3");
                assertThat(kinds(task.of("bank.late.made"))).containsExactly("d 1");
                offset = task.offset();
            }
        }
    }

    @Test
    void tableThatWasToldFromTheLogAloneIsSoWithAnotherSnapshotMode() throws Exception {
        Map<String, String> properties = properties("mode");
        properties.put("table.include.list", "mode\\..*");
        properties.put("tombstones.on.delete", "false");
        try (CqlSession session = Node.session(STACK.stack().cassandra())) {
            session.execute(
                    "CREATE KEYSPACE mode WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE mode.t (id int PRIMARY KEY, v text) WITH cdc = true");
            Map<String, Object> offset;
            try (RunningTask task = RunningTask.start(properties)) {
                task.poll();
                session.execute("INSERT INTO mode.t (id, v) VALUES (1, 'a')");
                task.awaitRecords("bank.mode.t", 1);
                awaitStateRows(task, 1);
                offset = task.poll().poll().offset();
            }
            properties.put("snapshot.mode", "initial");
            try (RunningTask task = RunningTask.start(properties, offset)) {
                session.execute("DELETE FROM mode.t WHERE id = 1");
                session.execute("INSERT INTO mode.t (id, v) VALUES (1, 'b')");
                assertThat(kinds(task.awaitRecords("bank.mode.t", 2))).containsExactly("d 1", "c 1");
            }
        }
    }

    private static List<String> kinds(List<SourceRecord> records) {
        return records.stream()
                .map(record -> ((Struct) record.value()).getString("op") + " " + ((Struct) record.key()).getInt32("id"))
                .toList();
    }

    private static void awaitStateRows(RunningTask task, long rows) throws Exception {
        ObjectName name = new ObjectName("io.lockweir:type=cassandra-source,connector=\"bank\"");
        await().atMost(RunningTask.PATIENCE).pollInSameThread().untilAsserted(() -> {
            task.poll();
            assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "StateRows"))
                    .isEqualTo(rows);
        });
    }

    @Test
    void endOfATimeToLiveIsTold() throws Exception {
        try (CqlSession session = Node.session(STACK.stack().cassandra())) {
            session.execute(
                    "CREATE KEYSPACE IF NOT EXISTS whole WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE whole.e (id int PRIMARY KEY, v text) WITH cdc = true");
            try (RunningTask task = RunningTask.start(properties("expiry"))) {
                session.execute("INSERT INTO whole.e (id, v) VALUES (1, 'a') USING TTL 2");
                assertThat(shown(task.awaitRecords("bank.whole.e", 3)))
                        .satisfiesExactly(
                                event -> assertThat(event).startsWith("c log"),
                                event -> assertThat(event).startsWith("d ttl"),
                                event -> assertThat(event).startsWith("tombstone"));
            }
        }
    }
}
