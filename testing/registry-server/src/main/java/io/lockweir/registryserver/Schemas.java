package io.lockweir.registryserver;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Subjects, their versions, and schemas by id and guid. The same content has the same id in every subject. */
final class Schemas {
    private static final Gson GSON = new Gson();
    private static final List<String> CONTENT = List.of("schema", "schemaType", "references", "metadata", "ruleSet");

    private final List<JsonObject> byId = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();

    synchronized JsonElement answer(Call call) {
        String what = call.method() + " " + call.step(0) + " " + call.steps().size();
        return switch (what) {
            case "GET subjects 1" -> GSON.toJsonTree(call.page(new ArrayList<>(subjects.keySet())));
            case "POST subjects 3" -> registered(call.step(1), call.body());
            case "POST subjects 2" -> looked(call.step(1), call.body());
            case "GET subjects 3" ->
                GSON.toJsonTree(
                        call.page(IntStream.rangeClosed(1, ids(call.step(1)).size())
                                .boxed()
                                .toList()));
            case "GET subjects 4" -> version(call.step(1), call.step(3));
            case "GET schemas 3" ->
                call.step(1).equals("ids")
                        ? byId(call.step(2))
                        : call.step(1).equals("guids") ? byGuid(call.step(2)) : none();
            default -> throw RegistryError.noSuchCall();
        };
    }

    private JsonObject registered(String subject, JsonObject body) {
        JsonObject content = content(body);
        if (Json.text(content, "schema").isEmpty()) {
            throw RegistryError.of(42201, "Invalid schema");
        }
        int id = byId.indexOf(content) + 1;
        if (id == 0) {
            byId.add(content);
            id = byId.size();
        }
        List<Integer> versions = subjects.computeIfAbsent(subject, unknown -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        JsonObject answer = shown(id);
        answer.addProperty("version", versions.indexOf(id) + 1);
        return answer;
    }

    private JsonObject looked(String subject, JsonObject body) {
        int id = byId.indexOf(content(body)) + 1;
        int version = ids(subject).indexOf(id) + 1;
        if (id == 0 || version == 0) {
            throw RegistryError.of(40403, "Schema not found");
        }
        return version(subject, String.valueOf(version));
    }

    private JsonObject version(String subject, String version) {
        List<Integer> ids = ids(subject);
        int number = version.equals("latest") || version.equals("-1")
                ? ids.size()
                : version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0;
        if (number < 1 || number > ids.size()) {
            throw RegistryError.of(40402, "Version " + version + " not found.");
        }
        JsonObject answer = shown(ids.get(number - 1));
        answer.addProperty("subject", subject);
        answer.addProperty("version", number);
        return answer;
    }

    private JsonObject byId(String id) {
        int number = id.matches("\\d{1,9}") ? Integer.parseInt(id) : 0;
        if (number < 1 || number > byId.size()) {
            return none();
        }
        return shown(number);
    }

    private JsonObject byGuid(String guid) {
        for (int id = 1; id <= byId.size(); id++) {
            if (guid(id).equals(guid)) {
                return shown(id);
            }
        }
        return none();
    }

    private static JsonObject none() {
        throw RegistryError.of(40403, "Schema not found");
    }

    private List<Integer> ids(String subject) {
        List<Integer> ids = subjects.get(subject);
        if (ids == null) {
            throw RegistryError.of(40401, "Subject '" + subject + "' not found.");
        }
        return ids;
    }

    private JsonObject shown(int id) {
        JsonObject answer = byId.get(id - 1).deepCopy();
        answer.addProperty("id", id);
        answer.addProperty("guid", guid(id));
        if (Json.text(answer, "schemaType").orElse("").equals("AVRO")) {
            // As the registry does: Avro is what a schema is when nothing is said.
            answer.remove("schemaType");
        }
        return answer;
    }

    private String guid(int id) {
        return UUID.nameUUIDFromBytes(byId.get(id - 1).toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static JsonObject content(JsonObject body) {
        JsonObject content = new JsonObject();
        for (String field : CONTENT) {
            JsonElement value = body.get(field);
            if (value != null && !value.isJsonNull()) {
                content.add(field, value.deepCopy());
            }
        }
        if (!content.has("schemaType")) {
            content.addProperty("schemaType", "AVRO");
        }
        return content;
    }
}
