package io.lockweir.stack.local;

import io.lockweir.stack.PostgresService;
import io.lockweir.stack.StackException;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.LogTail;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import io.lockweir.stack.tls.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** PostgreSQL from zonky's binaries, which we start ourselves: zonky would leave it running when our JVM is killed. */
final class LocalPostgres extends LocalService implements PostgresService {
    private static final String SETTINGS = """

            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            wal_level = logical
            synchronous_commit = on
            max_replication_slots = 16
            max_wal_senders = 16
            max_connections = 100
            ssl = on
            ssl_cert_file = '%s'
            ssl_key_file = '%s'
            """;

    private final PostgresBinaries binaries;
    private final ServerCertificate certificate = ServerCertificate.create(Clock.systemUTC());
    private final String password = UUID.randomUUID().toString();
    private final int port = Ports.free();

    LocalPostgres(StackHome home, Path work) {
        super("postgres", work);
        this.binaries = new PostgresBinaries(home);
    }

    @Override
    JavaCommand prepare() throws IOException {
        Path certificateFile = folder().resolve("server.pem");
        Path keyFile = folder().resolve("server.key");
        certificate.writeAuthority(caCertificate());
        certificate.writeCertificate(certificateFile);
        certificate.writeKey(keyFile);
        if (!Files.exists(data())) {
            initialize();
            Path configuration = data().resolve("postgresql.conf");
            String settings = SETTINGS.formatted(port, certificateFile, keyFile);
            Files.writeString(configuration, Files.readString(configuration) + settings);
        }
        return JavaCommand.ofNative(command("postgres", "-D", data().toString()));
    }

    private void initialize() throws IOException {
        Path passwordFile = Files.writeString(folder().resolve("password"), password);
        run(
                "initdb.log",
                command(
                        "initdb",
                        "--pgdata=" + data(),
                        "--username=" + user(),
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        Files.delete(passwordFile);
    }

    private List<String> command(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root; in a new user namespace without a mapping it sees itself as nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.folder().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private void run(String logName, List<String> command) throws IOException {
        Path output = folder().resolve(logName);
        Process process = new ProcessBuilder(command)
                .directory(folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new StackException("%s ended with %d:%n%s".formatted(command, code, LogTail.of(output, 40)));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StackException("interrupted in " + command, e);
        }
    }

    @Override
    void check() throws IOException, GeneralSecurityException {
        PostgresHandshake.check(port, user(), certificate.authority());
    }

    /** With a checkpoint, and without waiting for clients; SIGTERM would wait for all of them. */
    @Override
    public void close() {
        if (alive()) {
            try {
                run("stop.log", command("pg_ctl", "stop", "-D", data().toString(), "-m", "fast", "-w", "-t", "10"));
            } catch (IOException | StackException e) {
                // Then it is killed below; its next start replays the log.
            }
        }
        super.close();
    }

    private Path data() {
        return folder().resolve("data");
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
