package io.lockweir.kmsserver.azure;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Json;

/** An answer of Key Vault that is an error: HTTP status, code and inner code. */
final class AzureError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String innerCode;

    AzureError(int status, String code, String innerCode, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.innerCode = innerCode;
    }

    Answer answer() {
        JsonObject error = Json.of("code", code, "message", String.valueOf(getMessage()));
        if (!innerCode.isEmpty()) {
            error.add("innererror", Json.of("code", innerCode));
        }
        JsonObject body = new JsonObject();
        body.add("error", error);
        return Answer.json(status, body);
    }
}
