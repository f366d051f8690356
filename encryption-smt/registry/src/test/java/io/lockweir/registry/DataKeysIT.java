package io.lockweir.registry;

import static io.lockweir.registry.World.SUBJECT;
import static io.lockweir.registry.World.json;
import static io.lockweir.registry.World.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.encryption.confluent.Dek;
import io.lockweir.encryption.confluent.DekAlgorithm;
import io.lockweir.encryption.confluent.FieldText;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyUnavailableError.Reason;
import io.lockweir.registry.rule.KeyRequest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataKeysIT {
    private static final byte[] VALUE = FieldText.plaintext("canary 4711");
    private static final List<String> DEKS = List.of("kek1", "deks", SUBJECT);
    private static final String KEK = "{'name':'kek1','kmsType':'local-kms','kmsKeyId':'key-1'}";

    private final World world = new World();

    @AfterEach
    void stop() {
        world.close();
    }

    static Stream<Arguments> combinations() {
        return Arrays.stream(DekAlgorithm.values())
                .flatMap(algorithm -> Stream.of(Arguments.of(algorithm, 0), Arguments.of(algorithm, 30)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void aReaderDecryptsWhatAWriterEncrypted(DekAlgorithm algorithm, int days) {
        KeyRequest request = request(algorithm, days);
        byte[] blob = world.client().keys().encrypt(request, SUBJECT, VALUE);
        assertThat(world.client().keys().decrypt(request, SUBJECT, blob)).isEqualTo(VALUE);
        assertThat(world.requests("POST .*")).isEqualTo(2);
    }

    /** What their client put into the registry, and into a field. */
    @Test
    void decryptsThePublishedVectors() throws IOException {
        JsonObject file = vectors();
        Map<String, Map<String, String>> kms =
                Map.of("local-kms", Map.of("secret", file.get("secret").getAsString()));
        another("POST", List.of(), json(KEK));
        for (JsonElement each : file.getAsJsonArray("vectors")) {
            JsonObject vector = each.getAsJsonObject();
            String subject = vector.get("name").getAsString();
            JsonObject dek = new JsonObject();
            dek.addProperty("subject", subject);
            dek.addProperty("algorithm", vector.get("algorithm").getAsString());
            dek.add("encryptedKeyMaterial", vector.get("wrappedDek"));
            another("POST", List.of("kek1", "deks", subject), dek);
            KeyRequest request = request(
                    DekAlgorithm.valueOf(vector.get("algorithm").getAsString()),
                    vector.get("expiryDays").getAsInt());
            byte[] blob = FieldText.decode(vector.get("field").getAsString());
            assertThat(world.client(Map.of(), kms).keys().decrypt(request, subject, blob))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(file.get("plaintext").getAsString());
        }
    }

    /** For the audit log: by the registry's names, once a key and not once a value. */
    @Test
    void keysThatAreMadeOpenedAndRefusedAreToldOf() {
        DataKeys writer = world.client().keys();
        byte[] blob = writer.encrypt(World.request(), World.SUBJECT, new byte[] {1});
        writer.encrypt(World.request(), World.SUBJECT, new byte[] {2});
        DataKeys reader = world.client().keys();
        reader.decrypt(World.request(), World.SUBJECT, blob);
        reader.decrypt(World.request(), World.SUBJECT, blob);
        assertFails(Reason.MISSING, "There is no version 1", () -> reader.decrypt(World.request(), "other", blob));
        assertThat(world.heard)
                .containsExactly(
                        "registered RegistryKey[kek=kek1, subject=orders-value, algorithm=AES256_GCM, version=1]",
                        "opened RegistryKey[kek=kek1, subject=orders-value, algorithm=AES256_GCM, version=1]",
                        "refused RegistryKey[kek=kek1, subject=other, algorithm=AES256_GCM, version=1] MISSING");
    }

    @Test
    void aReaderCreatesNothing() {
        byte[] blob = new byte[28];
        assertFails(
                Reason.MISSING,
                "There is no key-encryption key kek1 in the registry",
                () -> world.client().keys().decrypt(request(), SUBJECT, blob));
        another("POST", List.of(), json(KEK));
        assertFails(
                Reason.MISSING,
                "There is no version 1 of data key AES256_GCM of subject orders-value under key-encryption key kek1",
                () -> world.client().keys().decrypt(request(), SUBJECT, blob));
        assertThat(world.requests("POST .*")).isZero();
    }

    @Test
    void aWriterNeedsToKnowWhereAKeyIsToCreateIt() {
        KeyRequest vague =
                new KeyRequest("kek1", Optional.empty(), Optional.empty(), List.of(), DekAlgorithm.AES256_GCM, 0);
        assertFails(
                Reason.MISSING,
                "the rule does not say where it is",
                () -> world.client().keys().toEncrypt(vague, SUBJECT));
        another("POST", List.of(), json(KEK));
        assertThat(world.client().keys().toEncrypt(vague, SUBJECT).version()).isOne();
    }

    @Test
    void aKeyThatIsNotWhatTheRuleSaysIsRefused() {
        another("POST", List.of(), json(KEK));
        for (KeyRequest other : List.of(
                new KeyRequest(
                        "kek1", Optional.of("local-kms"), Optional.of("key-2"), List.of(), DekAlgorithm.AES256_GCM, 0),
                new KeyRequest(
                        "kek1", Optional.of("hcvault"), Optional.of("key-1"), List.of(), DekAlgorithm.AES256_GCM, 0))) {
            assertFails(
                    Reason.DENIED,
                    "in the rule's encrypt.kms.",
                    () -> world.client().keys().toEncrypt(other, SUBJECT));
            assertFails(
                    Reason.DENIED,
                    "in the rule's encrypt.kms.",
                    () -> world.client().keys().decrypt(other, SUBJECT, new byte[28]));
        }
        assertThat(world.requests("POST .*")).isZero();
    }

    @Test
    void aWriterThatLosesARaceTakesTheWinnersKey() {
        World other = world;
        Dek[] theirs = new Dek[1];
        RegistryClient winner = other.client();
        world.server.faults().beforeNextDataKey(() -> {
            // Inside the loser's request: the winner's own goes to the server's other thread and would wait for this
            // one.
            JsonObject dek = json("{'subject':'" + SUBJECT + "'}");
            dek.addProperty("encryptedKeyMaterial", wrapped());
            another("POST", DEKS, dek);
        });
        Dek dek = world.client().keys().toEncrypt(request(), SUBJECT);
        theirs[0] = winner.keys().toEncrypt(request(), SUBJECT);
        byte[] blob = request().format().seal(dek, VALUE);
        assertThat(request().format().open(theirs[0], blob)).isEqualTo(VALUE);
        assertThat(world.requests("POST .*/deks.*")).isOne();
    }

    @Test
    void aRegistryThatKnowsNoSubjectInThePathIsAskedWithout() {
        world.server.faults().onlyPostWithoutSubject();
        byte[] blob = world.client().keys().encrypt(request(), SUBJECT, VALUE);
        assertThat(world.requests("POST .*/deks")).isOne();
        assertThat(world.client().keys().decrypt(request(), SUBJECT, blob)).isEqualTo(VALUE);
    }

    @Test
    void anExpiredKeyIsFollowedByAnother() {
        KeyRequest rotating = request(DekAlgorithm.AES256_GCM, 2);
        RegistryClient writer = world.client(Map.of("cache.ttl.ms", "864000000"));
        byte[] first = writer.keys().encrypt(rotating, SUBJECT, VALUE);
        world.clock.advance(Duration.ofDays(2).minusMillis(1));
        assertThat(writer.keys().toEncrypt(rotating, SUBJECT).version()).isOne();
        world.clock.advance(Duration.ofMillis(1));
        byte[] second = writer.keys().encrypt(rotating, SUBJECT, VALUE);
        assertThat(rotating.format().version(first)).isOne();
        assertThat(rotating.format().version(second)).isEqualTo(2);
        assertThat(world.client().keys().toEncrypt(rotating, SUBJECT).version()).isEqualTo(2);
        RegistryClient reader = world.client();
        assertThat(reader.keys().decrypt(rotating, SUBJECT, first)).isEqualTo(VALUE);
        assertThat(reader.keys().decrypt(rotating, SUBJECT, second)).isEqualTo(VALUE);
        world.clock.advance(Duration.ofDays(5));
        assertThat(reader.keys().decrypt(rotating, SUBJECT, first)).isEqualTo(VALUE);
        assertThat(world.requests("POST .*/deks.*")).isEqualTo(2);
    }

    /** Else each value would have a data key of its own. */
    @Test
    void aKeyThatWasJustMadeIsNotExpiredWhateverTheRegistrysClockSays() {
        KeyRequest rotating = request(DekAlgorithm.AES256_GCM, 30);
        Clock ahead = Clock.offset(world.clock, Duration.ofDays(40));
        for (int version = 1; version <= 2; version++) {
            RegistryClient writer = world.client(Map.of(), World.LOCAL, ahead);
            for (int i = 0; i < 5; i++) {
                assertThat(writer.keys().toEncrypt(rotating, SUBJECT).version()).isEqualTo(version);
            }
        }
    }

    @Test
    void aWriterThatLosesTheRaceForTheNextVersionReadsTheLatest() {
        KeyRequest rotating = request(DekAlgorithm.AES256_GCM, 1);
        world.client().keys().toEncrypt(rotating, SUBJECT);
        world.clock.advance(Duration.ofDays(1));
        world.server.faults().beforeNextDataKey(() -> {
            for (int version : new int[] {2, 3}) {
                JsonObject dek = json("{'subject':'" + SUBJECT + "','version':" + version + "}");
                dek.addProperty("encryptedKeyMaterial", wrapped());
                another("POST", DEKS, dek);
            }
        });
        assertThat(world.client().keys().toEncrypt(rotating, SUBJECT).version()).isEqualTo(3);
    }

    @Test
    void aKeyThatEncryptedAsMuchAsItMayIsFollowedByAnother() throws Exception {
        KeyRequest rotating = request(DekAlgorithm.AES256_GCM, 30);
        RegistryClient writer = world.client(Map.of("dek.max.uses", "32"));
        for (byte[] blob : atOnce(() -> writer.keys().encrypt(rotating, SUBJECT, VALUE))) {
            assertThat(world.client().keys().decrypt(rotating, SUBJECT, blob)).isEqualTo(VALUE);
        }
        assertThat(writer.keys().toEncrypt(rotating, SUBJECT).version()).isEqualTo(3);
        assertThat(world.requests("POST .*/deks/.*")).isEqualTo(3);
    }

    @Test
    void aKeyThatIsNotRotatedEncryptsNoMoreThanItMay() {
        RegistryClient writer = world.client(Map.of("dek.max.uses", "2", "cache.ttl.ms", "1000"));
        byte[] blob = writer.keys().encrypt(request(), SUBJECT, VALUE);
        world.clock.advance(Duration.ofSeconds(2));
        writer.keys().encrypt(request(), SUBJECT, VALUE);
        assertFails(
                Reason.DENIED,
                "has encrypted dek.max.uses values in this process, and is not rotated",
                () -> writer.keys().encrypt(request(), SUBJECT, VALUE));
        assertThat(writer.keys().decrypt(request(), SUBJECT, blob)).isEqualTo(VALUE);
        RegistryClient deterministic = world.client(Map.of("dek.max.uses", "1"));
        for (int i = 0; i < 3; i++) {
            deterministic.keys().encrypt(request(DekAlgorithm.AES256_SIV, 0), SUBJECT, VALUE);
        }
    }

    @Test
    void softDeletedKeysDecryptAndDoNotEncrypt() {
        byte[] blob = world.client().keys().encrypt(request(), SUBJECT, VALUE);
        another("DELETE", DEKS, new JsonObject());
        assertThat(world.client().keys().decrypt(request(), SUBJECT, blob)).isEqualTo(VALUE);
        assertFails(
                Reason.DENIED,
                "code 40472 (soft-deleted). Undelete it in the registry",
                () -> world.client().keys().toEncrypt(request(), SUBJECT));
        another("DELETE", List.of("kek1"), new JsonObject());
        assertThat(world.client().keys().decrypt(request(), SUBJECT, blob)).isEqualTo(VALUE);
        assertFails(Reason.DENIED, "40472", () -> world.client().keys().toEncrypt(request(), SUBJECT));
    }

    @Test
    void sharedKeysAreUsedWithoutAKeyService() {
        world.server.sharedSecret("the-registrys-own");
        another("POST", List.of(), json(KEK.replace("}", ",'shared':true}")));
        RegistryClient client = world.client(Map.of(), Map.of());
        byte[] blob = client.keys().encrypt(request(), SUBJECT, VALUE);
        assertThat(world.client(Map.of(), Map.of()).keys().decrypt(request(), SUBJECT, blob))
                .isEqualTo(VALUE);
        world.server.denySharedKeys(true);
        assertFails(
                Reason.DENIED,
                "code 40370 (the key service refused the registry)",
                () -> world.client().keys().decrypt(request(), SUBJECT, blob));
    }

    @Test
    void aKeyOfATypeThatIsNotConfiguredOrAllowedIsRefused() {
        assertFails(
                Reason.DENIED,
                "is of type local-kms, which is not configured; configured are []. Set registry.kms.local-kms.*",
                () -> world.client(Map.of(), Map.of()).keys().toEncrypt(request(), SUBJECT));
        assertFails(
                Reason.DENIED,
                "Key-encryption key kek1 is key-1, which registry.kms.key.ids does not allow",
                () -> world.client(Map.of("kms.key.ids", "key-2, key-3")).keys().toEncrypt(request(), SUBJECT));
        assertThat(world.client(Map.of("kms.key.ids", "key-2,key-1"))
                        .keys()
                        .toEncrypt(request(), SUBJECT)
                        .version())
                .isOne();
    }

    @Test
    void anotherSecretOrAlgorithmDecryptsNothing() {
        byte[] blob = world.client().keys().encrypt(request(), SUBJECT, VALUE);
        assertFails(
                Reason.DENIED,
                "did not unwrap a data key, INVALID",
                () -> world.client(Map.of(), Map.of("local-kms", Map.of("secret", "other")))
                        .keys()
                        .decrypt(request(), SUBJECT, blob));
        assertFails(
                Reason.MISSING,
                "There is no version 1 of data key AES256_SIV",
                () -> world.client().keys().decrypt(request(DekAlgorithm.AES256_SIV, 0), SUBJECT, blob));
        byte[] flipped = blob.clone();
        flipped[blob.length - 1] ^= 1;
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> world.client().keys().decrypt(request(), SUBJECT, flipped))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(EnvelopeException.Reason.TAG_MISMATCH));
    }

    @Test
    void aWrappedKeyThatIsNoneIsRefused() {
        another("POST", List.of(), json(KEK));
        another("POST", DEKS, json("{'subject':'" + SUBJECT + "','encryptedKeyMaterial':'AAAA'}"));
        assertFails(Reason.DENIED, "INVALID", () -> world.client().keys().toEncrypt(request(), SUBJECT));
    }

    @Test
    void everyKeyIsFetchedOnceInAProcessAndTimeToLive() throws Exception {
        RegistryClient client = world.client();
        world.server.faults().slow(Duration.ofMillis(20));
        byte[] blob =
                atOnce(() -> client.keys().encrypt(request(), SUBJECT, VALUE)).get(0);
        assertThat(world.server.requests())
                .as("KEK read and created, DEK read and created")
                .hasSize(4);
        RegistryClient reader = world.client();
        for (byte[] each : atOnce(() -> reader.keys().decrypt(request(), SUBJECT, blob))) {
            assertThat(each).isEqualTo(VALUE);
        }
        assertThat(world.server.requests()).hasSize(6);
        world.clock.advance(Duration.ofMinutes(5));
        atOnce(() -> reader.keys().decrypt(request(), SUBJECT, blob));
        assertThat(world.server.requests()).hasSize(8);
    }

    @Test
    void aKeyServesItsStatedTimeWhileTheRegistryIsDown() {
        RegistryClient client = world.client();
        byte[] blob = client.keys().encrypt(request(), SUBJECT, VALUE);
        client.keys().decrypt(request(), SUBJECT, blob);
        world.server.faults().unreachable();
        world.clock.advance(Duration.ofMinutes(65).minusMillis(1));
        assertThat(client.keys().decrypt(request(), SUBJECT, blob)).isEqualTo(VALUE);
        client.keys().toEncrypt(request(), SUBJECT);
        world.clock.advance(Duration.ofMillis(1));
        assertFails(Reason.UNAVAILABLE, "did not answer", () -> client.keys().decrypt(request(), SUBJECT, blob));
        assertFails(Reason.UNAVAILABLE, "did not answer", () -> client.keys().toEncrypt(request(), SUBJECT));
    }

    @Test
    void anAnswerOfAnotherKeyIsRefused() {
        world.client().keys().toEncrypt(request(), SUBJECT);
        RegistryClient client = world.client();
        world.server.faults().answerNext(200, "{\"name\":\"kek2\",\"kmsType\":\"local-kms\",\"kmsKeyId\":\"key-1\"}");
        assertFails(Reason.DENIED, "is of something else", () -> client.keys().toEncrypt(request(), SUBJECT));
    }

    private String wrapped() {
        try (io.lockweir.encryption.confluent.LocalSecretKms kms =
                new io.lockweir.encryption.confluent.LocalSecretKms(World.SECRET)) {
            byte[] key = new byte[32];
            Arrays.fill(key, (byte) 9);
            byte[] message = io.lockweir.encryption.confluent.TinkKey.write(DekAlgorithm.AES256_GCM, key);
            return java.util.Base64.getEncoder().encodeToString(kms.wrap("key-1", message, Map.of()));
        } catch (io.lockweir.encryption.kms.KmsException e) {
            throw new IllegalStateException(e);
        }
    }

    private void another(String method, List<String> steps, JsonObject body) {
        world.server.byAnother(method, steps, body);
    }

    private static List<byte[]> atOnce(java.util.concurrent.Callable<byte[]> call) throws Exception {
        int count = 64;
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CountDownLatch start = new CountDownLatch(count);
        try {
            List<Future<byte[]>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return call.call();
                }));
            }
            List<byte[]> results = new ArrayList<>();
            for (Future<byte[]> each : futures) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static JsonObject vectors() throws IOException {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(DataKeysIT.class.getResourceAsStream("/confluent/csfle-vectors.json")),
                StandardCharsets.UTF_8)) {
            JsonObject file = JsonParser.parseReader(reader).getAsJsonObject();
            assertThat(file.getAsJsonArray("vectors"))
                    .isInstanceOf(JsonArray.class)
                    .hasSize(3);
            return file;
        }
    }

    private static void assertFails(Reason reason, String message, ThrowingCallable call) {
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .withMessageNotContainingAny("canary")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
