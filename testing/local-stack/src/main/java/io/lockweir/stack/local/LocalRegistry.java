package io.lockweir.stack.local;

import io.lockweir.stack.RegistryService;
import io.lockweir.stack.StackException;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Apicurio with its in-memory H2. */
final class LocalRegistry extends LocalService implements RegistryService {
    private final StackHome home;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();

    LocalRegistry(StackHome home, Path work) {
        super("registry", work);
        this.home = home;
    }

    @Override
    JavaCommand prepare() throws IOException {
        return new JavaCommand(
                // Its manifest names the jars of the lib folder beside it.
                runner().toString(),
                List.of(
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=" + managementPort,
                        "-Dapicurio.storage.kind=sql",
                        "-Dapicurio.storage.sql.kind=h2"),
                "io.quarkus.runner.GeneratedMain",
                List.of());
    }

    private Path runner() throws IOException {
        try (Stream<Path> files = Files.list(home.folder().resolve("registry"))) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new StackException("no registry in the stack's home; build testing/servers"));
        }
    }

    @Override
    void check() throws IOException, InterruptedException {
        Http.expectOk(URI.create(ccompatUrl() + "/subjects"));
    }

    @Override
    public URI ccompatUrl() {
        return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    @Override
    public URI apicurioUrl() {
        return URI.create("http://127.0.0.1:" + port + "/apis/registry/v3");
    }
}
