package io.lockweir.registryserver;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Json;
import java.util.regex.Pattern;

/** A key-encryption key as it is stored: the name of a key in a service, no key. */
record KeyEncryptionKey(
        String name,
        String kmsType,
        String kmsKeyId,
        JsonObject kmsProps,
        String doc,
        boolean shared,
        long ts,
        boolean deleted) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,255}");

    static KeyEncryptionKey of(JsonObject body, long ts) {
        return new KeyEncryptionKey(
                needed(body, "name", NAME),
                needed(body, "kmsType", Pattern.compile(".+")),
                needed(body, "kmsKeyId", Pattern.compile(".+")),
                props(body, new JsonObject()),
                Json.text(body, "doc").orElse(""),
                Json.text(body, "shared").map(Boolean::parseBoolean).orElse(false),
                ts,
                Json.text(body, "deleted").map(Boolean::parseBoolean).orElse(false));
    }

    /** Only what may change. */
    KeyEncryptionKey updated(JsonObject body, long now) {
        if (Json.text(body, "kmsType").filter(type -> !type.equals(kmsType)).isPresent()
                || Json.text(body, "kmsKeyId")
                        .filter(id -> !id.equals(kmsKeyId))
                        .isPresent()) {
            throw RegistryError.invalidKey("kmsType and kmsKeyId can't change");
        }
        return new KeyEncryptionKey(
                name,
                kmsType,
                kmsKeyId,
                props(body, kmsProps),
                Json.text(body, "doc").orElse(doc),
                Json.text(body, "shared").map(Boolean::parseBoolean).orElse(shared),
                now,
                deleted);
    }

    KeyEncryptionKey withDeleted(boolean value) {
        return new KeyEncryptionKey(name, kmsType, kmsKeyId, kmsProps, doc, shared, ts, value);
    }

    JsonObject json() {
        JsonObject json = Json.of("name", name, "kmsType", kmsType, "kmsKeyId", kmsKeyId);
        json.add("kmsProps", kmsProps);
        if (!doc.isEmpty()) {
            json.addProperty("doc", doc);
        }
        json.addProperty("shared", shared);
        json.addProperty("ts", ts);
        if (deleted) {
            json.addProperty("deleted", true);
        }
        return json;
    }

    private static String needed(JsonObject body, String field, Pattern pattern) {
        return Json.text(body, field)
                .filter(text -> pattern.matcher(text).matches())
                .orElseThrow(() -> RegistryError.invalidKey(field));
    }

    private static JsonObject props(JsonObject body, JsonObject otherwise) {
        JsonElement props = body.get("kmsProps");
        return props != null && props.isJsonObject() ? props.getAsJsonObject().deepCopy() : otherwise;
    }
}
