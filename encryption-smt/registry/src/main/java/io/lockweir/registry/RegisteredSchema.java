package io.lockweir.registry;

import com.google.gson.JsonObject;
import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.registry.http.Json;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.rule.RuleSet;
import java.util.Objects;
import java.util.Optional;

/**
 * A schema with what belongs to it.
 *
 * @param format Avro where the registry says nothing
 * @param text the schema's own text
 * @param metadata tags and properties
 * @param rules what is done to records
 */
public record RegisteredSchema(BodyFormat format, String text, Metadata metadata, RuleSet rules) {
    public RegisteredSchema {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(rules, "rules");
    }

    /**
     * The schema in an answer of the registry, or nothing.
     *
     * @throws IllegalArgumentException if its rules are not to be understood: what they ask for must not be left out
     */
    static Optional<RegisteredSchema> of(JsonObject json) {
        Optional<String> text = Json.text(json, "schema");
        Optional<BodyFormat> format = format(Json.text(json, "schemaType").orElse("AVRO"));
        if (text.isEmpty() || format.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RegisteredSchema(
                format.get(), text.get(), Metadata.of(json.get("metadata")), RuleSet.of(json.get("ruleSet"))));
    }

    private static Optional<BodyFormat> format(String schemaType) {
        for (BodyFormat each : BodyFormat.values()) {
            if (each.name().equals(schemaType)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Without the text, which is long. */
    @Override
    public String toString() {
        return "RegisteredSchema[" + format + "]";
    }
}
