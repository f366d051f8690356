package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockweir.kmsserver.aws.AccessKey;
import io.lockweir.kmsserver.aws.AwsTestServer;
import io.lockweir.kmsserver.aws.CatalogGateway;
import io.lockweir.kmsserver.aws.GlueCall;
import io.lockweir.kmsserver.aws.Role;
import io.lockweir.kmsserver.aws.S3Call;
import io.lockweir.kmsserver.aws.S3Folder;
import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Catalogs as AWS has them, on test servers of ours that verify every signature, session, external id and table version. */
class AwsCatalogsIT {

    private static final Duration LIFETIME = Duration.ofSeconds(3);

    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(
            LocalStack.builder().withKafka().withObjectStore().withCatalog(CatalogOptions.DEFAULT));

    @TempDir
    private Path staging;

    private final AwsTestServer aws = AwsTestServer.start();
    private final S3Folder store = aws.objectStore(STACK.stack().objectStore().dataDirectory());
    private final AccessKey user = aws.user("sink");
    private final Map<String, String> before = new HashMap<>();

    /** Iceberg's clients in an assumed role take endpoints, and who assumes the role, from the environment only. */
    @BeforeEach
    void environment() {
        set("aws.endpointUrlSts", aws.endpoint().toString());
        set("aws.endpointUrlGlue", aws.endpoint().toString());
        set("aws.accessKeyId", user.id());
        set("aws.secretAccessKey", user.secret());
        set("aws.region", "us-east-1");
    }

    private void set(String name, String value) {
        before.put(name, System.getProperty(name, ""));
        System.setProperty(name, value);
    }

    @AfterEach
    void close() {
        before.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        store.close();
        aws.close();
    }

    @Test
    void signsEveryRequestAndRenewsVendedCredentials() {
        vended("sigv4renewed", true);
    }

    @Test
    void loadsTheTableAgainForCredentialsThatNobodyRenews() {
        vended("sigv4reloaded", false);
    }

    private void vended(String name, boolean refreshes) {
        try (SinkRig rig = new SinkRig(STACK.stack(), staging, name, 1);
                CatalogGateway gateway =
                        aws.catalogGateway(STACK.stack().catalog().uri(), AwsCatalogsIT::token, LIFETIME, refreshes)) {
            Map<String, String> config = rig.connector();
            for (String key : List.of("credential", "oauth2-server-uri", "s3.access-key-id", "s3.secret-access-key")) {
                config.remove("iceberg.catalog." + key);
            }
            config.put("iceberg.catalog.uri", gateway.uri().toString());
            config.put("iceberg.catalog.rest.sigv4-enabled", "true");
            config.put("iceberg.catalog.rest.signing-region", "us-east-1");
            config.put("iceberg.catalog.rest.signing-name", "glue");
            config.put("iceberg.catalog.rest.access-key-id", user.id());
            config.put("iceberg.catalog.rest.secret-access-key", user.secret());
            config.put("iceberg.catalog.s3.endpoint", store.endpoint().toString());
            config.put("iceberg.catalog.header.X-Iceberg-Access-Delegation", "vended-credentials");

            long end = System.nanoTime() + LIFETIME.multipliedBy(3).toNanos();
            try (DrivenTask task = new DrivenTask(rig, config, 0)) {
                while (System.nanoTime() < end) {
                    rig.produce(0, 5);
                    until(task, () -> rig.rows() >= rig.produced().size());
                }
            }

            assertThat(rig.ids()).isEqualTo(rig.produced());
            assertThat(gateway.principals()).isNotEmpty().containsOnly(user.principal());
            assertThat(store.calls().stream()
                            .filter(call ->
                                    call.status() == 200 && call.method().equals("PUT"))
                            .map(S3Call::accessKeyId)
                            .distinct()
                            .count())
                    .isGreaterThanOrEqualTo(3);
            assertThat(store.calls()).extracting(S3Call::accessKeyId).allMatch(key -> key.startsWith("ASIA"));
            assertThat(rig.table().currentSnapshot().summary()).containsEntry("lockweir.principal", user.id());
        }
    }

    private static String token() {
        String[] credential = STACK.stack().catalog().credential().split(":", 2);
        return STACK.stack().catalog().admin().token(credential[0], credential[1]);
    }

