package io.lockweir.kms.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.SelfSigned;
import io.lockweir.kmsserver.TestClock;
import io.lockweir.kmsserver.vault.VaultTestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a token in a file that something like Vault Agent keeps fresh. */
class VaultTokenTest extends KmsContract {
    private static final byte[] DEK = new byte[32];
    private static final Map<String, String> CONTEXT = Map.of("namespace", "prod");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final VaultTestServer server = VaultTestServer.start(TestClock.start());

    @Override
    protected ServiceUnderTest start() {
        Path file = folder.resolve("token");
        write(file, server.token("", HOUR, HOUR));
        return new VaultUnderTest(server, "")
                .expiringBy(() -> {
                    server.expireTokens();
                    write(file, server.token("", HOUR, HOUR));
                })
                .with("token.file", file.toString());
    }

    @Test
    void renewsATokenBeforeItsEndWhileNothingCalls() throws KmsException {
        String token = server.token("", Duration.ofSeconds(1), HOUR);
        try (Kms kms = open(Map.of("token.file", "", "token", token))) {
            assertWorks(kms);
            Awaitility.await()
                    .atMost(HOUR.dividedBy(30))
                    .untilAsserted(() -> assertThat(server.renewals()).isGreaterThan(1));
            assertWorks(kms);
        }
    }

    @Test
    void aTokenThatEndedAndCantBeReplacedIsDenied() throws KmsException {
        String token = server.token("", HOUR, HOUR);
        try (Kms kms = open(Map.of("token.file", "", "token", token))) {
            assertWorks(kms);
            server.revoke(token);
            assertFails(KmsException.Kind.DENIED, () -> kms.wrap("bank", DEK, CONTEXT));
        }
    }

    @Test
    void anOlderVersionOfTheKeyUnwrapsUntilItIsDisallowed() throws KmsException {
        byte[] wrapped = kms().wrap("bank", DEK, CONTEXT);
        server.rotate("", VaultUnderTest.MOUNT, "bank");
        assertThat(kms().describe("bank").version()).isEqualTo("v2");
        assertThat(kms().unwrap("bank", wrapped, CONTEXT)).isEqualTo(DEK);
        server.allowFrom("", VaultUnderTest.MOUNT, "bank", 2);
        assertFails(KmsException.Kind.INVALID, () -> kms().unwrap("bank", wrapped, CONTEXT));
        assertWorks(kms());
    }

    @Test
    void aDenialOfThePolicyCostsNoLogin() {
        service().deny();
        assertThatThrownBy(() -> kms().wrap("bank", DEK, CONTEXT))
                .hasMessage(
                        "Could not wrap a data key with Vault transit key bank: Vault answered HTTP 403. Grant update on "
                                + "transit/encrypt/bank and transit/decrypt/bank, and read on transit/keys/bank, in the policy of the login.");
        assertThat(server.loginsDone()).isZero();
    }

    @Test
    void aSealedVaultIsUnavailable() throws KmsException {
        server.seal();
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms().wrap("bank", DEK, CONTEXT));
        server.unseal();
        assertWorks(kms());
    }

    @Test
    void aWrongMountIsAnUnknownKey() {
        try (Kms kms = open(Map.of("mount", "elsewhere"))) {
            assertFails(KmsException.Kind.UNKNOWN_KEK, () -> kms.wrap("bank", DEK, CONTEXT));
        }
    }

    @Test
    void trustsTheCertificatesOfItsOwnFileAlone() throws KmsException {
        SelfSigned certificate = SelfSigned.in(folder);
        try (VaultTestServer tls = VaultTestServer.startTls(certificate)) {
            tls.createKey("", VaultUnderTest.MOUNT, "bank");
            Path token = folder.resolve("tls-token");
            write(token, tls.token("", HOUR, HOUR));
            Map<String, String> settings = Map.of("address", tls.address().toString(), "token.file", token.toString());
            try (Kms without = open(settings)) {
                assertFails(KmsException.Kind.UNAVAILABLE, () -> without.wrap("bank", DEK, CONTEXT));
                assertThatThrownBy(() -> without.wrap("bank", DEK, CONTEXT)).hasMessageContaining("TLS to localhost");
            }
            HashMap<String, String> trusting = new HashMap<>(settings);
            trusting.put("ca.file", certificate.certificate().toString());
            try (Kms with = open(trusting)) {
                assertWorks(with);
            }
        }
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        assertThatThrownBy(() -> open(Map.of("token", "hvs.x")))
                .hasMessage("Set exactly one of ['kek.eu.token', 'kek.eu.token.file'].");
        assertThatThrownBy(() -> open(Map.of("auth", "ldap")))
                .hasMessage("Key 'kek.eu.auth' must be token, approle or kubernetes. Correct it.");
        assertThatThrownBy(() -> open(Map.of("auth", "approle")))
                .hasMessage("Key 'kek.eu.approle.role.id' is missing; 'kek.eu.auth=approle' needs it.");
        assertThatThrownBy(() -> open(Map.of("ca.file", "/nowhere")))
                .hasMessage(
                        "Key 'kek.eu.ca.file': file /nowhere holds no certificates in PEM (NoSuchFileException). Mount it on "
                                + "every worker, readable for Connect.");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
