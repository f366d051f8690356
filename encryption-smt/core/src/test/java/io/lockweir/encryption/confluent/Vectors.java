package io.lockweir.encryption.confluent;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The published vectors of Confluent's client, see the file's own words on its source. */
final class Vectors {
    private static final JsonObject FILE = file();

    private Vectors() {}

    static String text(String name) {
        return FILE.get(name).getAsString();
    }

    static Vector named(String name) {
        for (JsonElement each : FILE.getAsJsonArray("vectors")) {
            if (each.getAsJsonObject().get("name").getAsString().equals(name)) {
                return new Vector(each.getAsJsonObject());
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static JsonObject file() {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Vectors.class.getResourceAsStream("/confluent/csfle-vectors.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Vector(JsonObject json) {

        DekAlgorithm algorithm() {
            return DekAlgorithm.named(text("algorithm").orElseThrow()).orElseThrow();
        }

        BlobFormat format() {
            return BlobFormat.forExpiryDays(json.get("expiryDays").getAsInt());
        }

        byte[] wrappedDek() {
            return Base64.getDecoder().decode(text("wrappedDek").orElseThrow());
        }

        String field() {
            return text("field").orElseThrow();
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(json.get(name)).map(JsonElement::getAsString);
        }

        /** The data key, unwrapped with the vectors' secret. */
        byte[] message() throws io.lockweir.encryption.kms.KmsException {
            try (LocalSecretKms kms = new LocalSecretKms(Vectors.text("secret"))) {
                return kms.unwrap("any", wrappedDek(), Map.of());
            }
        }
    }
}
