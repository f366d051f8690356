package io.lockweir.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CassandraIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withCassandra(CassandraVersion.values()));

    @ParameterizedTest
    @EnumSource
    void linksSegmentsWithChanges(CassandraVersion version) {
        CassandraService node = STACK.stack().cassandra(version);
        try (CqlSession session = session(node)) {
            session.execute(
                    "CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE k.t (id int PRIMARY KEY, v text) WITH cdc = true");
            session.execute("INSERT INTO k.t (id, v) VALUES (1, 'kept')");
        }
        await().atMost(TIMEOUT).untilAsserted(() -> {
            List<String> files = names(node.cdcRaw());
            assertThat(files).anyMatch(name -> name.endsWith("_cdc.idx"));
            assertThat(files).anyMatch(name -> name.endsWith(".log"));
        });
        assertThat(names(node.commitLog())).anyMatch(name -> name.startsWith("CommitLog-7-"));
    }

    @Test
    void killedNodeComesBackWithItsData() {
        CassandraService node = STACK.stack().cassandra(CassandraVersion.V5_0);
        try (CqlSession session = session(node)) {
            session.execute(
                    "CREATE KEYSPACE again WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE again.t (id int PRIMARY KEY, v text)");
            session.execute("INSERT INTO again.t (id, v) VALUES (1, 'kept')");
        }
        node.kill();
        assertThat(node.alive()).isFalse();
        node.restart();
        try (CqlSession session = session(node)) {
            assertThat(session.execute("SELECT v FROM again.t WHERE id = 1").one())
                    .isNotNull()
                    .satisfies(row -> assertThat(row.getString(0)).isEqualTo("kept"));
        }
    }

    private static CqlSession session(CassandraService node) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(node.host(), node.port()))
                .withLocalDatacenter(node.datacenter())
                // Two seconds are too few for a node that starts beside others.
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, TIMEOUT)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, TIMEOUT)
                        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, TIMEOUT)
                        .build())
                .build();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
