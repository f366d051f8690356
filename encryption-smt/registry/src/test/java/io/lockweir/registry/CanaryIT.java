package io.lockweir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.lockweir.encryption.confluent.DekAlgorithm;
import io.lockweir.encryption.confluent.FieldText;
import io.lockweir.registry.rule.KeyRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Makes everything fail that can fail with a secret in hand, and looks for secrets, values and key material in what is said. */
class CanaryIT {
    private static final String CANARY = "canary4711";
    private static final byte[] VALUE = FieldText.plaintext(CANARY + "-value");

    private final World world = new World();
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void nothingSaidHoldsASecretAValueOrAKey() {
        world.server.basic("user", CANARY + "-password");
        Map<String, String> settings = Map.of("auth", "basic", "user", "user", "password", CANARY + "-password");
        Map<String, Map<String, String>> kms = Map.of("local-kms", Map.of("secret", CANARY + "-secret"));
        RegistryClient client = world.client(settings, kms);
        KeyRequest request = World.request(DekAlgorithm.AES256_GCM, 1);
        byte[] blob = client.keys().encrypt(request, World.SUBJECT, VALUE);
        said.add(client.toString());
        said.add(client.keys().toEncrypt(request, World.SUBJECT).toString());
        said.add(RegistrySettings.of("", Map.of("url", "http://x", "password", CANARY))
                .toString());
        for (int i = 0; i < blob.length; i++) {
            byte[] flipped = blob.clone();
            flipped[i] ^= (byte) 0x40;
            failing(() -> world.client(settings, kms).keys().decrypt(request, World.SUBJECT, flipped));
        }
        for (int code : new int[] {401, 403, 40370, 40470, 40472, 409, 40972, 42271, 418, 500, 50070}) {
            world.server.faults().failNext(20, code);
            failing(() -> world.client(settings, kms).keys().decrypt(request, World.SUBJECT, blob));
            failing(() -> world.client(settings, kms).keys().toEncrypt(request, "other"));
            world.server.faults().clear();
        }
        String material = material();
        for (String body : List.of(
                "{\"keyMaterial\":\"" + CANARY,
                "{\"kekName\":\"kek1\",\"keyMaterial\":\"" + CANARY + "\"}",
                "[\"" + CANARY + "\"]",
                "{\"name\":\"kek1\",\"kmsType\":\"local-kms\",\"kmsProps\":{\"a\":\"" + CANARY + "\"}}")) {
            world.server.faults().answerNext(200, body);
            failing(() -> world.client(settings, kms).keys().decrypt(request, World.SUBJECT, blob));
        }
        failing(() -> world.client(Map.of("auth", "basic", "user", "user", "password", CANARY + "-wrong"), kms)
                .keys()
                .toEncrypt(request, World.SUBJECT));
        failing(() -> world.client(settings, Map.of("local-kms", Map.of("secret", CANARY + "-wrong")))
                .keys()
                .toEncrypt(request, World.SUBJECT));
        failing(() -> RegistrySettings.of("", Map.of("url", "http://u:" + CANARY + "@x")));
        assertThat(said).hasSizeGreaterThan(60);
        for (String each : said) {
            assertThat(each)
                    .doesNotContain(CANARY)
                    .doesNotContain(Base64.getEncoder()
                            .encodeToString(CANARY.getBytes(StandardCharsets.UTF_8))
                            .substring(0, 12))
                    .doesNotContain(material.substring(0, 16));
        }
    }

    private String material() {
        JsonObject dek = world.server
                .byAnother("GET", List.of("kek1", "deks", World.SUBJECT), new JsonObject())
                .getAsJsonObject();
        return dek.get("encryptedKeyMaterial").getAsString();
    }

    private void failing(ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        if (thrown == null) {
            return;
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        said.add(trace.toString());
    }
}
