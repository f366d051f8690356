package io.lockweir.kms.aws;

import static io.lockweir.kms.aws.AwsUnderTest.FRANKFURT;
import static io.lockweir.kms.aws.AwsUnderTest.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.aws.KmsCall;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With a user's own key. */
class AwsKmsTest extends KmsContract {
    private static final byte[] DEK = new byte[32];
    private static final Map<String, String> CONTEXT = Map.of("namespace", "prod");

    private final AwsUnderTest aws = new AwsUnderTest();

    @Override
    protected ServiceUnderTest start() {
        return aws;
    }

    @Test
    void aReplicaOfAMultiRegionKeyUnwrapsInItsOwnRegion() throws KmsException {
        String frankfurt = aws.server.createMultiRegionKey(FRANKFURT, IRELAND);
        String ireland = frankfurt.replace(FRANKFURT, IRELAND);
        byte[] wrapped = kms().wrap(frankfurt, DEK, CONTEXT);
        aws.server.faults(FRANKFURT).unreachable();
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms().unwrap(frankfurt, wrapped, CONTEXT));
        assertThat(kms().unwrap(ireland, wrapped, CONTEXT)).isEqualTo(DEK);
    }

    @Test
    void sendsTheContextAsEncryptionContextToTheRegionOfTheArn() throws KmsException {
        kms().wrap(aws.key(), DEK, CONTEXT);
        assertThat(aws.server.calls())
                .containsExactly(new KmsCall("Encrypt", FRANKFURT, aws.key(), aws.user.principal(), CONTEXT));
    }

    @Test
    void anOldRotationStillUnwraps() throws KmsException {
        byte[] wrapped = kms().wrap(aws.key(), DEK, CONTEXT);
        aws.server.rotate(aws.key());
        assertThat(kms().unwrap(aws.key(), wrapped, CONTEXT)).isEqualTo(DEK);
    }

    @Test
    void tellsADisabledKeyFromOneThatWaitsForItsDeletion() throws KmsException {
        aws.server.disable(aws.key());
        assertThat(kms().describe(aws.key()).state()).isEqualTo(KekDescription.State.DISABLED);
        aws.server.scheduleDeletion(aws.key());
        assertThat(kms().describe(aws.key()).state()).isEqualTo(KekDescription.State.PENDING_DESTRUCTION);
        assertFails(KmsException.Kind.UNKNOWN_KEK, () -> kms().wrap(aws.key(), DEK, CONTEXT));
    }

    @Test
    void aWrongSecretIsDenied() {
        try (Kms wrong = open(Map.of("secret.access.key", "wrong-canary-secret"))) {
            assertFails(KmsException.Kind.DENIED, () -> wrong.wrap(aws.key(), DEK, CONTEXT));
        }
        aws.server.remove(aws.user);
        assertFails(KmsException.Kind.DENIED, () -> kms().wrap(aws.key(), DEK, CONTEXT));
    }

    @Test
    void theDenialNamesPrincipalActionAndKey() {
        aws.deny();
        assertThatThrownBy(() -> kms().wrap(aws.key(), DEK, CONTEXT))
                .hasMessage("Could not wrap a data key with AWS KMS key " + aws.key()
                        + ": it answered AccessDeniedException (User: " + aws.user.principal()
                        + " is not authorized to perform: kms:Encrypt on resource: " + aws.key()
                        + "). Grant kms:Encrypt, kms:Decrypt and kms:DescribeKey on the key to the principal, in the key's policy and "
                        + "in IAM.");
    }

    @Test
    void aSlowServiceIsUnavailableAfterTheTimeout() {
        aws.server.faults().slow(Duration.ofSeconds(5));
        try (Kms impatient = open(Map.of("timeout.ms", "300"))) {
            assertFails(KmsException.Kind.UNAVAILABLE, () -> impatient.wrap(aws.key(), DEK, CONTEXT));
        } finally {
            aws.server.faults().clear();
        }
    }

    @Test
    void anInternalFailureIsUnavailable() {
        aws.server.faults().failNext(1);
        assertFails(KmsException.Kind.UNAVAILABLE, () -> kms().wrap(aws.key(), DEK, CONTEXT));
    }

    @Test
    void aKeyIdNeedsTheRegionSetting() throws KmsException {
        String id = aws.key().replaceFirst(".*/", "");
        assertFails(KmsException.Kind.UNKNOWN_KEK, () -> kms().wrap(id, DEK, CONTEXT));
        assertThatThrownBy(() -> kms().wrap(id, DEK, CONTEXT)).hasMessageContaining("set 'region'");
    }

    @Test
    void settingsThatBelongTogetherAreRefusedAlone() {
        assertThatThrownBy(() -> open(Map.of("access.key.id", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Keys ['kek.eu.access.key.id', 'kek.eu.secret.access.key'] belong together. Set all or none.");
        assertThatThrownBy(() -> open(Map.of("role.external.id", "x")))
                .hasMessage("Key 'kek.eu.role.arn' is missing; 'kek.eu.role.external.id' needs it.");
        assertThatThrownBy(() -> open(Map.of("endpoint", "kms.example.com")))
                .hasMessage("Key 'kek.eu.endpoint' is no URL such as https://kms.example.com. Correct it.");
    }
}
