package io.lockweir.stack.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.StackEnvironment;
import io.lockweir.stack.container.ContainerDefinition.Ready;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.HttpWaitStrategy;
import org.testcontainers.containers.wait.strategy.LogMessageWaitStrategy;

/** None of this asks a Docker engine. */
final class ContainerDefinitionsTest {
    private final Network network = Network.newNetwork();

    @TempDir
    private Path work;

    private StackHome home;

    @BeforeEach
    void writeClassPaths() throws IOException {
        home = new StackHome(work.resolve("home"));
        Files.createDirectories(home.folder());
        Files.writeString(home.folder().resolve("s3proxy.classpath"), "/repository/s3proxy.jar");
        Files.writeString(home.folder().resolve("catalog.classpath"), "/repository/a/a.jar:/repository/b/b.jar");
    }

    @Test
    void postgresHasTlsForItsNameInTheNetworkAndLogicalDecoding() throws IOException {
        ContainerPostgres postgres = new ContainerPostgres(network, work);
        ContainerDefinition definition = postgres.definition();
        assertThat(definition.image()).isEqualTo("postgres:17");
        assertThat(definition.ports()).containsExactly(Map.entry(5432, postgres.port()));
        assertThat(definition.environment()).containsOnlyKeys("POSTGRES_PASSWORD");
        assertThat(definition.command())
                .element(2)
                .asString()
                .contains("wal_level=logical", "synchronous_commit=on", "ssl=on");
        assertThat(definition.binds()).containsValue("/tls");
        assertThat(definition.ready())
                .isInstanceOfSatisfying(
                        Ready.Log.class, log -> assertThat(log.times()).isEqualTo(2));

        Files.createDirectories(postgres.folder());
        postgres.prepare();
        assertThat(postgres.caCertificate()).exists();
        assertThat(postgres.folder().resolve("server.key")).exists();
    }

    @Test
    void kafkaTellsEachSideItsOwnAddress() {
        ContainerKafka kafka = new ContainerKafka(network, work);
        ContainerDefinition definition = kafka.definition();
        assertThat(definition.image()).isEqualTo("apache/kafka:" + ConnectVersion.V4_3.release());
        assertThat(definition.environment().get("KAFKA_ADVERTISED_LISTENERS"))
                .contains("OUTSIDE://" + kafka.bootstrapServers(), "INSIDE://kafka:19092");
        assertThat(definition.ports()).containsOnlyKeys(9092);
        assertThat(definition.binds()).containsEntry(kafka.dataDirectory(), "/data");
    }

    @Test
    void registryIsReadyWhenItsCompatibleApiAnswers() {
        ContainerRegistry registry = new ContainerRegistry(network, work);
        assertThat(registry.definition().ready()).isEqualTo(new Ready.Http(8080, "/apis/ccompat/v7/subjects"));
        assertThat(registry.definition().image()).startsWith("apicurio/apicurio-registry:3.");
    }

    @Test
    void objectStoreRunsTheJarOfTheLocalStack() throws IOException {
        ContainerObjectStore store = new ContainerObjectStore(network, home, work);
        ContainerDefinition definition = store.definition();
        assertThat(definition.image()).isEqualTo("eclipse-temurin:17-jre");
        assertThat(definition.binds()).containsEntry(Path.of("/repository/s3proxy.jar"), "/server/s3proxy.jar");
        assertThat(definition.command()).containsSequence("-cp", "/server/s3proxy.jar", "org.gaul.s3proxy.Main");
        store.prepare();
        assertThat(store.dataDirectory().resolve("warehouse")).isDirectory();
    }

    @Test
    void catalogListensInItsNetworkAndFindsTheObjectStoreThere() {
        ContainerObjectStore store = new ContainerObjectStore(network, home, work);
        ContainerDefinition definition =
                new ContainerCatalog(network, home, work, CatalogOptions.DEFAULT, store).definition();
        assertThat(definition.command())
                .contains(
                        "-Dcatalog.host=0.0.0.0",
                        "-Dcatalog.port=8181",
                        "-Dcatalog.property.s3.endpoint=http://s3proxy:8080",
                        "/server/a.jar:/server/b.jar");
        assertThat(definition.ready()).isEqualTo(new Ready.Log(".*catalog ready.*\\s", 1));
    }

