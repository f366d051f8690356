package io.lockweir.stack.local;

import io.lockweir.stack.StackException;
import io.lockweir.stack.identity.KeycloakAdmin;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Keycloak in development mode, with its database in memory. In the stack's home only after a build with {@code -Dkeycloak}. */
public final class LocalKeycloak extends LocalService {
    private static final String ADMIN = "admin";

    private final StackHome home;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final String password = UUID.randomUUID().toString();
    private final URI server = URI.create("http://127.0.0.1:" + port);

    public LocalKeycloak(StackHome home, Path work) {
        super("keycloak", work);
        this.home = home;
    }

    @Override
    JavaCommand prepare() throws IOException {
        return JavaCommand.ofNative(List.of(
                "bash",
                program().toString(),
                "start-dev",
                "--db=dev-mem",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort));
    }

    private Path program() throws IOException {
        try (Stream<Path> files = Files.walk(home.folder().resolve("keycloak"), 3)) {
            return files.filter(file -> file.endsWith("bin/kc.sh"))
                    .findFirst()
                    .orElseThrow(() -> new StackException("no Keycloak in the stack's home; build with -Dkeycloak"));
        }
    }

    @Override
    Map<String, String> processEnvironment() {
        return Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                password,
                "JAVA_OPTS_KC_HEAP",
                "-Xms64m -Xmx512m",
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    /** Its first start compiles the server anew, for its settings. */
    @Override
    Duration startLimit() {
        return Duration.ofMinutes(10);
    }

    @Override
    void check() throws IOException, InterruptedException {
        Http.expectOk(server.resolve("/realms/master"));
    }

    /** As the administrator. */
    public KeycloakAdmin admin() {
        return new KeycloakAdmin(server, ADMIN, password);
    }
}
