package io.lockweir.stack;

import java.nio.file.Path;

/** PostgreSQL 17 with logical decoding, TLS and a password; {@link #user()} is a superuser. */
public interface PostgresService extends Service {
    String host();

    int port();

    String database();

    String user();

    String password();

    /** PEM of the authority that signed the server's certificate (names 127.0.0.1 and localhost). There after the start. */
    Path caCertificate();

    /** With user, password and {@code sslmode=verify-full}. */
    default String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s&sslmode=verify-full&sslrootcert=%s"
                .formatted(host(), port(), database(), user(), password(), caCertificate());
    }
}
