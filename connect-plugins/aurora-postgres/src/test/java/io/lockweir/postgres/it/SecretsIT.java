package io.lockweir.postgres.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.postgres.AuroraPostgresConnector;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets of the connector, and of the transforms and converters beside it, at the levels of the build's log settings. */
class SecretsIT {

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withPostgres());

    @Test
    void noSecretIsLogged() throws Exception {
        Database database = new Database(STACK.stack().postgres());
        database.execute(
                "create schema secrets",
                "create table secrets.t (id int primary key)",
                "insert into secrets.t values (1)");
        Map<String, String> properties = database.connector(
                "secrets",
                "secrets",
                "transforms",
                "encrypt",
                "transforms.encrypt.keyset.json",
                "canary-keyset",
                "value.converter.basic.auth",
                "canary-converter",
                "producer.override.ssl.keystore.key",
                "canary-producer",
                "database.sslpassword",
                "canary-key-password");
        String log = logOf(() -> {
            AuroraPostgresConnector connector = new AuroraPostgresConnector();
            connector.validate(properties);
            try (RunningTask task = RunningTask.start(connector, properties)) {
                task.await(1);
            }
        });
        assertThat(log)
                .contains("Starting AuroraPostgresTask with configuration")
                .contains("transforms.encrypt.keyset.json = ********")
                .doesNotContain("canary")
                .doesNotContain(database.server().password());
    }

    private interface Work {
        void run() throws Exception;
    }

    private static String logOf(Work work) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        System.setErr(new PrintStream(copy, true, UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return copy.toString(UTF_8);
    }
}
