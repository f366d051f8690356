package io.lockweir.kms.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * A service's answer. Its text may hold key material or a token: never log it, never quote it.
 *
 * @param json the body, empty when it was no JSON object
 */
public record RestAnswer(int status, JsonObject json) {

    public boolean isOk() {
        return status / 100 == 2;
    }

    /** Whether the service asks to be asked again: throttled, or not able to answer. */
    public boolean isTemporary() {
        return status == 408 || status == 429 || status >= 500;
    }

    /** An object inside, or an empty one. */
    public RestAnswer in(String name) {
        JsonElement part = json.get(name);
        return new RestAnswer(status, part != null && part.isJsonObject() ? part.getAsJsonObject() : new JsonObject());
    }

    /** A text, number or flag as text. */
    public Optional<String> text(String name) {
        JsonElement value = json.get(name);
        return value != null && value.isJsonPrimitive() ? Optional.of(value.getAsString()) : Optional.empty();
    }

    public boolean flag(String name) {
        return text(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** A whole number, or zero. */
    public long number(String name) {
        return text(name)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    @Override
    public String toString() {
        return "RestAnswer " + status;
    }
}
