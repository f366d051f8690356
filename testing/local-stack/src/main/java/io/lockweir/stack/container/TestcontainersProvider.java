package io.lockweir.stack.container;

import io.lockweir.stack.CassandraService;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.CatalogService;
import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectService;
import io.lockweir.stack.KafkaService;
import io.lockweir.stack.ObjectStoreService;
import io.lockweir.stack.PostgresService;
import io.lockweir.stack.RegistryService;
import io.lockweir.stack.StackEnvironment;
import io.lockweir.stack.StackException;
import io.lockweir.stack.StackProvider;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.process.StackHome;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.Network;

/**
 * Services as containers of one network; {@code -Dstack=testcontainers}. Needs a Docker engine from the first start on, not
 * before.
 *
 * <p>The servers of ours and S3Proxy are run from the stack's home in a plain Java image, so the build must have made it.
 */
public final class TestcontainersProvider implements StackProvider {
    private static final String THIS_MACHINE = "host.testcontainers.internal";

    private final Network network = Network.newNetwork();
    private final StackHome home;
    private final Path work;
    private final StackEnvironment environment = new StackEnvironment();
    private final List<ContainerService> services = new ArrayList<>();
    private final List<FaultyProxy> proxies = new ArrayList<>();
    private @Nullable ObjectStoreService store;

    /** Each service has its folder below {@code work}. */
    public TestcontainersProvider(StackHome home, Path work) {
        this.home = home;
        this.work = work;
    }

    private <S extends ContainerService> S known(S service) {
        services.add(service);
        return service;
    }

    @Override
    public PostgresService postgres() {
        ContainerPostgres postgres = known(new ContainerPostgres(network, work));
        environment.postgres(postgres, ContainerPostgres.NAME, ContainerPostgres.PORT, postgres.caCertificate());
        return postgres;
    }

    @Override
    public KafkaService kafka() {
        environment.put("KAFKA_BOOTSTRAP", ContainerKafka.INSIDE_ADDRESS);
        return known(new ContainerKafka(network, work));
    }

    @Override
    public RegistryService registry() {
        String inside = "http://registry:" + ContainerRegistry.PORT;
        environment.registry(
                URI.create(inside + ContainerRegistry.APICURIO), URI.create(inside + ContainerRegistry.CCOMPAT));
        return known(new ContainerRegistry(network, work));
    }

    /** Not in a container: its tests hard-link the node's segments and read its configuration file. */
    @Override
    public CassandraService cassandra(CassandraVersion version) {
        throw new StackException(version + " runs as a process of this machine only; leave out -Dstack=testcontainers");
    }

    @Override
    public ObjectStoreService objectStore() {
        ContainerObjectStore made = known(new ContainerObjectStore(network, home, work));
        store = made;
        environment.objectStore(URI.create(ContainerObjectStore.INSIDE_ENDPOINT), made.accessKey(), made.secretKey());
        return made;
    }

    @Override
    public CatalogService catalog(CatalogOptions options) {
        ObjectStoreService under = Objects.requireNonNull(store, "no object store");
        ContainerCatalog catalog = known(new ContainerCatalog(network, home, work, options, under));
        URI inside = URI.create(ContainerCatalog.INSIDE_URI);
        if (catalog.faultyProxy().isPresent()) {
            FaultyProxy proxy = catalog.faultyProxy().get();
            proxies.add(proxy);
            inside = URI.create("http://" + THIS_MACHINE + ":" + proxy.uri().getPort());
        }
        environment.catalog(inside, catalog.credential());
        return catalog;
    }

    @Override
    public ConnectService connect(ConnectOptions options) {
        return known(new ContainerConnect(network, work, options, environment, this::exposeProxies));
    }

    /** Starts a container of Testcontainers, so not before one of ours is started. */
    private void exposeProxies() {
        proxies.forEach(proxy -> Testcontainers.exposeHostPorts(proxy.uri().getPort()));
    }

    @Override
    public StackEnvironment environment() {
        return environment;
    }

    @Override
    public void close() {
        services.forEach(ContainerService::remove);
        proxies.forEach(FaultyProxy::close);
        network.close();
    }
}
