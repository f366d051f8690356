package io.lockweir.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockweir.stack.CatalogRequest.PathKind;
import io.lockweir.stack.catalog.CatalogAdmin;
import io.lockweir.stack.connect.ConnectRestException;
import io.lockweir.stack.connect.ConnectorStatus;
import io.lockweir.stack.fault.Fault;
import io.lockweir.stack.fault.FaultRule;
import io.lockweir.stack.fault.ProxiedRequest;
import io.lockweir.stack.process.StackHome;
import io.lockweir.stack.s3.S3Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class LocalStackIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ConnectOptions OLD_WORKER =
            ConnectOptions.of(ConnectVersion.V3_9, StackHome.find().fileConnectorPlugin());

    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(LocalStack.builder()
            .withPostgres()
            .withRegistry()
            .withCatalog(CatalogOptions.DEFAULT.faultyProxy())
            .withConnect(ConnectOptions.of(
                            ConnectVersion.V4_3, StackHome.find().folder().resolve("plugins"))
                    .withEnvironment(Map.of("LOCKWEIR_EXTRA", "from-the-test")))
            .withConnect(OLD_WORKER));

    @TempDir
    private Path folder;

    private static LocalStack stack() {
        return STACK.stack();
    }

    @Test
    void postgresDecodesLogicallyAndTakesVerifiedTlsWithThePassword() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(stack().postgres().jdbcUrl());
                Statement statement = connection.createStatement()) {
            assertThat(one(statement, "show wal_level")).isEqualTo("logical");
            assertThat(one(statement, "show synchronous_commit")).isEqualTo("on");
            assertThat(one(statement, "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()"))
                    .isEqualTo("true");
        }
        String wrong = stack().postgres().jdbcUrl().replaceAll("password=[^&]+", "password=wrong");
        assertThatThrownBy(() -> DriverManager.getConnection(wrong)).hasMessageContaining("password authentication");
    }

    private static String one(Statement statement, String sql) throws Exception {
        try (ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    @Test
    void killedPostgresComesBackWithItsData() throws Exception {
        try (LocalStack own = LocalStack.builder().withPostgres().start()) {
            PostgresService postgres = own.postgres();
            try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                statement.execute("create table kept as select 42 as answer");
            }
            postgres.kill();
            assertThat(postgres.alive()).isFalse();
            postgres.restart();
            try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                assertThat(one(statement, "select answer from kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void connectWritesAvroThatTheRegistryKnowsAndSurvivesItsKill() throws Exception {
        ConnectService connect = stack().connect();
        connect.putConnector(
                "lines",
                fileSource(Map.of(
                        "value.converter", "io.apicurio.registry.utils.converter.AvroConverter",
                        "value.converter.apicurio.registry.url", "${env:LOCKWEIR_REGISTRY_URL}",
                        "value.converter.apicurio.registry.auto-register", "true")));
        ConnectorStatus status = connect.awaitRunning("lines", TIMEOUT);
        assertThat(status.tasks()).hasSize(1);
        assertThat(Files.readString(connect.log())).contains("FileStreamSource");
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.subscribe(List.of("lines"));
            await().atMost(TIMEOUT)
                    .until(() -> !consumer.poll(Duration.ofMillis(500)).isEmpty());
            assertThat(get(URI.create(stack().registry().ccompatUrl() + "/subjects"), ""))
                    .contains("lines-value");

            connect.kill();
            assertThat(connect.alive()).isFalse();
            connect.restart();
            assertThat(connect.awaitRunning("lines", TIMEOUT).running()).isTrue();
        }
        connect.deleteConnector("lines");
        assertThat(connect.client().connectors()).isEmpty();
    }

    @Test
    void failedTaskIsReportedWithItsTrace() throws Exception {
        ConnectService connect = stack().connect();
        connect.putConnector(
                "broken",
                fileSource(Map.of(
                        "transforms", "cast",
                        "transforms.cast.type", "org.apache.kafka.connect.transforms.Cast$Value",
                        "transforms.cast.spec", "int32")));
        assertThat(connect.awaitFailed("broken", TIMEOUT)).contains("NumberFormatException");
        assertThatThrownBy(() -> connect.awaitRunning("broken", TIMEOUT))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("NumberFormatException");
        connect.deleteConnector("broken");
    }

    @Test
    void connectRefusesAConfigurationWithTheWorkersMessage() {
        assertThatThrownBy(() -> stack().connect().putConnector("none", Map.of("connector.class", "no.such.Connector")))
                .isInstanceOf(ConnectRestException.class)
                .hasMessageContaining("no.such.Connector");
    }

    @Test
    void bothWorkersHaveTheirPluginsAndVersions() throws Exception {
        assertThat(stack().connect().plugins()).contains("io.apicurio.registry.utils.converter.AvroConverter");
        assertThat(stack().connect("connect39").plugins())
                .contains("org.apache.kafka.connect.file.FileStreamSourceConnector")
                .contains("org.apache.kafka.connect.transforms.ReplaceField$Value");
        for (ConnectVersion version : ConnectVersion.values()) {
            URI worker = stack().connect(version.server()).restUrl();
            assertThat(get(worker, "")).contains("\"version\":\"" + version.release() + "\"");
        }
    }

    @Test
    void objectStoreChecksSignaturesAndMakesBuckets() throws Exception {
        ObjectStoreService store = stack().objectStore();
        store.createBucket("another");
        store.createBucket("another");
        assertThat(store.dataDirectory().resolve("another")).isDirectory();
        S3Requests good = new S3Requests(store.endpoint(), store.accessKey(), store.secretKey(), Clock.systemUTC());
        assertThat(good.send("HEAD", "/another")).isEqualTo(200);
        S3Requests wrong = new S3Requests(store.endpoint(), store.accessKey(), "wrong", Clock.systemUTC());
        assertThat(wrong.send("GET", "/another")).isEqualTo(403);
    }

    @Test
    void catalogCreatesTablesInTheObjectStoreAndCountsRequests() throws Exception {
        CatalogService catalog = stack().catalog();
        String token = token(catalog);
        assertThat(post(catalog.uri(), "/v1/namespaces", token, "{\"namespace\":[\"counted\"]}"))
                .isEqualTo(200);
        assertThat(post(catalog.uri(), "/v1/namespaces/counted/tables", token, table("t")))
                .isEqualTo(200);
        assertThat(catalog.count("POST", PathKind.TABLES)).isPositive();
        try (Stream<Path> files = Files.walk(stack().objectStore().dataDirectory())) {
            assertThat(files.filter(file -> file.toString().endsWith("metadata.json"))
                            .filter(file -> file.toString().contains("counted")))
                    .hasSize(1);
        }
        String commit = "{\"requirements\":[],\"updates\":[{\"action\":\"set-properties\",\"updates\":{\"a\":\"b\"}}]}";
        FaultRule rule = catalog.faultyProxy()
                .orElseThrow()
                .once(ProxiedRequest.tableCommit(), new Fault.AnswerAfterApplying(409));
        assertThat(post(catalog.uri(), "/v1/namespaces/counted/tables/t", token, commit))
                .isEqualTo(409);
        assertThat(rule.fired()).isEqualTo(1);
        assertThat(get(catalog.uri().resolve("/v1/namespaces/counted/tables/t"), token))
                .contains("\"a\":\"b\"");
        assertThat(catalog.requests())
                .filteredOn(request ->
                        request.kind() == PathKind.TABLE && request.method().equals("POST"))
                .singleElement()
                .satisfies(request -> assertThat(request.updates()).containsExactly("set-properties"));
    }

    @Test
    void catalogRefusesMissingForgedAndWrongCredentials() {
        CatalogService catalog = stack().catalog();
        CatalogAdmin admin = new CatalogAdmin(catalog.tokenEndpoint());
        assertThat(admin.configStatus("")).isEqualTo(401);
        String token = token(catalog);
        assertThat(admin.configStatus(token)).isEqualTo(200);
        String forged = token.substring(0, token.length() - 4) + (token.endsWith("AAAA") ? "BBBB" : "AAAA");
        assertThat(admin.configStatus(forged)).isEqualTo(401);
        assertThatThrownBy(() -> admin.token("lockweir", "wrong")).hasMessageContaining("401");
    }

    private static String token(CatalogService catalog) {
        String[] credential = catalog.credential().split(":", 2);
        return new CatalogAdmin(catalog.tokenEndpoint()).token(credential[0], credential[1]);
    }

    private static String table(String name) {
        return "{\"name\":\"%s\",\"schema\":{\"type\":\"struct\",\"fields\":[%s]}}"
                .formatted(name, "{\"id\":1,\"name\":\"id\",\"required\":true,\"type\":\"long\"}");
    }

    private static int post(URI base, String path, String token, String body) throws Exception {
        return send(HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static String get(URI uri, String token) throws Exception {
        return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token))
                .body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Map<String, String> fileSource(Map<String, String> more) throws IOException {
        Path input = Files.writeString(folder.resolve("input.txt"), "first line\nsecond line\n");
        Map<String, String> config = new HashMap<>(Map.of(
                "connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector",
                "tasks.max", "1",
                "exactly.once.support", "required",
                "file", input.toString(),
                "topic", "lines"));
        config.putAll(more);
        return config;
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", stack().kafka().bootstrapServers(),
                        "group.id", "test",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
