package io.lockweir.postgres.it;

import static io.lockweir.postgres.it.Validation.error;
import static io.lockweir.postgres.it.Validation.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.postgres.AuroraPostgresConnector;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PreflightIT {

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withPostgres());

    private static final String PASSWORD = "reader-canary";

    @BeforeAll
    static void createBank() throws Exception {
        database()
                .execute(
                        "create schema preflight",
                        "create table preflight.customers (id int primary key)",
                        "create table preflight.secrets (id int primary key)",
                        "create role reader login password '" + PASSWORD + "'",
                        "create role replicator login replication password '" + PASSWORD + "'",
                        "grant usage on schema preflight to reader, replicator",
                        "grant select on preflight.customers to reader, replicator",
                        "create publication everything for all tables",
                        "create publication customers_only for table preflight.customers");
    }

    @Test
    void aServerThatIsReadyPasses() {
        assertThat(errors(connector())).isEmpty();
    }

    @Test
    void aWrongPassword() {
        Map<String, List<String>> errors = errors(connector("database.password", "wrong-canary"));
        assertThat(errors).containsOnlyKeys("database.password");
        assertThat(errors.getOrDefault("database.password", List.of()).toString())
                .contains("the server refused the user or the password; check database.user and database.password")
                .doesNotContain("canary");
    }

    @Test
    void aDatabaseThatIsNotThere() {
        assertThat(error(connector("database.dbname", "nowhere"), "database.dbname"))
                .contains("the database does not exist; check database.dbname");
    }

    @Test
    void aServerThatDoesNotAnswer() {
        assertThat(error(connector("database.port", "1"), "database.hostname"))
                .contains("Cannot connect to 127.0.0.1:1: the server does not answer; check the name, the port");
    }

    @Test
    void aUserThatMayNotReplicate() {
        assertThat(error(as("reader", "table.include.list", "preflight\\.customers"), "database.user"))
                .isEqualTo(
                        "User 'reader' may not replicate. Aurora: GRANT rds_replication TO \"reader\"; PostgreSQL: ALTER "
                                + "ROLE \"reader\" REPLICATION.");
    }

    @Test
    void tablesThatTheUserMayNotReadOrPublish() {
        Map<String, List<String>> errors = errors(as("replicator"));
        assertThat(errors).containsOnlyKeys("table.include.list", "publication.autocreate.mode");
        assertThat(errors.getOrDefault("table.include.list", List.of()).toString())
                .contains("may not read preflight.secrets");
        assertThat(errors.getOrDefault("publication.autocreate.mode", List.of()).toString())
                .contains(
                        "cannot put preflight.customers, preflight.secrets into publication 'preflight'",
                        "CREATE PUBLICATION");
    }

    @Test
    void aPublicationThatAnOwnerHasMadeNeedsNoMoreRights() {
        assertThat(errors(as(
                        "replicator",
                        "table.include.list",
                        "preflight\\.customers",
                        "publication.name",
                        "customers_only",
                        "publication.autocreate.mode",
                        "disabled")))
                .isEmpty();
    }

    @Test
    void aPublicationThatIsNotAsAsked() {
        assertThat(error(connector("publication.autocreate.mode", "disabled"), "publication.name"))
                .startsWith("Publication 'preflight' does not exist");
        assertThat(error(connector("publication.name", "everything"), "publication.name"))
                .startsWith("Publication 'everything' is for all tables");
        assertThat(error(
                        connector("publication.name", "customers_only", "publication.autocreate.mode", "disabled"),
                        "publication.name"))
                .startsWith("Publication 'customers_only' lacks preflight.secrets");
    }

    @Test
    void filtersThatMatchNothing() {
        assertThat(error(connector("table.include.list", "prefligth\\..*"), "table.include.list"))
                .startsWith("The table filters match none of the ");
    }

    @Test
    void aSlotOfAnotherDecoder() throws Exception {
        database().execute("select pg_create_physical_replication_slot('physical')");
        assertThat(error(connector("slot.name", "physical"), "slot.name"))
                .startsWith("Slot 'physical' exists, but is a physical slot");
    }

    @Test
    void theNextServerOfTheListIsTaken() {
        Map<String, String> properties = connector("aurora.hosts", "127.0.0.1:1, 127.0.0.1");
        properties.remove("database.hostname");
        assertThat(errors(properties)).isEmpty();
        properties.put("aurora.hosts", "127.0.0.1:1,127.0.0.1:2");
        assertThat(error(properties, "aurora.hosts"))
                .contains("Cannot connect to 127.0.0.1:1: ", "Cannot connect to 127.0.0.1:2: ");
    }

    @Test
    void aTaskOfAServerThatIsNotReadyDoesNotStart() {
        assertThatThrownBy(() -> RunningTask.start(new AuroraPostgresConnector(), as("reader")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("database.user: User 'reader' may not replicate.")
                .message()
                .doesNotContain("canary");
    }

    private static Database database() {
        return new Database(STACK.stack().postgres());
    }

    private static Map<String, String> connector(String... more) {
        return database().connector("preflight", "preflight", more);
    }

    private static Map<String, String> as(String user, String... more) {
        Map<String, String> properties = connector(more);
        properties.put("database.user", user);
        properties.put("database.password", PASSWORD);
        return properties;
    }
}
