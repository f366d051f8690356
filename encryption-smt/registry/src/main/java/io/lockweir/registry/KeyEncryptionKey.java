package io.lockweir.registry;

import com.google.gson.JsonObject;
import io.lockweir.registry.http.Json;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the registry knows of a key-encryption key: where it is, never the key.
 *
 * @param name the registry's
 * @param kmsType the kind of its service, such as {@code aws-kms}
 * @param kmsKeyId its name there
 * @param kmsProps further texts for a client of the service; kept, not used
 * @param shared whether the registry itself wraps with it, and hands data keys out in clear
 * @param deleted whether it is soft-deleted: still good for reading
 */
public record KeyEncryptionKey(
        String name, String kmsType, String kmsKeyId, Map<String, String> kmsProps, boolean shared, boolean deleted) {
    public KeyEncryptionKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kmsType, "kmsType");
        Objects.requireNonNull(kmsKeyId, "kmsKeyId");
        kmsProps = Map.copyOf(kmsProps);
    }

    static Optional<KeyEncryptionKey> of(JsonObject json) {
        Optional<String> name = Json.text(json, "name");
        Optional<String> type = Json.text(json, "kmsType");
        Optional<String> id = Json.text(json, "kmsKeyId");
        if (name.isEmpty() || type.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new KeyEncryptionKey(
                name.get(), type.get(), id.get(), props(json), flag(json, "shared"), flag(json, "deleted")));
    }

    /** As it is created. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("kmsType", kmsType);
        json.addProperty("kmsKeyId", kmsKeyId);
        JsonObject props = new JsonObject();
        kmsProps.forEach(props::addProperty);
        json.add("kmsProps", props);
        json.addProperty("shared", shared);
        json.addProperty("deleted", deleted);
        return json;
    }

    static boolean flag(JsonObject json, String name) {
        return Json.text(json, name).map(Boolean::parseBoolean).orElse(false);
    }

    private static Map<String, String> props(JsonObject json) {
        if (json.get("kmsProps") == null || !json.get("kmsProps").isJsonObject()) {
            return Map.of();
        }
        JsonObject props = json.getAsJsonObject("kmsProps");
        return props.keySet().stream()
                .filter(name -> Json.text(props, name).isPresent())
                .collect(Collectors.toMap(
                        name -> name, name -> Json.text(props, name).orElse("")));
    }

    /** Without the properties, which may be credentials. */
    @Override
    public String toString() {
        return "KeyEncryptionKey[" + name + ", " + kmsType + ", " + kmsKeyId + (shared ? ", shared" : "")
                + (deleted ? ", deleted" : "") + "]";
    }
}
