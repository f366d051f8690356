package io.lockweir.stack;

/**
 * Makes the services of one stack, each not yet started; they are then started all at the same time. Called from one thread, once
 * a service, in the order of the methods here.
 */
public interface StackProvider extends AutoCloseable {
    PostgresService postgres();

    KafkaService kafka();

    ObjectStoreService objectStore();

    /** After {@link #objectStore()}. */
    CatalogService catalog(CatalogOptions options);

    RegistryService registry();

    CassandraService cassandra(CassandraVersion version);

    /** After {@link #kafka()} and whatever else its environment shall name. */
    ConnectService connect(ConnectOptions options);

    /** The addresses of the services made so far as a Connect worker of this stack sees them. */
    StackEnvironment environment();

    /** Frees what belongs to no single service; the services are closed by then. */
    @Override
    void close();
}
