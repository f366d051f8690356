package io.lockweir.stack.servers.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the actions out of the body of a table commit or of a commit of several tables. */
final class CommitBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CommitBody() {}

    /** Empty for every other body. */
    static List<String> updates(byte[] body) throws IOException {
        List<String> actions = new ArrayList<>();
        if (body.length > 0 && body[0] == '{') {
            try {
                JsonNode json = JSON.readTree(body);
                collect(json, actions);
                json.path("table-changes").forEach(change -> collect(change, actions));
            } catch (JsonProcessingException e) {
                // The servlet behind us says what is wrong with it.
                return List.of();
            }
        }
        return actions;
    }

    private static void collect(JsonNode commit, List<String> actions) {
        JsonNode updates = commit.path("updates");
        if (updates.isArray()) {
            updates.forEach(update -> actions.add(update.path("action").asText()));
        }
    }
}
