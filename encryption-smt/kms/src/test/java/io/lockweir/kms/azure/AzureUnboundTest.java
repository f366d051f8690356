package io.lockweir.kms.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.kms.KekUnknownException;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.kms.Unbound;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AzureUnboundTest {
    private static final byte[] DEK = Unbound.dek(66);

    private final AzureUnderTest azure = new AzureUnderTest();
    private final Kms kms;

    AzureUnboundTest() {
        azure.server.client("tenant-1", "client-1", "secret-canary-1");
        kms = Unbound.open(
                new AzureKmsProvider(),
                azure.with("auth", "client-secret")
                        .with("tenant.id", "tenant-1")
                        .with("client.id", "client-1")
                        .with("client.secret", "secret-canary-1")
                        .settings());
    }

    @AfterEach
    void stop() {
        kms.close();
        azure.close();
    }

    @Test
    void aWrappedKeyIsTheRsaBytesUnderANamedVersion() throws KmsException {
        String named = "kek/" + kms.describe("kek").version();
        byte[] wrapped = kms.wrap(named, DEK, Map.of());
        assertThat(wrapped).hasSize(256);
        assertThat(kms.unwrap(named, wrapped, Map.of())).isEqualTo(DEK);
        assertThat(kms.unwrap("kek", wrapped, Map.of())).isEqualTo(DEK);
        azure.server.rotate("kek");
        assertThat(kms.unwrap(named, wrapped, Map.of())).isEqualTo(DEK);
        assertThatExceptionOfType(KmsInvalidException.class).isThrownBy(() -> kms.unwrap("kek", wrapped, Map.of()));
    }

    @Test
    void theVersionStandsBeforeTheBytesWhereNoneIsNamed() throws KmsException {
        byte[] wrapped = kms.wrap("kek", DEK, Map.of());
        String version = kms.describe("kek").version();
        assertThat(wrapped).hasSize(42 + 256);
        assertThat(new String(wrapped, 0, 42, StandardCharsets.US_ASCII)).isEqualTo("azure:v1:" + version + ":");
        azure.server.rotate("kek");
        assertThat(kms.unwrap("kek", wrapped, Map.of())).isEqualTo(DEK);
        assertThat(kms.unwrap("kek/" + kms.describe("kek").version(), wrapped, Map.of()))
                .isEqualTo(DEK);
    }

    @Test
    void whatIsNoneIsRefused() throws KmsException {
        byte[] wrapped = kms.wrap("kek", DEK, Map.of());
        byte[] flipped = wrapped.clone();
        flipped[60] ^= 1;
        for (byte[] each : new byte[][] {flipped, Arrays.copyOf(wrapped, 42), {}, Arrays.copyOf(wrapped, 100)}) {
            assertThatExceptionOfType(KmsInvalidException.class).isThrownBy(() -> kms.unwrap("kek", each, Map.of()));
        }
        for (String key : new String[] {"missing", "../kek", "kek/1", "kek/x/wrapkey", ""}) {
            assertThatExceptionOfType(KekUnknownException.class).isThrownBy(() -> kms.wrap(key, DEK, Map.of()));
        }
    }
}
