package io.lockweir.kms.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.TestClock;
import io.lockweir.kmsserver.vault.VaultTestServer;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** With AppRole, in a namespace. */
class VaultAppRoleTest extends KmsContract {
    private static final byte[] DEK = new byte[32];
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestClock clock = TestClock.start();
    private final VaultTestServer server = VaultTestServer.start(clock);

    @Override
    protected ServiceUnderTest start() {
        server.appRole("teams/bank", "role-7", "secret-canary-5", HOUR, HOUR);
        return new VaultUnderTest(server, "teams/bank", "secret-canary-5")
                .with("auth", "approle")
                .with("approle.role.id", "role-7")
                .with("approle.secret.id", "secret-canary-5");
    }

    @Test
    void logsInOnceForManyCalls() throws KmsException {
        assertWorks(kms());
        assertWorks(kms());
        assertThat(server.loginsDone()).isOne();
    }

    @Test
    void logsInAgainForATokenThatCantBeRenewed() throws KmsException {
        server.appRole("teams/bank", "fixed", "secret-canary-5", Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (Kms kms = open(Map.of("approle.role.id", "fixed"))) {
            assertWorks(kms);
            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(server.loginsDone()).isGreaterThan(1));
            assertThat(server.renewals()).isZero();
            assertWorks(kms);
        }
    }

    @Test
    void logsInAgainWhenRenewingAddsLittle() throws KmsException {
        server.appRole("teams/bank", "brief", "secret-canary-5", Duration.ofSeconds(2), Duration.ofMillis(2500));
        try (Kms kms = open(Map.of("approle.role.id", "brief"))) {
            assertWorks(kms);
            clock.advance(Duration.ofMillis(1900));
            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(server.loginsDone()).isEqualTo(2));
            assertThat(server.renewals()).isPositive();
        }
    }

    @Test
    void aWrongSecretIdIsDenied() {
        try (Kms wrong = open(Map.of("approle.secret.id", "secret-canary-6"))) {
            assertFails(KmsException.Kind.DENIED, () -> wrong.wrap("bank", DEK, Map.of()));
        }
    }

    @Test
    void anotherNamespaceHasNeitherLoginNorKey() {
        try (Kms elsewhere = open(Map.of("namespace", "teams/other"))) {
            assertFails(KmsException.Kind.DENIED, () -> elsewhere.wrap("bank", DEK, Map.of()));
        }
    }
}
