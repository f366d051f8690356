package io.lockweir.kmsserver.azure;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Aead;
import io.lockweir.kmsserver.Json;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA keys by name, each with versions that have random ids. */
final class RsaKeys {
    private static final OAEPParameterSpec OAEP_256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private static final List<KeyPair> PAIRS = pairs();
    private static final AtomicInteger NEXT_PAIR = new AtomicInteger();

    private final Map<String, List<Version>> keys = new ConcurrentHashMap<>();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();

    void create(String name) {
        keys.put(name, new CopyOnWriteArrayList<>(List.of(Version.create())));
    }

    void delete(String name) {
        keys.remove(name);
    }

    void rotate(String name) {
        versions(name).add(Version.create());
    }

    Set<String> disabled() {
        return disabled;
    }

    Set<String> denied() {
        return denied;
    }

    JsonObject wrap(String vault, String name, String version, JsonObject body) {
        Version key = usable(name, version, "wrapkey");
        return result(vault, name, key, crypt(Cipher.ENCRYPT_MODE, key.pair().getPublic(), value(body)));
    }

    JsonObject unwrap(String vault, String name, String version, JsonObject body) {
        Version key = usable(name, version, "unwrapkey");
        return result(vault, name, key, crypt(Cipher.DECRYPT_MODE, key.pair().getPrivate(), value(body)));
    }

    JsonObject describe(String vault, String name) {
        if (denied.contains(name)) {
            throw denial("get");
        }
        Version key = version(name, "");
        JsonArray operations = new JsonArray();
        List.of("wrapKey", "unwrapKey").forEach(operations::add);
        JsonObject web = Json.of("kid", vault + "/keys/" + name + "/" + key.id(), "kty", "RSA");
        web.add("key_ops", operations);
        JsonObject attributes = new JsonObject();
        attributes.addProperty("enabled", !disabled.contains(name));
        JsonObject answer = new JsonObject();
        answer.add("key", web);
        answer.add("attributes", attributes);
        return answer;
    }

    private static JsonObject result(String vault, String name, Version key, byte[] value) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(value);
        return Json.of("kid", vault + "/keys/" + name + "/" + key.id(), "value", text);
    }

    private Version usable(String name, String version, String operation) {
        if (denied.contains(name)) {
            throw denial(operation);
        }
        Version key = version(name, version);
        if (disabled.contains(name)) {
            throw new AzureError(
                    403, "Forbidden", "KeyDisabled", "Operation " + operation + " is not allowed on a disabled key.");
        }
        return key;
    }

    private static AzureError denial(String operation) {
        return new AzureError(
                403,
                "Forbidden",
                "ForbiddenByRbac",
                "Caller is not authorized to perform action on resource: " + operation);
    }

    private List<Version> versions(String name) {
        List<Version> versions = keys.get(name);
        if (versions == null) {
            throw new AzureError(
                    404, "KeyNotFound", "", "A key with (name/id) " + name + " was not found in this key vault.");
        }
        return versions;
    }

    private Version version(String name, String id) {
        List<Version> versions = versions(name);
        return id.isEmpty()
                ? versions.get(versions.size() - 1)
                : versions.stream()
                        .filter(version -> version.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new AzureError(
                                404, "KeyNotFound", "", "A key with (name/id) " + name + "/" + id + " was not found."));
    }

    private static byte[] value(JsonObject body) {
        if (!Json.text(body, "alg").orElse("").equals("RSA-OAEP-256")) {
            throw new AzureError(400, "BadParameter", "", "Property alg has an invalid value");
        }
        return Base64.getUrlDecoder().decode(Json.text(body, "value").orElse(""));
    }

    private static byte[] crypt(int mode, Key key, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(mode, key, OAEP_256);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new AzureError(400, "BadParameter", "", "The parameter is incorrect.");
        }
    }

    private record Version(String id, KeyPair pair) {

        static Version create() {
            int next = NEXT_PAIR.getAndUpdate(number -> (number + 1) % PAIRS.size());
            return new Version(HexFormat.of().formatHex(Aead.random(16)), PAIRS.get(next));
        }
    }

    /** Making a pair takes up to a second, so that versions take turns with a few. */
    private static List<KeyPair> pairs() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return List.of(
                    generator.generateKeyPair(),
                    generator.generateKeyPair(),
                    generator.generateKeyPair(),
                    generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
