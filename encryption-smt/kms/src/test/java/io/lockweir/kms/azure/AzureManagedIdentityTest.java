package io.lockweir.kms.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the machine's own identity; and what every identity shares. */
class AzureManagedIdentityTest extends KmsContract {
    private static final byte[] DEK = new byte[32];

    private final AzureUnderTest azure = new AzureUnderTest();

    @Override
    protected ServiceUnderTest start() {
        return azure;
    }

    @Test
    void anOlderVersionUnwrapsBecauseTheWrappedKeyNamesIt() throws KmsException {
        byte[] wrapped = kms().wrap("kek", DEK, Map.of());
        String before = kms().describe("kek").version();
        azure.server.rotate("kek");
        assertThat(kms().describe("kek").version()).isNotEqualTo(before);
        assertThat(kms().unwrap("kek", wrapped, Map.of())).isEqualTo(DEK);
    }

    @Test
    void tellsADisabledKey() throws KmsException {
        azure.server.disable("kek");
        assertThat(kms().describe("kek").state()).isEqualTo(KekDescription.State.DISABLED);
    }
}
