package io.lockweir.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.kms.KmsClients;
import io.lockweir.encryption.kms.KmsProvider;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    @Test
    void everyDriverIsFound() {
        assertThat(KmsClients.providers())
                .extracting(KmsProvider::name)
                .containsExactlyInAnyOrder("aws", "azure", "gcp", "local", "pkcs11", "vault");
    }
}
