package io.lockweir.stack.container;

import io.lockweir.stack.RegistryService;
import io.lockweir.stack.container.ContainerDefinition.Ready;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.Versions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Network;

/** Apicurio's image with its in-memory H2. */
final class ContainerRegistry extends ContainerService implements RegistryService {
    static final int PORT = 8080;
    static final String APICURIO = "/apis/registry/v3";
    static final String CCOMPAT = "/apis/ccompat/v7";

    private final int port = Ports.free();

    ContainerRegistry(Network network, Path work) {
        super("registry", network, work);
    }

    @Override
    ContainerDefinition definition() {
        return new ContainerDefinition(
                "registry",
                "apicurio/apicurio-registry:" + Versions.of("apicurio"),
                Map.of(PORT, port),
                Map.of("APICURIO_STORAGE_KIND", "sql", "APICURIO_STORAGE_SQL_KIND", "h2"),
                List.of(),
                Map.of(),
                new Ready.Http(PORT, CCOMPAT + "/subjects"));
    }

    @Override
    void prepare() {
        // Nothing is bound.
    }

    @Override
    public URI ccompatUrl() {
        return URI.create("http://127.0.0.1:" + port + CCOMPAT);
    }

    @Override
    public URI apicurioUrl() {
        return URI.create("http://127.0.0.1:" + port + APICURIO);
    }
}
