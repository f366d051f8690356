package io.lockweir.kmsserver.vault;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Json;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The transit engine at one or several mounts. A key is known by {@code namespace|mount|name}. */
final class TransitService {
    private final Map<String, TransitKey> keys = new ConcurrentHashMap<>();
    private final Set<String> mounts = ConcurrentHashMap.newKeySet();
    private final Set<String> softDeleted = ConcurrentHashMap.newKeySet();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();

    void create(String namespace, String mount, String name) {
        mounts.add(namespace + "|" + mount);
        keys.put(path(namespace, mount, name), new TransitKey());
    }

    void delete(String namespace, String mount, String name) {
        keys.remove(path(namespace, mount, name));
    }

    /** Keeps the key and answers as if it were gone, as a soft-deleted one. */
    void softDelete(String namespace, String mount, String name) {
        softDeleted.add(path(namespace, mount, name));
    }

    void softRestore(String namespace, String mount, String name) {
        softDeleted.remove(path(namespace, mount, name));
    }

    void deny(String namespace, String mount, String name) {
        denied.add(path(namespace, mount, name));
    }

    void allow(String namespace, String mount, String name) {
        denied.remove(path(namespace, mount, name));
    }

    TransitKey key(String namespace, String mount, String name) {
        TransitKey key = keys.get(path(namespace, mount, name));
        if (key == null) {
            throw new VaultError(400, "encryption key not found");
        }
        return key;
    }

    /** {@code MOUNT/ACTION/NAME}. */
    JsonObject answer(String namespace, String mount, String action, String name, JsonObject body) {
        if (!mounts.contains(namespace + "|" + mount)) {
            throw new VaultError(404, "no handler for route \"" + mount + "/" + action + "/" + name + "\"");
        }
        if (denied.contains(path(namespace, mount, name))) {
            throw new VaultError(403, "1 error occurred:\n\t* permission denied\n\n");
        }
        if (action.equals("keys") && !keys.containsKey(path(namespace, mount, name))) {
            throw new VaultError(404, "");
        }
        if (softDeleted.contains(path(namespace, mount, name))) {
            throw new VaultError(400, "key is soft deleted");
        }
        TransitKey key = key(namespace, mount, name);
        return switch (action) {
            case "encrypt" -> encrypted(key, bytes(body, "plaintext"), bytes(body, "associated_data"));
            case "decrypt" -> Json.of("plaintext", Base64.getEncoder().encodeToString(decrypted(key, body)));
            case "rewrap" -> encrypted(key, decrypted(key, body), bytes(body, "associated_data"));
            case "keys" -> description(name, key);
            default -> throw new VaultError(404, "unsupported path");
        };
    }

    private static JsonObject encrypted(TransitKey key, byte[] plaintext, byte[] associatedData) {
        JsonObject data = Json.of("ciphertext", key.encrypt(plaintext, associatedData));
        data.addProperty("key_version", key.latest());
        return data;
    }

    private static byte[] decrypted(TransitKey key, JsonObject body) {
        return key.decrypt(Json.text(body, "ciphertext").orElse(""), bytes(body, "associated_data"));
    }

    private static JsonObject description(String name, TransitKey key) {
        JsonObject data = Json.of("name", name, "type", "aes256-gcm96");
        data.addProperty("latest_version", key.latest());
        data.addProperty("min_decryption_version", key.oldestAllowed());
        data.addProperty("min_encryption_version", 0);
        data.addProperty("deletion_allowed", false);
        data.addProperty("derived", false);
        data.addProperty("exportable", false);
        data.addProperty("supports_encryption", true);
        data.addProperty("supports_decryption", true);
        return data;
    }

    private static byte[] bytes(JsonObject body, String name) {
        return TransitKey.decoded(Json.text(body, name).orElse(""))
                .orElseThrow(() -> new VaultError(400, "failed to base64-decode " + name));
    }

    private static String path(String namespace, String mount, String name) {
        return namespace + "|" + mount + "|" + name;
    }
}
