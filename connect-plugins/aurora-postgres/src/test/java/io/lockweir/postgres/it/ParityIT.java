package io.lockweir.postgres.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.postgresql.PostgresConnector;
import io.lockweir.postgres.AuroraPostgresConnector;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our records equal plain Debezium's, but for the connector's name and the time of its work. */
class ParityIT {

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withPostgres());

    private static final int IN_SNAPSHOT = 3;

    @Test
    void recordsEqualPlainDebeziums() throws Exception {
        Database database = new Database(STACK.stack().postgres());
        database.execute(Workload.TABLES);
        database.transaction(Workload.BEFORE_THE_START);
        Map<String, String> plain = database.connector(
                "plain",
                "parity",
                "database.sslmode",
                "verify-full",
                "database.sslrootcert",
                database.server().caCertificate().toString(),
                "plugin.name",
                "pgoutput",
                "publication.autocreate.mode",
                "filtered");
        plain.remove("aurora.tls.ca");
        try (RunningTask ours = RunningTask.start(new AuroraPostgresConnector(), database.connector("ours", "parity"));
                RunningTask theirs = RunningTask.start(new PostgresConnector(), plain)) {
            ours.await(IN_SNAPSHOT);
            theirs.await(IN_SNAPSHOT);
            // The first streamed event names the last commit that its own stream has seen.
            database.execute(Workload.WARM_UP);
            int changes = Workload.run(database);
            int expected = IN_SNAPSHOT + 1 + changes;

            List<SourceRecord> actual = ours.await(expected);
            List<SourceRecord> wanted = theirs.await(expected);

            assertThat(actual).hasSize(expected);
            assertThat(canonical(actual, "ours")).isEqualTo(canonical(wanted, "plain"));
            assertThat(actual.subList(IN_SNAPSHOT + 1, expected))
                    .filteredOn(record -> record.value() != null)
                    .extracting(record -> ((Struct) record.value()).getString("op"))
                    .contains("c", "u", "d");
        }
    }

    private static List<String> canonical(List<SourceRecord> records, String name) {
        return java.util.stream.IntStream.range(0, records.size())
                .filter(i -> i != IN_SNAPSHOT)
                .mapToObj(i -> CanonicalRecord.of(records.get(i), name))
                .toList();
    }
}
