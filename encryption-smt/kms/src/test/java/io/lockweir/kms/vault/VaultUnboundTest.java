package io.lockweir.kms.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.kms.Unbound;
import io.lockweir.kmsserver.vault.VaultTestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VaultUnboundTest {

    @Test
    void aWrappedKeyIsVaultsTextWithoutAContext() throws KmsException {
        try (VaultTestServer server = VaultTestServer.start()) {
            server.createKey("", "transit", "bank");
            Map<String, String> settings = Map.of(
                    "address", server.address().toString(), "token", server.token("", Duration.ZERO, Duration.ZERO));
            try (Kms kms = Unbound.open(new VaultKmsProvider(), settings);
                    Kms bound = new VaultKmsProvider()
                            .open(io.lockweir.encryption.kms.KmsSettings.of(
                                    "", new VaultKmsProvider().settings(), settings))) {
                for (int length : new int[] {18, 34, 66}) {
                    byte[] wrapped = kms.wrap("bank", Unbound.dek(length), Map.of());
                    assertThat(new String(wrapped, StandardCharsets.US_ASCII)).startsWith("vault:v1:");
                    assertThat(kms.unwrap("bank", wrapped, Map.of())).isEqualTo(Unbound.dek(length));
                }
                byte[] wrapped = bound.wrap("bank", Unbound.dek(32), Map.of("namespace", "x"));
                assertThatExceptionOfType(KmsInvalidException.class)
                        .isThrownBy(() -> kms.unwrap("bank", wrapped, Map.of()));
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> kms.wrap("bank", Unbound.dek(34), Map.of("namespace", "x")))
                        .withMessage("This client binds wrapped keys to no context");
            }
        }
    }
}
