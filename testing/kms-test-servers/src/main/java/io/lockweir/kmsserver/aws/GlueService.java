package io.lockweir.kmsserver.aws;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import io.lockweir.kmsserver.TestHttpServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Databases and tables of the Glue Data Catalog (JSON 1.1), with the version check of UpdateTable. */
public final class GlueService {
    static final String TARGET = "AWSGlue.";

    private final Map<String, JsonObject> databases = new TreeMap<>();
    private final Map<String, JsonObject> tables = new TreeMap<>();
    private final List<GlueCall> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Boolean> denied = new ConcurrentHashMap<>();
    private final AtomicInteger lostAnswers = new AtomicInteger();

    GlueService() {}

    /** Every call that was signed rightly, the oldest first. */
    public List<GlueCall> calls() {
        return List.copyOf(calls);
    }

    /** Takes an action away from everyone, until {@link #allow}. */
    public void deny(String action) {
        denied.put(action, true);
    }

    public void allow(String action) {
        denied.remove(action);
    }

    /** The next updates are carried out, and the connection ends without an answer. */
    public void loseAnswers(int updates) {
        lostAnswers.set(updates);
    }

    synchronized Answer answer(Request request, AccessKey caller) {
        String action = request.header("X-Amz-Target").orElse("").replace(TARGET, "");
        JsonObject body = Json.object(request.text());
        String catalog = Json.text(body, "CatalogId").orElse("");
        calls.add(new GlueCall(
                action,
                catalog,
                caller.principal(),
                Json.text(body, "SkipArchive").orElse("")));
        if (denied.containsKey(action)) {
            throw new AwsError(400, "AccessDeniedException", caller.principal() + " may not glue:" + action);
        }
        return switch (action) {
            case "GetDatabase" -> found("Database", databases.get(text(body, "Name")));
            case "CreateDatabase" -> {
                JsonObject input = body.getAsJsonObject("DatabaseInput");
                databases.put(text(input, "Name"), input);
                yield Answer.json(200, new JsonObject());
            }
            case "GetTable" -> found("Table", tables.get(text(body, "DatabaseName") + "." + text(body, "Name")));
            case "CreateTable" -> {
                put(body, 0);
                yield Answer.json(200, new JsonObject());
            }
            case "UpdateTable" -> update(body);
            case "DeleteTable" -> {
                tables.remove(text(body, "DatabaseName") + "." + text(body, "Name"));
                yield Answer.json(200, new JsonObject());
            }
            default -> throw new AwsError(400, "UnknownOperationException", "The test server does not know " + action);
        };
    }

    private Answer update(JsonObject body) {
        JsonObject table = tables.get(key(body));
        if (table == null) {
            throw new AwsError(400, "EntityNotFoundException", "Entity Not Found");
        }
        long version = Long.parseLong(text(table, "VersionId"));
        if (body.has("VersionId") && !text(body, "VersionId").equals(Long.toString(version))) {
            throw new AwsError(
                    400, "ConcurrentModificationException", "Update table failed due to concurrent modifications.");
        }
        put(body, version + 1);
        if (lostAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new TestHttpServer.Disconnect();
        }
        return Answer.json(200, new JsonObject());
    }

    private void put(JsonObject body, long version) {
        JsonObject table = body.getAsJsonObject("TableInput").deepCopy();
        table.addProperty("DatabaseName", text(body, "DatabaseName"));
        table.addProperty("VersionId", Long.toString(version));
        tables.put(key(body), table);
    }

    private static String key(JsonObject body) {
        return text(body, "DatabaseName") + "." + text(body.getAsJsonObject("TableInput"), "Name");
    }

    private static Answer found(String name, @Nullable JsonObject entity) {
        if (entity == null) {
            throw new AwsError(400, "EntityNotFoundException", "Entity Not Found");
        }
        JsonObject answer = new JsonObject();
        answer.add(name, entity);
        return Answer.json(200, answer);
    }

    private static String text(JsonObject object, String name) {
        return Json.text(object, name).orElse("");
    }

    static Answer failed(AwsError error) {
        return Answer.json(error.status(), Json.of("__type", error.code(), "Message", error.text()));
    }
}
