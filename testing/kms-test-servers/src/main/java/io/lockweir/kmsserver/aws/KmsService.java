package io.lockweir.kmsserver.aws;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Aead;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Faults;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import io.lockweir.kmsserver.TestHttpServer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The actions of KMS on symmetric keys: JSON 1.1 in and out, one set of keys a region. */
final class KmsService {
    private static final String TARGET = "TrentService.";

    private final Map<String, KmsKey> keys = new ConcurrentHashMap<>();
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Map<String, Faults> regions = new ConcurrentHashMap<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final List<KmsCall> calls = new CopyOnWriteArrayList<>();

    KmsKey add(KmsKey key) {
        keys.put(key.arn(), key);
        states.put(key.arn(), "Enabled");
        return key;
    }

    static String newKeyId(String prefix) {
        return prefix + HexFormat.of().formatHex(Aead.random(16)).toLowerCase(Locale.ROOT);
    }

    KmsKey key(String arn) {
        KmsKey key = keys.get(arn);
        if (key == null) {
            throw new AwsError(400, "NotFoundException", "Key '" + arn + "' does not exist");
        }
        return key;
    }

    void state(String arn, String state) {
        states.put(key(arn).arn(), state);
    }

    void delete(String arn) {
        keys.remove(key(arn).arn());
    }

    void deny(String arn) {
        denied.add(arn);
    }

    void allow(String arn) {
        denied.remove(arn);
    }

    Faults faults(String region) {
        return regions.computeIfAbsent(region, name -> new Faults());
    }

    List<KmsCall> calls() {
        return calls;
    }

    Answer answer(Request request, String region, AccessKey caller) {
        Faults faults = faults(region);
        if (faults.closesConnections()) {
            throw new TestHttpServer.Disconnect();
        }
        faults.next().ifPresent(AwsTestServer::fail);
        String action = request.header("X-Amz-Target").orElse("").replace(TARGET, "");
        JsonObject body = Json.object(request.text());
        Map<String, String> context = context(body);
        String name = Json.text(body, "KeyId").orElse("");
        calls.add(new KmsCall(action, region, name, caller.principal(), context));
        KmsKey key = key(name);
        checkUse(key, region, caller, action);
        return switch (action) {
            case "Encrypt" -> encrypt(key, body, context);
            case "Decrypt" -> decrypt(key, body, context);
            case "DescribeKey" -> describe(key);
            default -> throw new AwsError(400, "UnknownOperationException", action);
        };
    }

    private void checkUse(KmsKey key, String region, AccessKey caller, String action) {
        String arn = key.arn();
        if (!key.region().equals(region)) {
            throw new AwsError(400, "NotFoundException", "Invalid arn " + key.region());
        }
        if (denied.contains(arn)) {
            throw new AwsError(
                    400,
                    "AccessDeniedException",
                    "User: " + caller.principal() + " is not authorized to perform: kms:" + action + " on resource: "
                            + arn);
        }
        String state = states.getOrDefault(arn, "Enabled");
        if (!action.equals("DescribeKey") && state.equals("Disabled")) {
            throw new AwsError(400, "DisabledException", arn + " is disabled.");
        }
        if (!action.equals("DescribeKey") && !state.equals("Enabled")) {
            throw new AwsError(400, "KMSInvalidStateException", arn + " is pending deletion.");
        }
    }

    private static Answer encrypt(KmsKey key, JsonObject body, Map<String, String> context) {
        byte[] plaintext =
                Base64.getDecoder().decode(Json.text(body, "Plaintext").orElse(""));
        String blob = Base64.getEncoder().encodeToString(key.encrypt(plaintext, context));
        return ok(Json.of("CiphertextBlob", blob, "KeyId", key.arn(), "EncryptionAlgorithm", "SYMMETRIC_DEFAULT"));
    }

    private static Answer decrypt(KmsKey key, JsonObject body, Map<String, String> context) {
        byte[] blob =
                Base64.getDecoder().decode(Json.text(body, "CiphertextBlob").orElse(""));
        String madeWith = KmsKey.keyIdOf(blob);
        if (!madeWith.equals(key.id())) {
            throw madeWith.matches("(mrk-)?[0-9a-f]{32}")
                    ? new AwsError(400, "IncorrectKeyException", "The key ID in the request does not identify it.")
                    : new AwsError(400, "InvalidCiphertextException", "null");
        }
        byte[] plaintext =
                key.decrypt(blob, context).orElseThrow(() -> new AwsError(400, "InvalidCiphertextException", "null"));
        String text = Base64.getEncoder().encodeToString(plaintext);
        return ok(Json.of("Plaintext", text, "KeyId", key.arn(), "EncryptionAlgorithm", "SYMMETRIC_DEFAULT"));
    }

    private Answer describe(KmsKey key) {
        String state = states.getOrDefault(key.arn(), "Enabled");
        JsonObject metadata = Json.of(
                "Arn",
                key.arn(),
                "KeyId",
                key.id(),
                "KeyState",
                state,
                "KeyUsage",
                "ENCRYPT_DECRYPT",
                "KeySpec",
                "SYMMETRIC_DEFAULT",
                "Origin",
                "AWS_KMS",
                "KeyManager",
                "CUSTOMER");
        metadata.addProperty("Enabled", state.equals("Enabled"));
        metadata.addProperty("MultiRegion", key.isMultiRegion());
        JsonObject answer = new JsonObject();
        answer.add("KeyMetadata", metadata);
        return ok(answer);
    }

    private static Map<String, String> context(JsonObject body) {
        Map<String, String> context = new TreeMap<>();
        JsonObject given = body.getAsJsonObject("EncryptionContext");
        if (given != null) {
            given.asMap().forEach((name, value) -> context.put(name, value.getAsString()));
        }
        return context;
    }

    private static Answer ok(JsonObject body) {
        return Answer.of(200, "application/x-amz-json-1.1", body.toString());
    }

    static Answer failed(AwsError error) {
        return Answer.of(
                        error.status(),
                        "application/x-amz-json-1.1",
                        Json.of("__type", error.code(), "message", error.text()).toString())
                .with("x-amzn-ErrorType", error.code());
    }
}