    @Test
    void commitsToGlueInAnAssumedRoleOnceWhenAnswersAreLost() {
        Role role = aws.role("lake-sink", "external-7", Duration.ofHours(1));
        try (SinkRig rig = new SinkRig(STACK.stack(), staging, "gluetable", glue(role))) {
            // The least grants of the documentation.
            List.of("GetDatabase", "CreateDatabase", "CreateTable", "DeleteTable")
                    .forEach(aws.glue()::deny);
            try (DrivenTask task = new DrivenTask(rig, rig.connector(), 0)) {
                rig.produce(0, 20);
                until(task, () -> rig.rows() >= 20);
                aws.glue().loseAnswers(2);
                for (int i = 0; i < 3; i++) {
                    rig.produce(0, 10);
                    until(task, () -> rig.rows() >= rig.produced().size());
                }
            }

            assertThat(rig.ids()).isEqualTo(rig.produced());
            assertThat(rig.table().currentSnapshot().summary()).containsEntry("lockweir.principal", role.arn());
        }
        assertThat(aws.assumptions()).isNotEmpty().allSatisfy(assumed -> {
            assertThat(assumed.externalId()).isEqualTo("external-7");
            assertThat(assumed.session()).isEqualTo("lockweir");
            assertThat(assumed.tags()).containsEntry("tenant", "bank");
        });
        assertThat(aws.glue().calls())
                .filteredOn(call -> call.action().equals("UpdateTable"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(call -> {
                    assertThat(call.principal()).endsWith("assumed-role/lake-sink/lockweir");
                    assertThat(call.skipArchive()).isEqualTo("true");
                });
        assertThat(aws.glue().calls())
                .filteredOn(call -> !call.action().contains("Database"))
                .extracting(GlueCall::catalogId)
                .containsOnly("123456789012");
    }

    @Test
    void writesOnceWithTwoTasksOnOnePartitionOfAGlueTable() {
        Role role = aws.role("lake-sink", "external-7", Duration.ofHours(1));
        try (SinkRig rig = new SinkRig(STACK.stack(), staging, "gluecontended", glue(role))) {
            Map<String, String> elsewhere = rig.connector();
            elsewhere.put("name", "elsewhere");
            try (DrivenTask zombie = new DrivenTask(rig, elsewhere, 0);
                    DrivenTask owner = new DrivenTask(rig, rig.connector(), 0)) {
                for (int round = 0; round < 5; round++) {
                    rig.produce(0, 20);
                    zombie.poll();
                    owner.poll();
                }
                until(owner, () -> {
                    zombie.poll();
                    return rig.rows() >= rig.produced().size();
                });
            }

            assertThat(rig.ids()).isEqualTo(rig.produced());
        }
    }

    @Test
    void holdsWhenGlueDeniesTheUpdate() {
        Role role = aws.role("lake-sink", "external-7", Duration.ofHours(1));
        try (SinkRig rig = new SinkRig(STACK.stack(), staging, "gluedenied", glue(role))) {
            aws.glue().deny("UpdateTable");
            rig.produce(0, 10);
            try (DrivenTask task = new DrivenTask(rig, rig.connector(), 0)) {
                assertThatThrownBy(() -> until(task, () -> false))
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("HOLD catalog-refused-")
                        .hasMessageContaining("may not glue:UpdateTable")
                        .hasMessageContaining("grant the sink's principal load and commit on the table");
            }
            aws.glue().deny("GetTable");
            assertThatThrownBy(() -> new DecryptingIcebergSinkConnector().start(rig.connector()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("the catalog refuses to load table it.gluedenied as " + role.arn())
                    .hasMessageContaining("may not glue:GetTable");
            aws.glue().allow("GetTable");
            aws.glue().allow("UpdateTable");
            try (DrivenTask task = new DrivenTask(rig, rig.connector(), 0)) {
                until(task, () -> rig.rows() >= 10);
            }
            assertThat(rig.ids()).isEqualTo(rig.produced());
        }
    }

    private Map<String, String> glue(Role role) {
        Map<String, String> catalog = new HashMap<>();
        catalog.put("type", "glue");
        catalog.put("glue.id", "123456789012");
        catalog.put("warehouse", "s3://warehouse/glue");
        catalog.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        catalog.put("s3.endpoint", store.endpoint().toString());
        catalog.put("s3.path-style-access", "true");
        catalog.put("http-client.type", "urlconnection");
        catalog.put("client.factory", "org.apache.iceberg.aws.AssumeRoleAwsClientFactory");
        catalog.put("client.assume-role.arn", role.arn());
        catalog.put("client.assume-role.external-id", role.externalId());
        catalog.put("client.assume-role.region", "us-east-1");
        catalog.put("client.assume-role.session-name", "lockweir");
        catalog.put("client.assume-role.tags.tenant", "bank");
        return catalog;
    }

    private static void until(DrivenTask task, Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    task.poll();
                    return condition.call();
                });
    }
}
