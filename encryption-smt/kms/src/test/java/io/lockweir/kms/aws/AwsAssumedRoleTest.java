package io.lockweir.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.aws.Role;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With a role that is assumed with an external id. */
class AwsAssumedRoleTest extends KmsContract {
    private static final byte[] DEK = new byte[32];

    private final AwsUnderTest aws = new AwsUnderTest();
    private final Role role = aws.server.role("lockweir-kek", "external-canary-7", Duration.ofHours(1));

    @Override
    protected ServiceUnderTest start() {
        return aws.with("role.arn", role.arn())
                .with("role.external.id", "external-canary-7")
                .with("role.session.name", "connect-prod");
    }

    @Test
    void callsAsTheSessionOfTheRole() throws KmsException {
        assertWorks(kms());
        assertThat(aws.server.calls())
                .allSatisfy(call -> assertThat(call.principal()).endsWith(":assumed-role/lockweir-kek/connect-prod"));
    }

    @Test
    void aWrongExternalIdIsDenied() {
        try (Kms wrong = open(Map.of("role.external.id", "external-canary-8"))) {
            assertFails(KmsException.Kind.DENIED, () -> wrong.wrap(aws.key(), DEK, Map.of()));
        }
    }

    @Test
    void aRoleThatIsGoneIsDeniedOnceItsSessionIsOver() throws KmsException {
        assertWorks(kms());
        aws.server.remove(role);
        assertWorks(kms());
        aws.server.expireSessions();
        assertFails(KmsException.Kind.DENIED, () -> kms().wrap(aws.key(), DEK, Map.of()));
    }

    @Test
    void renewsASessionThatIsAboutToEnd() throws KmsException {
        Role brief = aws.server.role("brief", "", Duration.ofSeconds(30));
        try (Kms kms = open(Map.of("role.arn", brief.arn(), "role.external.id", ""))) {
            assertWorks(kms);
            assertWorks(kms);
        }
        // The SDK takes a session for stale a minute before its end, so that each call had one of its own.
        assertThat(aws.server.calls()).hasSize(4);
    }
}
