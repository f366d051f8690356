package io.lockweir.kms.gcp;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.KmsContract;
import io.lockweir.kms.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With workload identity federation, standing in for a service account. */
class GcpExternalAccountTest extends KmsContract {

    @TempDir
    private Path folder;

    private final GcpUnderTest gcp = new GcpUnderTest();

    @Override
    protected ServiceUnderTest start() throws IOException {
        gcp.server.foreignToken("oidc-canary-2");
        return gcp.with("credentials.file", file("oidc-canary-2", "text").toString());
    }

    @Test
    void readsTheTokenOutOfJson() throws IOException, KmsException {
        Path file = file("{\"id_token\": \"oidc-canary-2\"}", "json");
        try (Kms kms = open(Map.of("credentials.file", file.toString()))) {
            assertWorks(kms);
        }
    }

    @Test
    void aTokenThatIsNotTrustedIsDenied() throws IOException {
        Path file = file("oidc-canary-wrong", "text");
        try (Kms kms = open(Map.of("credentials.file", file.toString()))) {
            assertFails(KmsException.Kind.DENIED, () -> kms.wrap(gcp.key(), new byte[32], Map.of()));
        }
    }

    private Path file(String token, String type) throws IOException {
        Path tokenFile = Files.writeString(folder.resolve("token"), token);
        JsonObject format = new JsonObject();
        format.addProperty("type", type);
        format.addProperty("subject_token_field_name", "id_token");
        JsonObject source = new JsonObject();
        source.addProperty("file", tokenFile.toString());
        source.add("format", format);
        JsonObject json = new JsonObject();
        json.addProperty("type", "external_account");
        json.addProperty(
                "audience", "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/k");
        json.addProperty("subject_token_type", "urn:ietf:params:oauth:token-type:jwt");
        json.addProperty("token_url", gcp.server.tokenEndpoint().toString());
        json.addProperty(
                "service_account_impersonation_url",
                gcp.server
                        .impersonationEndpoint("connect@bank-1.iam.gserviceaccount.com")
                        .toString());
        json.add("credential_source", source);
        return Files.writeString(folder.resolve("external.json"), json.toString());
    }
}
