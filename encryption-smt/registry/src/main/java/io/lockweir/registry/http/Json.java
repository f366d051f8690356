package io.lockweir.registry.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Optional;

/** Reads JSON that may be anything. Gson's messages quote the text, so none is passed on. */
public final class Json {

    private Json() {}

    /** The JSON in a text, or nothing. */
    public static Optional<JsonElement> parsed(String text) {
        try {
            return Optional.of(JsonParser.parseString(text));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** The object in a text, or an empty one. */
    public static JsonObject object(String text) {
        return parsed(text)
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .orElseGet(JsonObject::new);
    }

    /** A text, number or flag of an object, as text. */
    public static Optional<String> text(JsonObject object, String name) {
        return Optional.ofNullable(object.get(name))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
    }

    /** A whole number that is not negative. */
    public static Optional<Long> number(JsonObject object, String name) {
        return text(object, name).filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong);
    }
}
