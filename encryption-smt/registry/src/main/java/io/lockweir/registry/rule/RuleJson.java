package io.lockweir.registry.rule;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of rules. What is there and of another type is refused: a rule half understood is a field in clear. */
final class RuleJson {
    private RuleJson() {}

    static JsonObject object(@Nullable JsonElement json, String name) {
        if (json == null || json.isJsonNull()) {
            return new JsonObject();
        }
        if (!json.isJsonObject()) {
            throw new IllegalArgumentException("'" + name + "' is no object");
        }
        return json.getAsJsonObject();
    }

    static List<JsonElement> array(@Nullable JsonElement json, String name) {
        if (json == null || json.isJsonNull()) {
            return List.of();
        }
        if (!json.isJsonArray()) {
            throw new IllegalArgumentException("'" + name + "' is no array");
        }
        JsonArray array = json.getAsJsonArray();
        return new ArrayList<>(array.asList());
    }

    static List<String> texts(@Nullable JsonElement json, String name) {
        return array(json, name).stream().map(each -> text(each, name)).toList();
    }

    static Map<String, String> map(@Nullable JsonElement json, String name) {
        Map<String, String> map = new LinkedHashMap<>();
        object(json, name).asMap().forEach((key, value) -> {
            if (!value.isJsonNull()) {
                map.put(key, text(value, name + "." + key));
            }
        });
        return map;
    }

    static Optional<String> text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(text(value, name));
    }

    private static String text(JsonElement json, String name) {
        if (!json.isJsonPrimitive()) {
            throw new IllegalArgumentException("'" + name + "' is no text");
        }
        return json.getAsString();
    }
}
