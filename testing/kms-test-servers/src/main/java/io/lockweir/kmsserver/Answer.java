package io.lockweir.kmsserver;

import com.google.gson.JsonElement;
import java.util.HashMap;
import java.util.Map;

/** An answer to be sent. */
public record Answer(int status, Map<String, String> headers, String body) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer json(int status, JsonElement body) {
        return of(status, "application/json", body.toString());
    }

    public static Answer of(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
