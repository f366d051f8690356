package io.lockweir.cassandra.connector.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.LocalStackExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each kind of write becomes with {@code images=delta}, on a real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OperationsIT {
    @RegisterExtension
    static final LocalStackExtension STACK = Node.extension();

    private @Nullable CqlSession opened;
    private @Nullable RunningTask running;

    @BeforeAll
    void start() {
        opened = Node.session(STACK.stack().cassandra());
        execute(
                "CREATE KEYSPACE ops WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
                "CREATE TABLE ops.first (id int PRIMARY KEY) WITH cdc = true");
        Path spool = STACK.stack().cassandra().cdcRaw().resolveSibling("spool-operations");
        Map<String, String> properties = Node.properties(STACK.stack().cassandra(), spool);
        // Other tests in this JVM leave tables behind, on the same node.
        properties.put("table.include.list", "ops\\..*");
        running = RunningTask.start(properties);
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

    private RunningTask task() {
        return Objects.requireNonNull(running);
    }

    private void execute(String... statements) {
        for (String statement : statements) {
            Objects.requireNonNull(opened).execute(statement);
        }
    }

    private List<String> shown(String table, int count) {
        return task().awaitRecords("bank.ops." + table, count).stream()
                .map(Shown::of)
                .toList();
    }

    @Test
    void insertUpdateAndDeleteAreToldApart() {
        execute(
                "CREATE TABLE ops.kinds (id int, n int, v text, w int, PRIMARY KEY (id, n)) WITH cdc = true",
                "INSERT INTO ops.kinds (id, n, v) VALUES (1, 2, 'a')",
                "UPDATE ops.kinds SET w = 5 WHERE id = 1 AND n = 2",
                "UPDATE ops.kinds SET v = null WHERE id = 1 AND n = 2",
                "DELETE FROM ops.kinds WHERE id = 1 AND n = 2");
        assertThat(shown("kinds", 5))
                .containsExactly(
                        "c row {\"id\":1,\"n\":2} {\"id\":1,\"n\":2,\"v\":\"a\",\"w\":null}",
                        "u row {\"id\":1,\"n\":2} {\"id\":1,\"n\":2,\"v\":null,\"w\":5}",
                        "u row {\"id\":1,\"n\":2} {\"id\":1,\"n\":2,\"v\":null,\"w\":null}",
                        "d row {\"id\":1,\"n\":2}",
                        "tombstone {\"id\":1,\"n\":2}");
    }

    @Test
    void writtenColumnsHaveTimestampTimeToLiveAndDeletion() {
        execute(
                "CREATE TABLE ops.ttl (id int PRIMARY KEY, v text, w int) WITH cdc = true",
                "INSERT INTO ops.ttl (id, v) VALUES (1, 'a') USING TTL 3600 AND TIMESTAMP 1000001",
                "UPDATE ops.ttl USING TIMESTAMP 1000002 SET w = null WHERE id = 1");
        List<SourceRecord> records = task().awaitRecords("bank.ops.ttl", 2);
        assertThat(Shown.written(records.get(0)))
                .isEqualTo("[{\"column\":null,\"ts_us\":1000001,\"ttl\":3600,\"deleted\":false},"
                        + "{\"column\":\"v\",\"ts_us\":1000001,\"ttl\":3600,\"deleted\":false}]");
        assertThat(Shown.written(records.get(1)))
                .isEqualTo("[{\"column\":\"w\",\"ts_us\":1000002,\"ttl\":null,\"deleted\":true}]");
        Struct source = ((Struct) records.get(0).value()).getStruct("source");
        assertThat(source.getString("connector")).isEqualTo("cassandra");
        assertThat(source.getInt64("ts_us")).isEqualTo(1_000_001);
        assertThat(source.getInt64("segment")).isPositive();
    }

    @Test
    void staticColumnsAreAStreamOfTheirOwn() {
        execute(
                "CREATE TABLE ops.account (id int, n int, owner text STATIC, amount int, PRIMARY KEY (id, n)) WITH cdc = true",
                "INSERT INTO ops.account (id, n, owner, amount) VALUES (1, 1, 'me', 7)",
                "UPDATE ops.account SET owner = 'you' WHERE id = 1",
                "DELETE FROM ops.account WHERE id = 1");
        assertThat(shown("account.static", 4))
                .containsExactly(
                        "u row {\"id\":1} {\"id\":1,\"owner\":\"me\"}",
                        "u row {\"id\":1} {\"id\":1,\"owner\":\"you\"}",
                        "d row {\"id\":1}",
                        "tombstone {\"id\":1}");
        assertThat(shown("account", 2))
                .containsExactly(
                        "c row {\"id\":1,\"n\":1} {\"id\":1,\"n\":1,\"amount\":7}",
                        "d partition {\"id\":1,\"n\":null}");
    }

    @Test
    void collectionsTellWhatIsPutRemovedAndReplaced() {
        execute(
                "CREATE TABLE ops.many (id int PRIMARY KEY, s set<text>, m map<text, int>, l list<int>, i map<int, text>) WITH cdc = true",
                "UPDATE ops.many SET s = s + {'a'} WHERE id = 1",
                "UPDATE ops.many SET s = s - {'a'} WHERE id = 1",
                "UPDATE ops.many SET s = {'b'} WHERE id = 1",
                "UPDATE ops.many SET s = null WHERE id = 1",
                "UPDATE ops.many SET m['k'] = 3, i[7] = 'seven' WHERE id = 1",
                "DELETE m['k'] FROM ops.many WHERE id = 1",
                "UPDATE ops.many SET l = l + [9] WHERE id = 1");
        List<String> shown = shown("many", 7);
        String row = "u row {\"id\":1} {\"id\":1,\"i\":null,\"l\":null,\"m\":null,\"s\":";
        assertThat(shown.subList(0, 4))
                .containsExactly(
                        row + "{\"replaced\":false,\"put\":[\"a\"],\"removed\":null}}",
                        row + "{\"replaced\":false,\"put\":null,\"removed\":[\"a\"]}}",
                        row + "{\"replaced\":true,\"put\":[\"b\"],\"removed\":null}}",
                        row + "null}");
        assertThat(shown.get(4))
                .contains("\"m\":{\"replaced\":false,\"put\":{\"k\":3},\"removed\":null}")
                .contains("\"i\":{\"replaced\":false,\"put\":[{\"key\":7,\"value\":\"seven\"}],\"removed\":null}");
        assertThat(shown.get(5)).contains("\"m\":{\"replaced\":false,\"put\":null,\"removed\":[\"k\"]}");
        assertThat(shown.get(6)).contains("\"value\":9").contains("\"position\":\"");
    }

    @Test
    void userTypesFrozenOrNotAndTheirFieldsAreRead() {
        execute(
                "CREATE TYPE ops.address (street text, number int)",
                "CREATE TABLE ops.person (id int PRIMARY KEY, home address, work frozen<address>) WITH cdc = true",
                "INSERT INTO ops.person (id, home, work) VALUES (1, {street: 'A', number: 1}, {street: 'B', number: 2})",
                "UPDATE ops.person SET home.number = 3 WHERE id = 1",
                "UPDATE ops.person SET home.street = null WHERE id = 1");
        List<String> shown = shown("person", 3);
        assertThat(shown.get(0))
                .contains("\"home\":{\"replaced\":true,\"put\":{\"street\":\"A\",\"number\":1},\"removed\":null}")
                .contains("\"work\":{\"street\":\"B\",\"number\":2}");
        assertThat(shown.get(1)).contains("\"put\":{\"street\":null,\"number\":3},\"removed\":null");
        assertThat(shown.get(2)).contains("\"put\":null,\"removed\":[\"street\"]");
    }

    @Test
    void rangeDeletesTellTheirBounds() {
        execute(
                "CREATE TABLE ops.ranges (id int, a int, b text, PRIMARY KEY (id, a, b)) WITH cdc = true",
                "DELETE FROM ops.ranges WHERE id = 1 AND a > 3 AND a <= 5",
                "DELETE FROM ops.ranges WHERE id = 1 AND a = 4 AND b >= 'x'",
                "DELETE FROM ops.ranges WHERE id = 1 AND a < 2");
        String key = "d range {\"id\":1,\"a\":null,\"b\":null} ";
        assertThat(shown("ranges", 3))
                .containsExactly(
                        key
                                + "{\"from\":{\"a\":3,\"b\":null},\"from_inclusive\":false,\"to\":{\"a\":5,\"b\":null},\"to_inclusive\":true}",
                        key
                                + "{\"from\":{\"a\":4,\"b\":\"x\"},\"from_inclusive\":true,\"to\":{\"a\":4,\"b\":null},\"to_inclusive\":true}",
                        key
                                + "{\"from\":{\"a\":null,\"b\":null},\"from_inclusive\":true,\"to\":{\"a\":2,\"b\":null},\"to_inclusive\":false}");
    }

    @Test
    void columnsAddedAndDroppedWhileRunningAreFollowed() {
        execute(
                "CREATE TABLE ops.evolving (id int PRIMARY KEY, v text) WITH cdc = true",
                "INSERT INTO ops.evolving (id, v) VALUES (1, 'a')",
                "ALTER TABLE ops.evolving ADD w int",
                "INSERT INTO ops.evolving (id, v, w) VALUES (1, 'b', 2)",
                "ALTER TABLE ops.evolving DROP v",
                "INSERT INTO ops.evolving (id, w) VALUES (1, 3)");
        List<String> shown = shown("evolving", 3);
        assertThat(shown.get(1)).contains("\"w\":2");
        assertThat(shown.get(2)).isEqualTo("c row {\"id\":1} {\"id\":1,\"w\":3}");
    }

    @Test
    void valuesOfAllTypesAreMappedAsDocumented() {
        boolean vectors = Node.VERSION == CassandraVersion.V5_0;
        execute(
                "CREATE TABLE ops.types (id int PRIMARY KEY, a ascii, b blob, c boolean, d tinyint, e smallint, f bigint, g varint,"
                        + " h decimal, i float, j double, k date, l time, m timestamp, n timeuuid, o uuid, p inet, q duration,"
                        + " r tuple<int, text>, s frozen<list<int>>, t frozen<map<text, text>>"
                        + (vectors ? ", u vector<float, 2>" : "") + ") WITH cdc = true",
                "INSERT INTO ops.types (id, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t"
                        + (vectors ? ", u" : "")
                        + ") VALUES (1, 'x', 0x01ff, true, 1, 2, 3, 4, 1.50, 0.5, 0.25, '1970-01-03', '00:00:01', 1000,"
                        + " 50554d6e-29bb-11e5-b345-feff819cdc9f, 50554d6e-29bb-41e5-b345-feff819cdc9f, '127.0.0.1', 1mo2d3ns,"
                        + " (1, 'two'), [1, 2], {'k': 'v'}"
                        + (vectors ? ", [1.0, 2.0]" : "") + ")");
        assertThat(shown("types", 1).get(0))
                .contains("\"a\":\"x\",\"b\":\"Af8=\",\"c\":true,\"d\":1,\"e\":2,\"f\":3,")
                .contains(
                        "\"h\":{\"scale\":2,\"value\":\"AJY=\"},\"i\":0.5,\"j\":0.25,\"k\":2,\"l\":1000000000,\"m\":1000,")
                .contains("\"n\":\"50554d6e-29bb-11e5-b345-feff819cdc9f\"")
                .contains("\"p\":\"127.0.0.1\",\"q\":{\"months\":1,\"days\":2,\"nanoseconds\":3}")
                .contains("\"r\":{\"field0\":1,\"field1\":\"two\"},\"s\":[1,2],\"t\":{\"k\":\"v\"}")
                .contains(vectors ? "\"u\":[1.0,2.0]" : "");
    }
}
