package io.lockweir.kms.azure;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the federated token of a Kubernetes pod. */
class AzureWorkloadIdentityTest extends KmsContract {

    @TempDir
    private Path folder;

    private final AzureUnderTest azure = new AzureUnderTest();

    @Override
    protected ServiceUnderTest start() throws IOException {
        azure.server.client("tenant-1", "client-1", "jwt-canary-1");
        Path token = Files.writeString(folder.resolve("token"), "jwt-canary-1");
        return azure.with("auth", "workload-identity")
                .with("tenant.id", "tenant-1")
                .with("client.id", "client-1")
                .with("token.file", token.toString());
    }

    @Test
    void anEmptyTokenFileIsWaitedFor() throws IOException, KmsException {
        Path token = Files.writeString(folder.resolve("late"), "");
        try (Kms kms = open(Map.of("token.file", token.toString()))) {
            assertFails(KmsException.Kind.UNAVAILABLE, () -> kms.wrap("kek", new byte[32], Map.of()));
            Files.writeString(token, "jwt-canary-1");
            assertWorks(kms);
        }
    }
}
