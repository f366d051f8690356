package io.lockweir.kmsserver.gcp;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Answer;

/** An answer of a Google API that is an error: HTTP status, canonical code and message. */
final class GcpError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    GcpError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    Answer answer() {
        JsonObject error = new JsonObject();
        error.addProperty("code", status);
        error.addProperty("message", getMessage());
        error.addProperty("status", code);
        JsonObject body = new JsonObject();
        body.add("error", error);
        return Answer.json(status, body);
    }
}
