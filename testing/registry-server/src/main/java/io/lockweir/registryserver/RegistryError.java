package io.lockweir.registryserver;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Answer;

/** A refusal with the registry's number for it, whose first three digits are HTTP's status. */
final class RegistryError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    private RegistryError(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static RegistryError of(int code, String message) {
        return code < 1000 ? new RegistryError(code, code, message) : new RegistryError(code / 100, code, message);
    }

    static RegistryError keyNotFound(String what) {
        return of(40470, "Key '" + what + "' not found");
    }

    static RegistryError keyNotSoftDeleted(String what) {
        return of(40471, "Key '" + what + "' was not deleted first before being permanently deleted");
    }

    static RegistryError mustUndelete(String what) {
        return of(40472, "Key '" + what + "' must be undeleted first");
    }

    static RegistryError keyExists(String what) {
        return of(40971, "Key '" + what + "' already exists");
    }

    static RegistryError tooManyKeys() {
        return of(40972, "Too many keys");
    }

    static RegistryError invalidKey(String what) {
        return of(42271, "Invalid key: " + what);
    }

    static RegistryError referencesExist(String what) {
        return of(42272, "One or more references exist to the key '" + what + "'");
    }

    static RegistryError noSuchCall() {
        return of(404, "HTTP 404 Not Found");
    }

    Answer answer() {
        JsonObject body = new JsonObject();
        body.addProperty("error_code", code);
        body.addProperty("message", getMessage());
        return Answer.of(status, RegistryTestServer.JSON, body.toString());
    }
}
