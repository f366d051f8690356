package io.lockweir.stack.local;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.CatalogOptions.Proxy;
import io.lockweir.stack.CatalogRequest;
import io.lockweir.stack.CatalogService;
import io.lockweir.stack.ObjectStoreService;
import io.lockweir.stack.catalog.CatalogAdmin;
import io.lockweir.stack.catalog.CatalogCommand;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.process.JavaCommand;
import io.lockweir.stack.process.Ports;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Our own test server over Iceberg's REST servlet; its files go to the stack's object store. */
final class LocalCatalog extends LocalService implements CatalogService {
    private static final String CLIENT = "lockweir";

    private final StackHome home;
    private final CatalogOptions options;
    private final ObjectStoreService store;
    private final URI server = URI.create("http://127.0.0.1:" + Ports.free());
    private final CatalogAdmin admin = new CatalogAdmin(server);
    private final String secret = UUID.randomUUID().toString();
    private final Optional<FaultyProxy> proxy;

    LocalCatalog(StackHome home, Path work, CatalogOptions options, ObjectStoreService store) {
        super("catalog", work);
        this.home = home;
        this.options = options;
        this.store = store;
        this.proxy = options.proxy() == Proxy.FAULTY ? Optional.of(FaultyProxy.before(server)) : Optional.empty();
    }

    @Override
    JavaCommand prepare() {
        CatalogCommand command = new CatalogCommand(
                "127.0.0.1",
                server.getPort(),
                folder(),
                CLIENT,
                secret,
                options.tokenLifetime(),
                store.endpoint().toString());
        List<String> jvm =
                new ArrayList<>(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        jvm.addAll(command.jvmArguments(store));
        return new JavaCommand(home.classPath("catalog"), jvm, CatalogCommand.MAIN, List.of());
    }

    @Override
    void check() throws IOException {
        int status = admin.configStatus(admin.token(CLIENT, secret));
        if (status != 200) {
            throw new IOException("the configuration was answered with " + status);
        }
        admin.clearRequests();
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
