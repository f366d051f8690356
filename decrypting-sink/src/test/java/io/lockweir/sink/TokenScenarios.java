package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that live for seconds, and principals that lose them, at whichever token server. */
abstract class TokenScenarios {

    static final Duration LIFETIME = Duration.ofSeconds(2);

    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(
            LocalStack.builder().withKafka().withObjectStore().withCatalog(CatalogOptions.DEFAULT));

    /** A principal of the sink's, with every right at first. */
    interface Principal {
        String credential();

        URI tokenEndpoint();

        /** To ask tokens for; unknown ones are refused. */
        String scope();

        void disable();

        void enable();

        void takeRole();

        void giveRole();
    }

    @TempDir
    private Path staging;

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private Optional<SinkRig> opened = Optional.empty();

    abstract Principal principal(String name);

    @BeforeEach
    void open(TestInfo test) {
        String name =
                getClass().getSimpleName() + test.getTestMethod().orElseThrow().getName();
        opened = Optional.of(new SinkRig(STACK.stack(), staging, name.toLowerCase(Locale.ROOT), 1));
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setErr(err);
        opened.ifPresent(SinkRig::close);
    }

    private SinkRig rig() {
        return opened.orElseThrow();
    }

    @Test
    void commitsOnWhileItsTokensExpire() {
        Principal principal = principal(rig().id.name());
        long end = System.nanoTime() + LIFETIME.multipliedBy(4).plusSeconds(1).toNanos();
        try (DrivenTask task = new DrivenTask(rig(), as(principal), 0)) {
            while (System.nanoTime() < end) {
                rig().produce(0, 10);
                until(task, this::complete);
            }
        }
        assertThat(rig().ids()).isEqualTo(rig().produced());
        assertThat(rig().table().currentSnapshot().summary()).containsEntry("lockweir.principal", name(principal));
        assertThat(STACK.stack().catalog().requests())
                .filteredOn(
                        request -> request.path().endsWith("/tables/" + rig().id.name()))
                .filteredOn(request -> request.method().equals("POST"))
                .isNotEmpty()
                .allMatch(request -> request.caller().equals(name(principal)));
    }

    @Test
    void waitsWhileItsClientIsDisabledAndGoesOnByItself() {
        Principal principal = principal(rig().id.name());
        rig().produce(0, 10);
        try (DrivenTask task = new DrivenTask(rig(), as(principal), 0)) {
            until(task, this::complete);
            principal.disable();
            until(task, () -> {
                rig().produce(0, 1);
                return log.toString(StandardCharsets.UTF_8).contains("does not accept who the sink says it is");
            });
            assertThat(log.toString(StandardCharsets.UTF_8))
                    .contains("Commit to " + rig().id, "enable its client, or correct the credential")
                    .doesNotContain(secret(principal));
            assertThat(rig().rows()).isLessThan(rig().produced().size());

            principal.enable();
            until(task, this::complete);
        }
        assertThat(rig().ids()).isEqualTo(rig().produced());
    }

    @Test
    void holdsWhenItsRoleIsTakenAwayAndGoesOnFromThereWithIt() {
        Principal principal = principal(rig().id.name());
        rig().produce(0, 10);
        try (DrivenTask task = new DrivenTask(rig(), as(principal), 0)) {
            until(task, this::complete);
            principal.takeRole();
            assertThatThrownBy(() -> until(task, () -> {
                        rig().produce(0, 1);
                        return false;
                    }))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("HOLD catalog-refused-")
                    .hasMessageContaining("does not have the role")
                    .hasMessageContaining("grant the sink's principal load and commit on the table");
        }
        principal.giveRole();
        try (DrivenTask task = new DrivenTask(rig(), as(principal), 0)) {
            until(task, this::complete);
        }
        assertThat(rig().ids()).isEqualTo(rig().produced());
    }

    private Map<String, String> as(Principal principal) {
        Map<String, String> config = rig().connector();
        config.put("iceberg.catalog.credential", principal.credential());
        config.put(
                "iceberg.catalog.oauth2-server-uri", principal.tokenEndpoint().toString());
        config.put("iceberg.catalog.scope", principal.scope());
        return config;
    }

    private static String name(Principal principal) {
        return principal.credential().substring(0, principal.credential().indexOf(':'));
    }

    private static String secret(Principal principal) {
        return principal.credential().substring(principal.credential().indexOf(':') + 1);
    }

    private boolean complete() {
        return rig().rows() >= rig().produced().size();
    }

    private static void until(DrivenTask task, Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    task.poll();
                    return condition.call();
                });
    }
}