    @Test
    void workerSeesNamedFilesOfThisMachineAtTheSamePlace() throws IOException {
        Path keyset = Files.writeString(work.resolve("keyset.json"), "{}");
        Path plugin = Files.createDirectories(work.resolve("plugin"));
        Files.createFile(plugin.resolve("plugin.jar"));
        ConnectOptions options = ConnectOptions.of(ConnectVersion.V3_9, plugin)
                .withEnvironment(Map.of("LOCKWEIR_KEYSET_FILE", keyset.toString()));
        ContainerConnect worker =
                new ContainerConnect(network, work, options, new StackEnvironment().put("X", "y"), () -> {});
        ContainerDefinition definition = worker.definition();
        assertThat(definition.image()).isEqualTo("apache/kafka:" + ConnectVersion.V3_9.release());
        assertThat(definition.binds())
                .containsEntry(keyset, keyset.toString())
                .containsEntry(plugin, plugin.toString())
                .containsEntry(worker.folder(), worker.folder().toString());
        assertThat(definition.environment())
                .containsEntry("LOCKWEIR_X", "y")
                .containsEntry("KAFKA_HEAP_OPTS", "-Xmx1g");
        assertThat(definition.ready()).isEqualTo(new Ready.Http(8083, "/connectors"));

        Files.createDirectories(worker.folder());
        worker.prepare();
        Properties written = new Properties();
        written.load(Files.newBufferedReader(worker.folder().resolve("worker.properties")));
        assertThat(written)
                .containsEntry("bootstrap.servers", "kafka:19092")
                .containsEntry("listeners", "http://0.0.0.0:8083")
                .containsEntry("exactly.once.source.support", "enabled");
    }

    @Test
    void definitionsBecomeContainersOnFixedPortsOfLoopback() {
        ContainerRegistry registry = new ContainerRegistry(network, work);
        try (GenericContainer<?> container = registry.create()) {
            assertThat(container.getPortBindings())
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1:" + registry.ccompatUrl().getPort())
                    .contains("8080");
            assertThat(container.getNetworkAliases()).contains("registry");
            assertThat(container.getEnvMap()).containsEntry("APICURIO_STORAGE_KIND", "sql");
        }
    }

    @Test
    void readinessBecomesAWaitStrategy() {
        assertThat(ContainerService.waiting(new Ready.Http(1, "/"))).isInstanceOf(HttpWaitStrategy.class);
        assertThat(ContainerService.waiting(new Ready.Log(".*", 1))).isInstanceOf(LogMessageWaitStrategy.class);
    }

    @Test
    void providerGivesTheWorkerTheAddressesOfTheNetwork() {
        try (TestcontainersProvider provider = new TestcontainersProvider(home, work)) {
            provider.postgres();
            provider.kafka();
            provider.registry();
            provider.objectStore();
            provider.catalog(CatalogOptions.DEFAULT);
            assertThat(provider.environment().variables())
                    .containsEntry("LOCKWEIR_POSTGRES_HOST", "postgres")
                    .containsEntry("LOCKWEIR_POSTGRES_PORT", "5432")
                    .containsEntry("LOCKWEIR_KAFKA_BOOTSTRAP", "kafka:19092")
                    .containsEntry("LOCKWEIR_REGISTRY_URL", "http://registry:8080/apis/registry/v3")
                    .containsEntry("LOCKWEIR_S3_ENDPOINT", "http://s3proxy:8080")
                    .containsEntry("LOCKWEIR_CATALOG_URI", "http://catalog:8181");
        }
    }

    @Test
    void workerReachesTheFaultyProxyOfThisMachine() {
        try (TestcontainersProvider provider = new TestcontainersProvider(home, work)) {
            provider.objectStore();
            provider.catalog(CatalogOptions.DEFAULT.faultyProxy());
            assertThat(provider.environment().variables().get("LOCKWEIR_CATALOG_URI"))
                    .startsWith("http://host.testcontainers.internal:");
        }
    }

    @Test
    void namesAreThoseOfTheLocalStack() {
        ContainerObjectStore store = new ContainerObjectStore(network, home, work);
        assertThat(List.of(
                        new ContainerPostgres(network, work).name(),
                        new ContainerKafka(network, work).name(),
                        new ContainerRegistry(network, work).name(),
                        store.name(),
                        new ContainerCatalog(network, home, work, CatalogOptions.DEFAULT, store).name()))
                .containsExactly("postgres", "kafka", "registry", "s3proxy", "catalog");
    }
}
