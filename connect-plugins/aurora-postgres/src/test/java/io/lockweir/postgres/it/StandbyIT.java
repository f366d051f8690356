package io.lockweir.postgres.it;

import static io.lockweir.postgres.it.Validation.error;
import static io.lockweir.postgres.it.Validation.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.postgres.AuroraPostgresConnector;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StandbyIT {

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withPostgres());

    @Test
    void aStandbyIsPassedOverForTheWriter(@TempDir Path folder) throws Exception {
        Database database = new Database(STACK.stack().postgres());
        database.execute(
                "create schema standby",
                "create table standby.t (id int primary key)",
                "insert into standby.t values (1)");
        Map<String, String> properties = database.connector("standby", "standby");
        properties.remove("database.hostname");
        try (Standby standby = Standby.of(database.server(), folder)) {
            properties.put("aurora.hosts", standby.address());
            assertThat(error(properties, "aurora.hosts"))
                    .startsWith("Cannot connect to " + standby.address()
                            + ": the server is a standby (in recovery); name the "
                            + "cluster's writer endpoint, or add the new writer to aurora.hosts");

            properties.put(
                    "aurora.hosts", standby.address() + "," + database.server().host());
            assertThat(errors(properties)).isEmpty();
            try (RunningTask task = RunningTask.start(new AuroraPostgresConnector(), properties)) {
                task.await(1);
                // The standby never sees this row.
                database.execute("insert into standby.t values (2)");
                assertThat(task.await(2)).hasSize(2);
            }
        }
    }
}
