package io.lockweir.stack.container;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.CatalogOptions.Proxy;
import io.lockweir.stack.CatalogRequest;
import io.lockweir.stack.CatalogService;
import io.lockweir.stack.ObjectStoreService;
import io.lockweir.stack.catalog.CatalogAdmin;
import io.lockweir.stack.catalog.CatalogCommand;
import io.lockweir.stack.container.ContainerDefinition.Ready;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.testcontainers.containers.Network;

/** Our own test server in a plain Java image; the faulty proxy stays in this JVM. */
final class ContainerCatalog extends ContainerService implements CatalogService {
    static final int PORT = 8181;
    static final String INSIDE_URI = "http://catalog:" + PORT;
    private static final String CLIENT = "lockweir";

    private final JavaContainer java;
    private final CatalogOptions options;
    private final ObjectStoreService store;
    private final int port = Ports.free();
    private final URI server = URI.create("http://127.0.0.1:" + port);
    private final CatalogAdmin admin = new CatalogAdmin(server);
    private final String secret = UUID.randomUUID().toString();
    private final Optional<FaultyProxy> proxy;

    ContainerCatalog(Network network, StackHome home, Path work, CatalogOptions options, ObjectStoreService store) {
        super("catalog", network, work);
        this.java = new JavaContainer(home, "catalog");
        this.options = options;
        this.store = store;
        this.proxy = options.proxy() == Proxy.FAULTY ? Optional.of(FaultyProxy.before(server)) : Optional.empty();
    }

    @Override
    ContainerDefinition definition() {
        CatalogCommand command = new CatalogCommand(
                "0.0.0.0",
                PORT,
                Path.of("/stack"),
                CLIENT,
                secret,
                options.tokenLifetime(),
                ContainerObjectStore.INSIDE_ENDPOINT);
        Map<Path, String> binds = new LinkedHashMap<>(java.binds());
        binds.put(folder(), "/stack");
        return new ContainerDefinition(
                "catalog",
                JavaContainer.IMAGE,
                Map.of(PORT, port),
                Map.of(),
                java.command(command.jvmArguments(store), CatalogCommand.MAIN, List.of()),
                binds,
                new Ready.Log(".*catalog ready.*\\s", 1));
    }

    @Override
    void prepare() {
        // The server makes its own files.
    }

    @Override
    public URI uri() {
        return proxy.map(FaultyProxy::uri).orElse(server);
    }

    @Override
    public URI tokenEndpoint() {
        return admin.tokenEndpoint();
    }

    @Override
    public String credential() {
        return CLIENT + ":" + secret;
    }

    @Override
    public CatalogAdmin admin() {
        return admin;
    }

    @Override
    public List<CatalogRequest> requests() {
        return admin.requests();
    }

    @Override
    public void clearRequests() {
        admin.clearRequests();
    }

    @Override
    public Optional<FaultyProxy> faultyProxy() {
        return proxy;
    }
}
