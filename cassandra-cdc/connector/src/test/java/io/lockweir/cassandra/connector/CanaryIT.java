package io.lockweir.cassandra.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.event.DeltaEvents;
import io.lockweir.cassandra.connector.event.EventSettings;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.connector.segments.DirectorySegmentSource;
import io.lockweir.cassandra.connector.segments.LogFollower;
import io.lockweir.cassandra.connector.segments.Tail;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.MutationDecoder;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows full of canaries, read with changed bytes and with wrong schemas: nothing that is thrown tells any of them. */
final class CanaryIT {
    private static final String CANARY = "canary7c1f";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CHANGES = 20_000;

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withCassandra(CassandraVersion.V5_0));

    @Test
    void noFaultTellsAValueOfARow() throws Exception {
        CassandraService node = STACK.stack().cassandra();
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(node.host(), node.port()))
                .withLocalDatacenter(node.datacenter())
                .build()) {
            write(session);
            Schemas schemas = Schemas.of(session);
            List<Entry> entries = entries(node, schemas);
            long seed = System.nanoTime();
            SplittableRandom random = new SplittableRandom(seed);
            DeltaEvents events = new DeltaEvents(new EventSettings(
                    "bank",
                    "cluster",
                    "1",
                    EventSettings.Tombstones.EMIT,
                    EventSettings.CellMetadata.ALL,
                    Clock.systemUTC()));
            List<TableSchema> renamed = renamed(schemas.tables());
            int faults = 0;
            for (int change = 0; change < CHANGES; change++) {
                Entry entry = entries.get(random.nextInt(entries.size()));
                Collection<TableSchema> tables = change % 2 == 0 ? schemas.tables() : renamed;
                try {
                    tell(new MutationDecoder(tables), events, changed(entry, random));
                } catch (Exception e) {
                    faults++;
                    assertThat(text(e)).as("seed %d", seed).doesNotContain(CANARY, hex());
                }
            }
            assertThat(faults).as("seed %d", seed).isGreaterThan(CHANGES / 10);
        }
    }

    private static void write(CqlSession session) {
        for (String statement : List.of(
                "CREATE KEYSPACE canary WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
                "CREATE TYPE canary.u (a text, b int)",
                "CREATE TABLE canary.t (p text, c text, s text STATIC, a ascii, b blob, l list<text>, m map<text, text>, f frozen<u>,"
                        + " n u, d decimal, i inet, z date, PRIMARY KEY (p, c)) WITH cdc = true")) {
            session.execute(statement);
        }
        for (int row = 0; row < 20; row++) {
            session.execute(
                    ("INSERT INTO canary.t (p, c, s, a, b, l, m, f, n, d, i, z) VALUES ('X%1$d', 'X%1$d', 'X', 'X', 0x%2$s, ['X'],"
                                    + " {'X': 'X'}, {a: 'X', b: 1}, {a: 'X', b: 1}, 1.5, '127.0.0.1', '2020-01-01')")
                            .formatted(row, hex())
                            .replace("X", CANARY));
        }
    }

    private static String hex() {
        return HexFormat.of().formatHex(CANARY.getBytes(UTF_8));
    }

    /** Those of the canaries, once all are there. */
    private static List<Entry> entries(CassandraService node, Schemas schemas) throws Exception {
        List<Entry> found = new ArrayList<>();
        try (LogFollower log = new LogFollower(
                new DirectorySegmentSource(node.cdcRaw(), node.cdcRaw().resolveSibling("spool-canary")),
                Tail.MARKER,
                Optional.empty())) {
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                for (Optional<Entry> entry = log.next(); entry.isPresent(); entry = log.next()) {
                    if (schemas.decoder().decode(entry.get()) instanceof Decoded.Mutation mutation
                            && mutation.updates().get(0).table().qualifiedName().equals("canary.t")) {
                        found.add(new Entry(
                                entry.get().start(),
                                entry.get().end(),
                                entry.get().version(),
                                entry.get().mutation().copy()));
                    }
                }
                return found.size() >= 20;
            });
        }
        return found;
    }

    /** One to four changed bytes behind the table's id. */
    private static Entry changed(Entry entry, SplittableRandom random) {
        byte[] bytes = entry.mutation().toByteArray();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(17, bytes.length)] = (byte) random.nextInt();
        }
        return new Entry(entry.start(), entry.end(), entry.version(), Slice.of(bytes));
    }

    /** Tables that lack their last regular column, as after a change nobody saw. */
    private static List<TableSchema> renamed(Collection<TableSchema> tables) {
        return tables.stream()
                .map(table -> new TableSchema(
                        table.id(),
                        table.keyspace(),
                        table.name(),
                        table.partitionKey(),
                        table.clustering(),
                        table.statics(),
                        table.regulars().stream().skip(1).toList(),
                        List.of()))
                .toList();
    }

    private static void tell(MutationDecoder decoder, DeltaEvents events, Entry entry) throws Exception {
        Decoded decoded = decoder.decode(entry);
        if (decoded instanceof Decoded.Mutation mutation) {
            for (PartitionUpdate update : mutation.updates()) {
                events.of(update, new Origin("host", mutation.start()));
            }
        } else {
            throw MutationSource.hold(decoded);
        }
    }

    private static String text(Exception e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
