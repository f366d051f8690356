package io.lockweir.stack;

import io.lockweir.stack.StackOptions.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A set of running servers.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.builder().withPostgres().withCatalog().withConnect(pluginFolder).start()) {
 *     stack.connect().putConnector("bank", config);
 * }
 * }</pre>
 */
public final class LocalStack implements AutoCloseable {
    /** System property with the folder for the servers' data and logs. */
    public static final String WORK_PROPERTY = "lockweir.stack.work";

    private final StackProvider provider;
    private final StackOptions options;
    private final Path work;
    private final List<Service> services = new ArrayList<>();
    private final Optional<PostgresService> postgres;
    private final Optional<KafkaService> kafka;
    private final Optional<RegistryService> registry;
    private final Optional<ObjectStoreService> objectStore;
    private final Optional<CatalogService> catalog;
    private final List<CassandraService> nodes = new ArrayList<>();
    private final List<ConnectService> workers = new ArrayList<>();

    private LocalStack(StackProvider provider, StackOptions options, Path work) {
        this.provider = provider;
        this.options = options;
        this.work = work;
        this.postgres = make(Kind.POSTGRES, provider::postgres);
        this.kafka = make(Kind.KAFKA, provider::kafka);
        this.registry = make(Kind.REGISTRY, provider::registry);
        this.objectStore = make(Kind.OBJECT_STORE, provider::objectStore);
        this.catalog = make(Kind.CATALOG, () -> provider.catalog(options.catalog()));
        for (CassandraVersion version : options.nodes()) {
            nodes.add(provider.cassandra(version));
        }
        services.addAll(nodes);
        for (ConnectOptions worker : options.workers()) {
            workers.add(provider.connect(worker));
        }
        services.addAll(workers);
    }

    private <S extends Service> Optional<S> make(Kind kind, Supplier<S> maker) {
        if (!options.has(kind)) {
            return Optional.empty();
        }
        S service = maker.get();
        services.add(service);
        return Optional.of(service);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Starts all at the same time; when one fails, ends all and throws its exception. */
    private LocalStack started() {
        try {
            ParallelStart.of(services);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        return this;
    }

    public PostgresService postgres() {
        return present(postgres, "withPostgres");
    }

    public KafkaService kafka() {
        return present(kafka, "withKafka");
    }

    public RegistryService registry() {
        return present(registry, "withRegistry");
    }

    public ObjectStoreService objectStore() {
        return present(objectStore, "withObjectStore");
    }

    public CatalogService catalog() {
        return present(catalog, "withCatalog");
    }

    /** The first node. */
    public CassandraService cassandra() {
        return present(nodes.stream().findFirst(), "withCassandra");
    }

    public CassandraService cassandra(CassandraVersion version) {
        return present(nodes.stream().filter(node -> node.version() == version).findFirst(), "withCassandra");
    }

    /** The first worker. */
    public ConnectService connect() {
        return present(workers.stream().findFirst(), "withConnect");
    }

    public List<ConnectService> workers() {
        return List.copyOf(workers);
    }

    public ConnectService connect(String name) {
        return present(workers.stream().filter(w -> w.name().equals(name)).findFirst(), "withConnect");
    }

    /** All services in the order of their making. */
    public List<Service> services() {
        return List.copyOf(services);
    }

    /** The {@code LOCKWEIR_*} variables as the Connect workers see them. */
    public StackEnvironment environment() {
        return provider.environment();
    }

    /** The folder that holds one folder a service. */
    public Path work() {
        return work;
    }

    private static <S> S present(Optional<S> service, String method) {
        return service.orElseThrow(() -> new IllegalStateException("not in this stack; build it " + method));
    }

    /** Ends all services, workers first; data and logs stay. */
    @Override
    public void close() {
        List<Service> reverse = new ArrayList<>(services);
        Collections.reverse(reverse);
        reverse.forEach(Service::close);
        provider.close();
    }

    /** Says what the stack consists of. */
    public static final class Builder {
        private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        private final List<ConnectOptions> workers = new ArrayList<>();
        private final List<CassandraVersion> nodes = new ArrayList<>();
        private CatalogOptions catalog = CatalogOptions.DEFAULT;
        private Optional<Path> work = Optional.empty();

        private Builder() {}

        public Builder withPostgres() {
            return with(Kind.POSTGRES);
        }

        public Builder withKafka() {
            return with(Kind.KAFKA);
        }

        public Builder withRegistry() {
            return with(Kind.REGISTRY);
        }

        public Builder withObjectStore() {
            return with(Kind.OBJECT_STORE);
        }

        /** With the object store below it. */
        public Builder withCatalog() {
            return with(Kind.CATALOG);
        }

        public Builder withCatalog(CatalogOptions options) {
            catalog = options;
            return with(Kind.CATALOG);
        }

        /** One node a version, each a cluster of its own; the first one is in the workers' environment. */
        public Builder withCassandra(CassandraVersion... versions) {
            nodes.addAll(List.of(versions));
            return this;
        }

        /** A 4.3 worker, with Kafka. */
        public Builder withConnect(Path... plugins) {
            return withConnect(ConnectOptions.of(ConnectVersion.V4_3, plugins));
        }

        /** One more worker, with Kafka. */
        public Builder withConnect(ConnectOptions options) {
            workers.add(options);
            return this;
        }

        /** Instead of a new folder below {@value LocalStack#WORK_PROPERTY}. */
        public Builder work(Path folder) {
            work = Optional.of(folder);
            return this;
        }

        private Builder with(Kind kind) {
            kinds.add(kind);
            return this;
        }

        StackOptions options() {
            return new StackOptions(kinds, catalog, nodes, workers);
        }

        /** Returns when every server answers. */
        public LocalStack start() {
            Path folder = work.orElseGet(WorkFolder::fresh).toAbsolutePath();
            return new LocalStack(Providers.chosen(folder), options(), folder).started();
        }
    }
}
