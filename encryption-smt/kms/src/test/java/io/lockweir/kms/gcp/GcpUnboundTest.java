package io.lockweir.kms.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Unbound;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GcpUnboundTest {

    @Test
    void aWrappedKeyIsCloudKmssCiphertext() throws KmsException {
        try (GcpUnderTest gcp = new GcpUnderTest();
                Kms kms = Unbound.open(new GcpKmsProvider(), gcp.settings())) {
            for (int length : new int[] {18, 34, 66}) {
                byte[] wrapped = kms.wrap(gcp.key(), Unbound.dek(length), Map.of());
                assertThat(kms.unwrap(gcp.key(), wrapped, Map.of())).isEqualTo(Unbound.dek(length));
            }
        }
    }
}
