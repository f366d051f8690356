package io.lockweir.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.registry.http.Json;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A schema with what belongs to it.
 *
 * @param format Avro where the registry says nothing
 * @param text the schema's own text
 * @param metadata tags and properties
 * @param rules what is done to records
 * @param references other schemas that it uses, in the registry's order
 */
public record RegisteredSchema(
        BodyFormat format, String text, Metadata metadata, RuleSet rules, List<Reference> references) {
    public RegisteredSchema {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(rules, "rules");
        references = List.copyOf(references);
    }

    /**
     * A schema that another one uses.
     *
     * @param name as the other one has it: a full name, or the path of an import
     * @param subject where it is
     * @param version of the subject
     */
    public record Reference(String name, String subject, int version) {
        public Reference {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(subject, "subject");
        }
    }

    RegisteredSchema withText(String other) {
        return new RegisteredSchema(format, other, metadata, rules, references);
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
                format.get(),
                text.get(),
                Metadata.of(json.get("metadata")),
                RuleSet.of(json.get("ruleSet")),
                references(json)));
    }

    private static List<Reference> references(JsonObject json) {
        List<Reference> references = new ArrayList<>();
        if (json.get("references") instanceof JsonArray array) {
            for (JsonElement each : array) {
                JsonObject object = each.isJsonObject() ? each.getAsJsonObject() : new JsonObject();
                Optional<String> name = Json.text(object, "name");
                Optional<String> subject = Json.text(object, "subject");
                Optional<Long> version = Json.number(object, "version");
                if (name.isEmpty() || subject.isEmpty() || version.isEmpty()) {
                    throw new IllegalArgumentException("'references' is of an unknown form");
                }
                references.add(new Reference(name.get(), subject.get(), Math.toIntExact(version.get())));
            }
        }
        return references;
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
