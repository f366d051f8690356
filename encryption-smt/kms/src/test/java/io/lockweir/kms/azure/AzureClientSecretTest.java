package io.lockweir.kms.azure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With a client and its secret. */
class AzureClientSecretTest extends KmsContract {
    private final AzureUnderTest azure = new AzureUnderTest();

    @Override
    protected ServiceUnderTest start() {
        azure.server.client("tenant-1", "client-1", "secret-canary-1");
        return azure.with("auth", "client-secret")
                .with("tenant.id", "tenant-1")
                .with("client.id", "client-1")
                .with("client.secret", "secret-canary-1");
    }

    @Test
    void aWrongSecretIsDenied() {
        try (Kms wrong = open(Map.of("client.secret", "secret-canary-2"))) {
            assertFails(KmsException.Kind.DENIED, () -> wrong.wrap("kek", new byte[32], Map.of()));
        }
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        assertThatThrownBy(() -> open(Map.of("client.secret", "")))
                .hasMessage("Key 'kek.eu.client.secret' is missing; 'kek.eu.auth=client-secret' needs it.");
        assertThatThrownBy(() -> open(Map.of("auth", "password")))
                .hasMessage(
                        "Key 'kek.eu.auth' must be managed-identity, workload-identity or client-secret. Correct it.");
    }
}
