package io.lockweir.stack.container;

import io.lockweir.stack.PostgresService;
import io.lockweir.stack.container.ContainerDefinition.Ready;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.tls.ServerCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.Network;

/** The official image with TLS and logical decoding. */
final class ContainerPostgres extends ContainerService implements PostgresService {
    static final int PORT = 5432;
    static final String NAME = "postgres";

    /** The server refuses a key that another user owns, and bound files keep their owner. */
    private static final String COMMAND = "install -o postgres -m 600 /tls/server.key /var/lib/postgresql/server.key"
            + " && exec docker-entrypoint.sh postgres -c wal_level=logical -c synchronous_commit=on"
            + " -c max_replication_slots=16 -c max_wal_senders=16"
            + " -c ssl=on -c ssl_cert_file=/tls/server.pem -c ssl_key_file=/var/lib/postgresql/server.key";

    private final int port = Ports.free();
    private final String password = UUID.randomUUID().toString();
    private final ServerCertificate certificate = ServerCertificate.create(Clock.systemUTC(), NAME);

    ContainerPostgres(Network network, Path work) {
        super(NAME, network, work);
    }

    @Override
    ContainerDefinition definition() {
        return new ContainerDefinition(
                NAME,
                "postgres:17",
                Map.of(PORT, port),
                Map.of("POSTGRES_PASSWORD", password),
                List.of("sh", "-c", COMMAND),
                Map.of(folder(), "/tls"),
                // Once while the image creates the database, and once for its users.
                new Ready.Log(".*database system is ready to accept connections.*\\s", 2));
    }

    @Override
    void prepare() throws IOException {
        certificate.writeAuthority(caCertificate());
        certificate.writeCertificate(folder().resolve("server.pem"));
        certificate.writeKey(folder().resolve("server.key"));
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String database() {
        return "postgres";
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public Path caCertificate() {
        return folder().resolve("ca.pem");
    }
}
