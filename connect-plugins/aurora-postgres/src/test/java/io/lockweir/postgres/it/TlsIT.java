package io.lockweir.postgres.it;

import static io.lockweir.postgres.it.Validation.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withPostgres());

    @Test
    void aServerOfTheAuthorityIsTrusted() throws Exception {
        Database database = database();
        database.execute("create schema if not exists tls", "create table if not exists tls.t (id int primary key)");
        assertThat(errors(database.connector("tls", "tls"))).isEmpty();
    }

    @Test
    void aServerOfAnotherAuthorityIsNot(@TempDir Path folder) throws Exception {
        Path other = Files.writeString(folder.resolve("other.pem"), Authorities.another());
        assertThat(errors(database().connector("tls", "tls", "aurora.tls.ca", other.toString())))
                .containsOnlyKeys("aurora.tls.ca")
                .satisfies(errors -> assertThat(
                                errors.getOrDefault("aurora.tls.ca", List.of()).toString())
                        .contains("is not signed by the authority in aurora.tls.ca", "download the CA bundle"));
    }

    @Test
    void aServerUnderAnotherNameIsNot() {
        // An old spelling of 127.0.0.1, which the certificate does not hold.
        assertThat(errors(database().connector("tls", "tls", "database.hostname", "127.1")))
                .containsOnlyKeys("database.hostname")
                .satisfies(errors -> assertThat(errors.getOrDefault("database.hostname", List.of())
                                .toString())
                        .contains("is not for this host name", "connect by a name that the certificate holds"));
    }

    @Test
    void aFileThatIsNoCertificateIsNamed(@TempDir Path folder) throws Exception {
        Path noise = Files.writeString(folder.resolve("noise.pem"), "no certificate");
        assertThat(errors(database().connector("tls", "tls", "aurora.tls.ca", noise.toString())))
                .containsOnlyKeys("aurora.tls.ca")
                .satisfies(errors -> assertThat(
                                errors.getOrDefault("aurora.tls.ca", List.of()).toString())
                        .contains("the CA file cannot be read"));
    }

    private static Database database() {
        return new Database(STACK.stack().postgres());
    }
}
