package io.lockweir.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.kms.Unbound;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsUnboundTest {

    @Test
    void aWrappedKeyIsKmssBlobWithoutAContext() throws KmsException {
        try (AwsUnderTest aws = new AwsUnderTest();
                Kms kms = Unbound.open(new AwsKmsProvider(), aws.settings())) {
            for (int length : new int[] {18, 34, 66}) {
                byte[] wrapped = kms.wrap(aws.key(), Unbound.dek(length), Map.of());
                assertThat(kms.unwrap(aws.key(), wrapped, Map.of())).isEqualTo(Unbound.dek(length));
                assertThatExceptionOfType(KmsInvalidException.class)
                        .isThrownBy(() -> kms.unwrap(aws.otherKey(), wrapped, Map.of()));
            }
        }
    }

    @Test
    void anAnswerOfAnotherKeyIsNoticed() {
        String arn = "arn:aws:kms:eu-central-1:000000000000:key/";
        assertThat(KeyName.mayBe(arn + "a", arn + "a")).isTrue();
        assertThat(KeyName.mayBe(arn + "a", arn + "b")).isFalse();
        assertThat(KeyName.mayBe("arn:aws:kms:eu-central-1:000000000000:alias/x", arn + "b"))
                .isTrue();
    }
}
