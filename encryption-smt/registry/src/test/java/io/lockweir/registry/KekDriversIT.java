package io.lockweir.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.lockweir.encryption.confluent.DekAlgorithm;
import io.lockweir.encryption.confluent.FieldText;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyUnavailableError.Reason;
import io.lockweir.kmsserver.azure.AzureTestServer;
import io.lockweir.kmsserver.gcp.GcpTestServer;
import io.lockweir.kmsserver.vault.VaultTestServer;
import io.lockweir.registry.rule.KeyRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KekDriversIT {
    private static final byte[] VALUE = FieldText.plaintext("canary 4711");
    private static final String SUBJECT = World.SUBJECT;
    private static final String RING = "projects/bank-1/locations/europe-west3/keyRings/lockweir/cryptoKeys/";

    private final World world = new World();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void hcvaultStoresVaultsText() {
        try (VaultTestServer vault = VaultTestServer.start()) {
            vault.createKey("", "transit", "bank");
            vault.createKey("", "transit", "second");
            Map<String, Map<String, String>> kms = kms(
                    "hcvault",
                    "address",
                    vault.address().toString(),
                    "token",
                    vault.token("", Duration.ZERO, Duration.ZERO));
            String bank = vault.address() + "/transit/keys/bank";
            assertWorks("hcvault", bank, kms);
            assertThat(new String(stored(), StandardCharsets.UTF_8)).startsWith("vault:v1:");
            vault.rotate("", "transit", "bank");
            assertReads("hcvault", bank, kms);
        }
    }

    @Test
    void gcpStoresCloudKmssCiphertext() {
        try (GcpTestServer gcp = GcpTestServer.start()) {
            gcp.createKey(RING + "kek");
            assertWorks(
                    "gcp-kms",
                    RING + "kek",
                    kms(
                            "gcp-kms",
                            "endpoint",
                            gcp.address().toString(),
                            "metadata.address",
                            gcp.address().toString()));
        }
    }

    @Test
    void azureStoresRsaBytesWithTheVersionInFront() {
        try (AzureTestServer azure = AzureTestServer.start()) {
            azure.createKey("kek");
            azure.client("tenant-1", "client-1", "canary-1");
            Map<String, Map<String, String>> kms = Map.of(
                    "azure-kms",
                    Map.of(
                            "address", azure.address().toString(),
                            "authority", azure.address().toString(),
                            "auth", "client-secret",
                            "tenant.id", "tenant-1",
                            "client.id", "client-1",
                            "client.secret", "canary-1"));
            String key = azure.address() + "/keys/kek";
            assertWorks("azure-kms", key, kms);
            assertThat(new String(stored(), StandardCharsets.ISO_8859_1)).matches("(?s)azure:v1:[0-9a-f]{32}:.{256}");
            azure.rotate("kek");
            assertReads("azure-kms", key, kms);
        }
    }

    @Test
    void alternateNamesAreTriedInOrder() {
        try (VaultTestServer vault = VaultTestServer.start()) {
            vault.createKey("", "transit", "first");
            vault.createKey("", "transit", "second");
            Map<String, Map<String, String>> kms = kms(
                    "hcvault",
                    "address",
                    vault.address().toString(),
                    "token",
                    vault.token("", Duration.ZERO, Duration.ZERO));
            KeyRequest request = new KeyRequest(
                    "kek1",
                    Optional.of("hcvault"),
                    Optional.of(vault.address() + "/transit/keys/first"),
                    List.of(vault.address() + "/transit/keys/missing", vault.address() + "/transit/keys/second"),
                    DekAlgorithm.AES256_GCM,
                    0);
            vault.deny("", "transit", "first");
            byte[] blob = client(kms).keys().encrypt(request, SUBJECT, VALUE);
            vault.allow("", "transit", "first");
            assertThat(client(kms).keys().decrypt(request, SUBJECT, blob)).isEqualTo(VALUE);
            vault.deleteKey("", "transit", "second");
            assertFails(
                    Reason.DENIED,
                    "did not unwrap a data key",
                    () -> client(kms).keys().decrypt(request, SUBJECT, blob));
            vault.seal();
            assertFails(
                    Reason.UNAVAILABLE,
                    "did not unwrap a data key, UNAVAILABLE",
                    () -> client(kms).keys().decrypt(request, SUBJECT, blob));
        }
    }

    /** Else a registry could have the vault's token sent anywhere. */
    @Test
    void noCredentialGoesToAnAddressThatTheRegistryNames() {
        try (VaultTestServer vault = VaultTestServer.start();
                VaultTestServer theirs = VaultTestServer.start()) {
            vault.createKey("", "transit", "bank");
            Map<String, Map<String, String>> kms = kms(
                    "hcvault",
                    "address",
                    vault.address().toString(),
                    "token",
                    vault.token("", Duration.ZERO, Duration.ZERO));
            for (String name : List.of(
                    theirs.address() + "/transit/keys/bank",
                    vault.address() + "/other/keys/bank",
                    vault.address() + "/transit/keys/bank?x",
                    vault.address() + "/transit/keys/../../sys/x",
                    "bank",
                    "http://[")) {
                KeyRequest request = new KeyRequest(
                        "kek-" + Integer.toHexString(name.hashCode()),
                        Optional.of("hcvault"),
                        Optional.of(name),
                        List.of(),
                        DekAlgorithm.AES256_GCM,
                        0);
                assertFails(
                        Reason.DENIED, "UNKNOWN_KEK", () -> client(kms).keys().toEncrypt(request, SUBJECT));
            }
        }
    }

    private void assertWorks(String type, String keyId, Map<String, Map<String, String>> kms) {
        for (DekAlgorithm algorithm : DekAlgorithm.values()) {
            KeyRequest request = request(type, keyId, algorithm);
            byte[] blob = client(kms).keys().encrypt(request, SUBJECT, VALUE);
            assertThat(client(kms).keys().decrypt(request, SUBJECT, blob)).isEqualTo(VALUE);
        }
    }

    private void assertReads(String type, String keyId, Map<String, Map<String, String>> kms) {
        KeyRequest request = request(type, keyId, DekAlgorithm.AES256_GCM);
        byte[] blob = client(kms).keys().encrypt(request, SUBJECT, VALUE);
        assertThat(client(kms).keys().decrypt(request, SUBJECT, blob)).isEqualTo(VALUE);
        assertThat(world.requests("POST .*/deks/.*")).isEqualTo(DekAlgorithm.values().length);
    }

    private byte[] stored() {
        JsonObject dek = world.server
                .byAnother("GET", List.of("kek1", "deks", SUBJECT), new JsonObject())
                .getAsJsonObject();
        return Base64.getDecoder().decode(dek.get("encryptedKeyMaterial").getAsString());
    }

    private RegistryClient client(Map<String, Map<String, String>> kms) {
        return world.client(Map.of(), kms);
    }

    private static KeyRequest request(String type, String keyId, DekAlgorithm algorithm) {
        return new KeyRequest("kek1", Optional.of(type), Optional.of(keyId), List.of(), algorithm, 0);
    }

    private static Map<String, Map<String, String>> kms(
            String type, String name, String value, String otherName, String otherValue) {
        return Map.of(type, Map.of(name, value, otherName, otherValue));
    }

    private static void assertFails(Reason reason, String message, ThrowingCallable call) {
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }
}
