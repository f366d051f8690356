package io.lockweir.kms.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the machine's own service account; and what every credential shares. */
class GcpMetadataTest extends KmsContract {
    private static final byte[] DEK = new byte[32];

    private final GcpUnderTest gcp = new GcpUnderTest();

    @Override
    protected ServiceUnderTest start() {
        return gcp;
    }

    @Test
    void anAnswerDamagedOnTheWayIsAskedForAgain() throws KmsException {
        byte[] wrapped = kms().wrap(gcp.key(), DEK, Map.of());
        gcp.server.corruptAnswers(true);
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms().wrap(gcp.key(), DEK, Map.of()));
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms().unwrap(gcp.key(), wrapped, Map.of()));
        gcp.server.corruptAnswers(false);
        assertThat(kms().unwrap(gcp.key(), wrapped, Map.of())).isEqualTo(DEK);
    }

    @Test
    void anOlderVersionUnwraps() throws KmsException {
        byte[] wrapped = kms().wrap(gcp.key(), DEK, Map.of());
        gcp.server.rotate(gcp.key());
        assertThat(kms().describe(gcp.key()).version()).isEqualTo("2");
        assertThat(kms().unwrap(gcp.key(), wrapped, Map.of())).isEqualTo(DEK);
    }

    @Test
    void tellsADisabledKey() throws KmsException {
        gcp.server.disable(gcp.key());
        assertThat(kms().describe(gcp.key()).state()).isEqualTo(KekDescription.State.DISABLED);
    }
}
