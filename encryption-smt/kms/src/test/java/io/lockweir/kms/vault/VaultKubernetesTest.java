package io.lockweir.kms.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.vault.VaultTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the service account of a Kubernetes pod. */
class VaultKubernetesTest extends KmsContract {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final VaultTestServer server = VaultTestServer.start();

    @Override
    protected ServiceUnderTest start() throws IOException {
        server.kubernetesRole("", "connect", "jwt-canary-3", HOUR, HOUR);
        Path token = Files.writeString(folder.resolve("jwt"), "jwt-canary-3");
        return new VaultUnderTest(server, "")
                .with("auth", "kubernetes")
                .with("kubernetes.role", "connect")
                .with("kubernetes.token.file", token.toString());
    }

    @Test
    void readsTheTokenOfThePodAgainAtEachLogin() throws KmsException, IOException {
        assertWorks(kms());
        Files.writeString(folder.resolve("jwt"), "jwt-canary-4");
        server.removeLogin("connect");
        server.expireTokens();
        assertFails(KmsException.Kind.DENIED, () -> kms().wrap("bank", new byte[32], Map.of()));
        server.kubernetesRole("", "connect", "jwt-canary-4", HOUR, HOUR);
        assertWorks(kms());
        assertThat(server.loginsDone()).isEqualTo(2);
    }
}
