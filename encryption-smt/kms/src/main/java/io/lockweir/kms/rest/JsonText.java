package io.lockweir.kms.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Reads text that ought to be a JSON object. */
public final class JsonText {

    private JsonText() {}

    /** The object, or an empty one when it is none: Gson's messages quote the text, which may hold a secret. */
    public static JsonObject object(String text) {
        try {
            JsonElement parsed = JsonParser.parseString(text);
            return parsed.isJsonObject() ? parsed.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }
}
