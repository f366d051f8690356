package io.lockweir.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import io.lockweir.kmsserver.aws.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a role that is assumed by a web identity token, as on EKS. */
class AwsWebIdentityTest extends KmsContract {
    private static final byte[] DEK = new byte[32];

    @TempDir
    private Path folder;

    private final AwsUnderTest aws = new AwsUnderTest();
    private final Role role = aws.server.webIdentityRole("eks", "jwt-canary-9", Duration.ofHours(1));

    @Override
    protected ServiceUnderTest start() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "jwt-canary-9\n");
        return aws.without("access.key.id", "secret.access.key")
                .with("role.arn", role.arn())
                .with("web.identity.token.file", token.toString());
    }

    @Test
    void callsAsTheSessionOfTheRole() throws KmsException {
        assertWorks(kms());
        assertThat(aws.server.calls())
                .allSatisfy(call -> assertThat(call.principal()).endsWith(":assumed-role/eks/lockweir"));
    }

    @Test
    void aTokenThatIsNotTrustedIsDeniedUntilItIsReplaced() throws KmsException, IOException {
        Path file = Files.writeString(folder.resolve("other"), "jwt-canary-wrong");
        try (Kms kms = open(Map.of("web.identity.token.file", file.toString()))) {
            assertFails(KmsException.Kind.DENIED, () -> kms.wrap(aws.key(), DEK, Map.of()));
            Files.writeString(file, "jwt-canary-9");
            assertWorks(kms);
        }
    }

    @Test
    void aMissingTokenFileIsNamed() {
        Path missing = folder.resolve("missing");
        try (Kms kms = open(Map.of("web.identity.token.file", missing.toString()))) {
            assertFails(KmsException.Kind.UNAVAILABLE, () -> kms.wrap(aws.key(), DEK, Map.of()));
            assertThatThrownBy(() -> kms.wrap(aws.key(), DEK, Map.of()))
                    .hasMessage(
                            "File " + missing + " of key 'kek.eu.web.identity.token.file' can't be read "
                                    + "(NoSuchFileException). Mount it on every worker, readable for Connect; it is tried again.");
        }
    }
}
