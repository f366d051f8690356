package io.lockweir.kmsserver.gcp;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Aead;
import io.lockweir.kmsserver.Json;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32C;

/** Symmetric keys by resource name, with versions that count from 1; checksums as documented. */
final class CryptoKeys {
    private final Map<String, List<byte[]>> keys = new ConcurrentHashMap<>();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private volatile boolean corrupting;

    void create(String name) {
        keys.put(name, new CopyOnWriteArrayList<>(List.of(Aead.newKey())));
    }

    void delete(String name) {
        keys.remove(name);
    }

    void rotate(String name) {
        versions(name).add(Aead.newKey());
    }

    Set<String> disabled() {
        return disabled;
    }

    Set<String> denied() {
        return denied;
    }

    /** From now on answers arrive with a flipped bit, which only their checksum shows. */
    void corruptAnswers(boolean on) {
        corrupting = on;
    }

    JsonObject encrypt(String name, JsonObject body) {
        List<byte[]> versions = usable(name, "useToEncrypt");
        byte[] plaintext = checked(body, "plaintext");
        byte[] associatedData = checked(body, "additionalAuthenticatedData");
        byte[] sealed = Aead.seal(versions.get(versions.size() - 1), plaintext, associatedData);
        byte[] ciphertext = ByteBuffer.allocate(4 + sealed.length)
                .putInt(versions.size())
                .put(sealed)
                .array();
        JsonObject answer = Json.of("name", name + "/cryptoKeyVersions/" + versions.size());
        put(answer, "ciphertext", ciphertext);
        answer.addProperty("verifiedPlaintextCrc32c", body.has("plaintextCrc32c"));
        answer.addProperty("verifiedAdditionalAuthenticatedDataCrc32c", body.has("additionalAuthenticatedDataCrc32c"));
        answer.addProperty("protectionLevel", "SOFTWARE");
        return answer;
    }

    JsonObject decrypt(String name, JsonObject body) {
        List<byte[]> versions = usable(name, "useToDecrypt");
        byte[] associatedData = checked(body, "additionalAuthenticatedData");
        byte[] plaintext = opened(versions, checked(body, "ciphertext"), associatedData)
                .orElseThrow(
                        () -> new GcpError(400, "INVALID_ARGUMENT", "Decryption failed: the ciphertext is invalid."));
        JsonObject answer = new JsonObject();
        put(answer, "plaintext", plaintext);
        answer.addProperty("usedPrimary", true);
        answer.addProperty("protectionLevel", "SOFTWARE");
        return answer;
    }

    JsonObject describe(String name) {
        if (denied.contains(name)) {
            throw denial(name, "get");
        }
        int version = versions(name).size();
        JsonObject primary = Json.of(
                "name",
                name + "/cryptoKeyVersions/" + version,
                "state",
                disabled.contains(name) ? "DISABLED" : "ENABLED",
                "algorithm",
                "GOOGLE_SYMMETRIC_ENCRYPTION");
        JsonObject answer = Json.of("name", name, "purpose", "ENCRYPT_DECRYPT");
        answer.add("primary", primary);
        return answer;
    }

    private static Optional<byte[]> opened(List<byte[]> versions, byte[] ciphertext, byte[] associatedData) {
        if (ciphertext.length < 4) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(ciphertext);
        int version = in.getInt();
        if (version < 1 || version > versions.size()) {
            return Optional.empty();
        }
        byte[] sealed = new byte[in.remaining()];
        in.get(sealed);
        return Aead.open(versions.get(version - 1), sealed, associatedData);
    }

    private List<byte[]> usable(String name, String permission) {
        if (denied.contains(name)) {
            throw denial(name, permission);
        }
        List<byte[]> versions = versions(name);
        if (disabled.contains(name)) {
            throw new GcpError(
                    400,
                    "FAILED_PRECONDITION",
                    name + "/cryptoKeyVersions/" + versions.size() + " is not enabled, current state is: DISABLED.");
        }
        return versions;
    }

    private static GcpError denial(String name, String permission) {
        return new GcpError(
                403,
                "PERMISSION_DENIED",
                "Permission 'cloudkms.cryptoKeyVersions." + permission + "' denied on resource '" + name
                        + "' (or it may not exist).");
    }

    private List<byte[]> versions(String name) {
        List<byte[]> versions = keys.get(name);
        if (versions == null) {
            throw new GcpError(404, "NOT_FOUND", "CryptoKey " + name + " not found.");
        }
        return versions;
    }

    private void put(JsonObject answer, String name, byte[] bytes) {
        long checksum = crc32c(bytes);
        if (corrupting) {
            bytes[bytes.length - 1] ^= 1;
        }
        answer.addProperty(name, Base64.getEncoder().encodeToString(bytes));
        answer.addProperty(name + "Crc32c", Long.toString(checksum));
    }

    private static byte[] checked(JsonObject body, String name) {
        byte[] bytes = Base64.getDecoder().decode(Json.text(body, name).orElse(""));
        String sum = Json.text(body, name + "Crc32c").orElse("");
        if (!sum.isEmpty() && Long.parseLong(sum) != crc32c(bytes)) {
            throw new GcpError(400, "INVALID_ARGUMENT", "The checksum in field " + name + "_crc32c did not match.");
        }
        return bytes;
    }

    private static long crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
