package io.lockweir.registry.record;

import com.google.protobuf.Descriptors.Descriptor;
import io.lockweir.encryption.confluent.MessageIndexes;
import io.lockweir.registry.RegisteredSchema;
import io.lockweir.registry.RegisteredSchema.Reference;
import io.lockweir.registry.avro.AvroFields;
import io.lockweir.registry.avro.AvroTags;
import io.lockweir.registry.avro.ClearBranches;
import io.lockweir.registry.http.Json;
import io.lockweir.registry.json.JsonFields;
import io.lockweir.registry.json.JsonTags;
import io.lockweir.registry.protobuf.ProtobufFields;
import io.lockweir.registry.protobuf.ProtobufTags;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.Metadata;
import io.lockweir.registry.tag.TaggedFields;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Compiles the bodies of schemas. Each library is met only with a schema of its form.
 *
 * @param referred fetches a schema that another one refers to
 */
record Bodies(Function<Reference, RegisteredSchema> referred) {
    /** @throws IllegalArgumentException naming the field, if the rules can't be kept, or saying what the schema lacks */
    Body body(
            RegisteredSchema schema,
            MessageIndexes indexes,
            EncryptionRules rules,
            Metadata metadata,
            ClearBranches clearBranches) {
        return switch (schema.format()) {
            case AVRO -> {
                Schema parsed = avro(schema);
                yield new AvroBody(parsed, AvroFields.of(parsed, rules, metadata, clearBranches));
            }
            case JSON -> new JsonBody(JsonFields.of(schema.text(), rules, metadata));
            case PROTOBUF -> {
                Descriptor type = new ProtobufFiles(referred).message(schema, indexes);
                yield new ProtobufBody(type, ProtobufFields.of(type, rules, metadata));
            }
        };
    }

    /** @throws IllegalArgumentException if the schema is none, or has tags that can't be kept */
    TaggedFields tags(RegisteredSchema schema, MessageIndexes indexes, Metadata metadata) {
        return switch (schema.format()) {
            case AVRO -> AvroTags.of(avro(schema), metadata);
            case JSON -> JsonTags.of(schema.text(), metadata);
            case PROTOBUF -> ProtobufTags.of(new ProtobufFiles(referred).message(schema, indexes), metadata);
        };
    }

    /**
     * The name of a schema's record: of Avro and Protobuf the full name, of JSON the title.
     *
     * @throws IllegalArgumentException if it has none
     */
    String name(RegisteredSchema schema, MessageIndexes indexes) {
        return switch (schema.format()) {
            case AVRO -> avro(schema).getFullName();
            case JSON ->
                Json.text(Json.object(schema.text()), "title")
                        .orElseThrow(
                                () -> new IllegalArgumentException("The schema has no title to name a subject by"));
            case PROTOBUF ->
                new ProtobufFiles(referred).message(schema, indexes).getFullName();
        };
    }

    private Schema avro(RegisteredSchema schema) {
        Schema.Parser parser = new Schema.Parser();
        parser.setValidateDefaults(false);
        return parsed(parser, schema, new HashSet<>());
    }

    /** Names of referred schemas are known to the parser before the schema that uses them. */
    private Schema parsed(Schema.Parser parser, RegisteredSchema schema, Set<Reference> seen) {
        for (Reference each : schema.references()) {
            if (seen.add(each)) {
                Schema unused = parsed(parser, referred.apply(each), seen);
            }
        }
        try {
            return parser.parse(schema.text());
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException("The schema is no Avro, or refers to one that is not there", e);
        }
    }
}
