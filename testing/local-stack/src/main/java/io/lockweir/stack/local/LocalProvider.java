package io.lockweir.stack.local;

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
import io.lockweir.stack.StackProvider;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.process.StackHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Services as processes of this machine, from the class paths that the build left in the stack's home. */
public final class LocalProvider implements StackProvider {
    private final StackHome home;
    private final Path work;
    private final StackEnvironment environment = new StackEnvironment();
    private final List<FaultyProxy> proxies = new ArrayList<>();
    private @Nullable KafkaService kafka;
    private @Nullable ObjectStoreService store;

    /** Each service has its folder below {@code work}. */
    public LocalProvider(StackHome home, Path work) {
        this.home = home;
        this.work = work;
    }

    @Override
    public PostgresService postgres() {
        PostgresService postgres = new LocalPostgres(home, work);
        environment.postgres(postgres, postgres.host(), postgres.port(), postgres.caCertificate());
        return postgres;
    }

    @Override
    public KafkaService kafka() {
        KafkaService made = new LocalKafka(home, work);
        kafka = made;
        environment.put("KAFKA_BOOTSTRAP", made.bootstrapServers());
        return made;
    }

    @Override
    public RegistryService registry() {
        RegistryService registry = new LocalRegistry(home, work);
        environment.registry(registry.apicurioUrl(), registry.ccompatUrl());
        return registry;
    }

    @Override
    public CassandraService cassandra(CassandraVersion version) {
        CassandraService made = new LocalCassandra(home, work, version);
        if (!environment.variables().containsKey("LOCKWEIR_CASSANDRA_HOST")) {
            environment.cassandra(made, made.host(), made.port(), made.cdcRaw(), made.spool(), made.configuration());
        }
        return made;
    }

    @Override
    public ObjectStoreService objectStore() {
        ObjectStoreService made = new LocalObjectStore(home, work);
        store = made;
        environment.objectStore(made.endpoint(), made.accessKey(), made.secretKey());
        return made;
    }

    @Override
    public CatalogService catalog(CatalogOptions options) {
        CatalogService catalog =
                new LocalCatalog(home, work, options, Objects.requireNonNull(store, "no object store"));
        catalog.faultyProxy().ifPresent(proxies::add);
        environment.catalog(catalog.uri(), catalog.credential());
        return catalog;
    }

    @Override
    public ConnectService connect(ConnectOptions options) {
        return new LocalConnect(home, work, options, Objects.requireNonNull(kafka, "no Kafka"), environment);
    }

    @Override
    public StackEnvironment environment() {
        return environment;
    }

    @Override
    public void close() {
        proxies.forEach(FaultyProxy::close);
    }
}
