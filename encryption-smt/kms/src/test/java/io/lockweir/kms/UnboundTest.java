package io.lockweir.kms;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.kms.local.LocalKmsProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnboundTest {

    @Test
    void aDriverWithoutThatFormIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Unbound.open(
                        new LocalKmsProvider(), Map.of("file", "keks.properties", "i.know.this.is.insecure", "true")))
                .withMessage(
                        "Driver 'local' has no form of wrapped keys that profile confluent knows. Take aws, azure, gcp"
                                + " or vault.");
    }
}
