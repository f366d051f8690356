package io.lockweir.kms.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the key file of a service account. */
class GcpServiceAccountTest extends KmsContract {
    private static final byte[] DEK = new byte[32];
    private static final KeyPair PAIR = pair();

    @TempDir
    private Path folder;

    private final GcpUnderTest gcp = new GcpUnderTest();

    @Override
    protected ServiceUnderTest start() throws IOException {
        gcp.server.serviceAccount("connect@bank-1.iam.gserviceaccount.com", PAIR.getPublic());
        return gcp.with("credentials.file", file("account.json", PAIR).toString());
    }

    @Test
    void buysOneTokenForManyCalls() throws KmsException {
        assertWorks(kms());
        assertWorks(kms());
        assertThat(gcp.server.tokensIssued()).isOne();
    }

    @Test
    void aKeyThatTheAccountDoesNotHaveIsDenied() throws IOException {
        try (Kms wrong =
                open(Map.of("credentials.file", file("wrong.json", pair()).toString()))) {
            assertFails(KmsException.Kind.DENIED, () -> wrong.wrap(gcp.key(), DEK, Map.of()));
        }
    }

    @Test
    void aFileThatIsNoCredentialIsDeniedWithoutItsText() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"private_key\": \"canary-1234");
        try (Kms wrong = open(Map.of("credentials.file", broken.toString()))) {
            assertFails(KmsException.Kind.DENIED, () -> wrong.wrap(gcp.key(), DEK, Map.of()));
            assertThatThrownBy(() -> wrong.wrap(gcp.key(), DEK, Map.of()))
                    .hasMessageContaining("'kek.eu.credentials.file' is of no type that is known");
        }
    }

    private Path file(String name, KeyPair pair) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("type", "service_account");
        json.addProperty("private_key_id", "1");
        json.addProperty("client_email", "connect@bank-1.iam.gserviceaccount.com");
        json.addProperty("token_uri", gcp.server.tokenEndpoint().toString());
        json.addProperty(
                "private_key",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        return Files.writeString(folder.resolve(name), json.toString());
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
