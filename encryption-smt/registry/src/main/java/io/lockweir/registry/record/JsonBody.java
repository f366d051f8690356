package io.lockweir.registry.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.registry.json.JsonFields;
import io.lockweir.registry.rule.FieldCipher;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON in UTF-8. Numbers keep their text, properties their order; white space goes. */
final class JsonBody implements Body {
    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LAZILY_PARSED_NUMBER)
            .setStrictness(Strictness.STRICT)
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private final JsonFields fields;

    JsonBody(JsonFields fields) {
        this.fields = fields;
    }

    @Override
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    @Override
    public List<String> clearBranches() {
        return List.of();
    }

    @Override
    public byte[] turned(byte[] body, FieldCipher cipher) {
        return GSON.toJson(fields.turned(parsed(body), cipher)).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Object parsed(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return GSON.fromJson(text, Object.class);
        } catch (CharacterCodingException | JsonParseException e) {
            // Without the cause, which may quote the record.
            throw new EnvelopeException(
                    Reason.MALFORMED,
                    "The body is no JSON: it was cut, changed, or its payload is encrypted by a rule that the schema does not"
                            + " have");
        }
    }
}
