package io.lockweir.kms.aws;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With credentials that the AWS SDK finds by itself. */
class AwsDefaultChainTest extends KmsContract {
    private static final byte[] DEK = new byte[32];

    private final AwsUnderTest aws = new AwsUnderTest();

    @Override
    protected ServiceUnderTest start() {
        System.setProperty("aws.accessKeyId", aws.user.id());
        System.setProperty("aws.secretAccessKey", aws.user.secret());
        return aws.without("access.key.id", "secret.access.key");
    }

    @AfterEach
    void forgetProperties() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void withoutCredentialsTheServiceIsUnavailable() {
        forgetProperties();
        // Neither a profile of this machine nor an instance's metadata may help out.
        System.setProperty("aws.profile", "lockweir-test-no-such-profile");
        System.setProperty("aws.disableEc2Metadata", "true");
        try (Kms poor = open(Map.of())) {
            assertFails(KmsException.Kind.UNAVAILABLE, () -> poor.wrap(aws.key(), DEK, Map.of()));
        } finally {
            System.clearProperty("aws.profile");
            System.clearProperty("aws.disableEc2Metadata");
        }
    }
}
