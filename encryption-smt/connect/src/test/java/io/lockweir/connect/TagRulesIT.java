package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that select fields by the tags of the subject's latest schema, against the registry's test server. */
class TagRulesIT {
    private static final String TOPIC = Transforms.TOPIC;
    private static final String SUBJECT = TOPIC + "-design";
    private static final String TAG = ",'confluent:tags':['PII']";
    private static final Schema CITY = SchemaBuilder.struct()
            .name("City")
            .field("zip", Schema.STRING_SCHEMA)
            .build();
    private static final Schema ROW = SchemaBuilder.struct()
            .name("Customer")
            .field("id", Schema.INT64_SCHEMA)
            .field("email", Schema.STRING_SCHEMA)
            .field("phones", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .field("city", CITY)
            .build();
    private static final String AVRO_FIELDS = "{'name':'id','type':'long'},{'name':'email','type':'string'" + TAG
            + "},{'name':'phones','type':{'type':'array','items':'string'}" + TAG
            + "},{'name':'city','type':{'type':'record','name':'City','fields':[{'name':'zip','type':'string'" + TAG
            + "}]}}";

    private final RegistryTestServer server = RegistryTestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void avroTagsSelectFieldsForWriterAndReader() {
        avro(AVRO_FIELDS);
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII");
                DecryptFields.Value<SinkRecord> reader = decryptor("tags", "PII,OTHER")) {
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            assertThat(encrypted.toString()).doesNotContain("canary");
            assertThat(encrypted.get("id")).isEqualTo(7L);
            assertThat(EncryptedSchema.isEncrypted(
                            encrypted.schema().field("phones").schema()))
                    .as("the array is one value")
                    .isTrue();
            assertThat(reader.apply(Transforms.sink(encrypted.schema(), encrypted))
                            .value())
                    .isEqualTo(row());
            int asked = server.requests().size();
            writer.apply(Transforms.source(row()));
            assertThat(server.requests()).as("asked once").hasSize(asked);
        }
    }

    @Test
    void jsonSchemaTagsDoToo() {
        register(
                "JSON",
                "{'type':'object','properties':{'id':{'type':'integer'},'email':{'type':'string'" + TAG
                        + "},'phones':{'type':'array','items':{'type':'string'}" + TAG
                        + "},'city':{'type':'object','properties':{'zip':{'type':'string'" + TAG + "}}}}}",
                "{}");
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII")) {
            assertThat(writer.apply(Transforms.source(row())).value().toString())
                    .doesNotContain("canary");
        }
    }

    @Test
    void metadataTagsAndAnotherSubjectCount() {
        register(
                "design-" + TOPIC,
                "AVRO",
                "{'type':'record','name':'Customer','fields':[" + AVRO_FIELDS.replace(TAG, "") + "]}",
                "{'tags':{'Customer.email':['A'],'Customer.phones':['B'],'**.zip':['A']}}");
        String[] rules = {
            "rules", "a,b",
            "rules.a.tags", "A",
            "rules.a.tags.subject", "design-${topic}",
            "rules.b.tags", "B",
            "rules.b.tags.subject", "design-${topic}",
            "rules.b.mode", "redact"
        };
        try (EncryptFields.Value<SourceRecord> writer = encryptor(rules)) {
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            assertThat(encrypted.toString()).doesNotContain("canary");
            assertThat(encrypted.get("phones")).isNull();
        }
    }

    @Test
    void aTagThatNoRuleMeansStopsTheWriter() {
        avro(AVRO_FIELDS.replace("'id','type':'long'", "'id','type':'long','confluent:tags':['KEY']"));
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII");
                EncryptFields.Value<SourceRecord> clear = encryptor(
                        "rules", "pii,id", "rules.pii.tags", "PII", "rules.id.fields", "id", "rules.id.mode", "clear");
                DecryptFields.Value<SinkRecord> reader = decryptor("tags", "PII")) {
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> writer.apply(Transforms.source(row())))
                    .withMessageContaining("Field id of topic " + TOPIC + " has tags [KEY] and no rule means them");
            Struct encrypted = (Struct) clear.apply(Transforms.source(row())).value();
            assertThat(encrypted.get("id")).isEqualTo(7L);
            assertThat(reader.apply(Transforms.sink(encrypted.schema(), encrypted))
                            .value())
                    .isEqualTo(row());
        }
    }

    /** As a converter registers it for records that are encrypted already. */
    @Test
    void aSchemaThatHasNoTagsIsRefused() {
        avro(AVRO_FIELDS.replace(TAG, ""));
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII", "on.error", "tolerate");
                DecryptFields.Value<SinkRecord> reader = decryptor("tags", "PII")) {
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> writer.apply(Transforms.source(row())))
                    .withMessageContaining("The latest schema of subject " + SUBJECT + " has no tags at all");
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> reader.apply(Transforms.sink(ROW, row())));
        }
    }

    @Test
    void rulesThatNameAFieldComeBeforeItsTags() {
        avro(AVRO_FIELDS);
        String[] rules = {
            "rules", "pii,mail,city",
            "rules.pii.tags", "PII",
            "rules.mail.fields", "email",
            "rules.mail.mode", "mask",
            "rules.mail.mask.keep.last", "4",
            "rules.city.fields", "city"
        };
        try (EncryptFields.Value<SourceRecord> writer = encryptor(rules)) {
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            assertThat(encrypted.getString("email")).endsWith("mple").startsWith("*");
            assertThat(EncryptedSchema.isEncrypted(
                            encrypted.schema().field("city").schema()))
                    .isTrue();
        }
    }

    /** A new column may be one that has to be encrypted. */
    @Test
    void aFieldThatTheSchemaDoesNotHaveStopsTheWriterUntilItIsRegistered() {
        avro(AVRO_FIELDS);
        Schema wider = SchemaBuilder.struct()
                .name("Customer")
                .field("id", Schema.INT64_SCHEMA)
                .field("iban", Schema.STRING_SCHEMA)
                .build();
        Struct row = new Struct(wider).put("id", 7L).put("iban", "canary-iban");
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII")) {
            writer.apply(Transforms.source(row()));
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> writer.apply(Transforms.source(row)))
                    .withMessageContaining("FIELD_NOT_REGISTERED: field iban")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
        }
        avro(AVRO_FIELDS + ",{'name':'iban','type':['null','string'],'default':null" + TAG + "}");
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII")) {
            Struct encrypted = (Struct) writer.apply(Transforms.source(row)).value();
            assertThat(encrypted.toString()).doesNotContain("canary");
        }
    }

    @Test
    void aNewSchemaIsLookedUpAtItsFirstUnknownField() {
        avro(AVRO_FIELDS);
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII")) {
            writer.apply(Transforms.source(row()));
            avro(AVRO_FIELDS + ",{'name':'iban','type':['null','string'],'default':null" + TAG + "}");
            SchemaBuilder wider = SchemaBuilder.struct().name("Customer");
            ROW.fields().forEach(field -> wider.field(field.name(), field.schema()));
            Schema schema = wider.field("iban", Schema.OPTIONAL_STRING_SCHEMA).build();
            Struct row = new Struct(schema).put("iban", "canary-iban");
            ROW.fields().forEach(field -> row.put(field.name(), row().get(field.name())));
            Struct encrypted = (Struct) writer.apply(Transforms.source(row)).value();
            assertThat(encrypted.toString()).doesNotContain("canary");
        }
    }

    @Test
    void changeEventsHaveTheTagsOfTheirRows() {
        String row =
                "{'type':'record','name':'Row','fields':[{'name':'id','type':'long'},{'name':'email','type':'string'"
                        + TAG + "}]}";
        register(
                "AVRO",
                "{'type':'record','name':'Envelope','fields':[{'name':'before','type':['null'," + row
                        + "]},{'name':'after','type':['null','Row']},{'name':'op','type':'string'}]}",
                "{}");
        Schema rows = SchemaBuilder.struct()
                .name("Row")
                .optional()
                .field("id", Schema.INT64_SCHEMA)
                .field("email", Schema.STRING_SCHEMA)
                .build();
        Schema event = SchemaBuilder.struct()
                .name("bank.Envelope")
                .field("before", rows)
                .field("after", rows)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        Struct value = new Struct(event)
                .put("before", new Struct(rows).put("id", 1L).put("email", "canary 1"))
                .put("after", new Struct(rows).put("id", 1L).put("email", "canary 2"))
                .put("op", "u");
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII")) {
            assertThat(writer.apply(Transforms.source(value)).value().toString())
                    .doesNotContain("canary")
                    .contains("op=u");
        }
    }

    @Test
    void tagsOutsideOfTheImagesStopTheWriter() {
        String row = "{'type':'record','name':'Row','fields':[{'name':'id','type':'long'" + TAG + "}]}";
        register(
                "AVRO",
                "{'type':'record','name':'Envelope','fields':[{'name':'before','type':['null'," + row
                        + "]},{'name':'after','type':['null','Row']},{'name':'comment','type':'string'" + TAG + "}]}",
                "{}");
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII", "on.error", "tolerate")) {
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> writer.apply(Transforms.source(row())))
                    .withMessageContaining("Field comment of a change event has tags");
        }
    }

    @Test
    void profileConfluentTakesTagsToo() {
        avro(AVRO_FIELDS);
        String[] rules = {
            "profile",
            "confluent",
            "tags",
            "PII",
            "encrypt.kek.name",
            "k1",
            "encrypt.kms.type",
            "local-kms",
            "encrypt.kms.key.id",
            "k",
            "registry.kms.local-kms.secret",
            "canary4711-secret"
        };
        try (EncryptFields.Value<SourceRecord> writer = encryptor(rules);
                DecryptFields.Value<SinkRecord> reader = decryptor(rules)) {
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            assertThat(encrypted.toString()).doesNotContain("canary");
            assertThat(encrypted.schema()).as("elements one by one").isEqualTo(ROW);
            assertThat(reader.apply(Transforms.sink(encrypted.schema(), encrypted))
                            .value())
                    .isEqualTo(row());
        }
    }

    @Test
    void theKeyIsLookedAtForCopiesOfTaggedFields() {
        avro(AVRO_FIELDS);
        Schema keySchema =
                SchemaBuilder.struct().field("email", Schema.STRING_SCHEMA).build();
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII")) {
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> writer.apply(
                            Transforms.source(keySchema, new Struct(keySchema).put("email", "canary"), ROW, row())))
                    .withMessageContaining("CLEAR_IN_KEY: field email");
        }
    }

    @Test
    void policyFilesNameTagsWithTheirModes(@TempDir Path folder) throws IOException {
        avro(AVRO_FIELDS
                .replace("'name':'phones'", "'name':'phones','x':1")
                .replace("'items':'string'}" + TAG, "'items':'string'},'confluent:tags':['PHONE']"));
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, """
                version: 1
                rules:
                  - name: tagged
                    topics: '.*'
                    tags.subject: '${topic}-design'
                    tags:
                      PII: random
                      PHONE: {mode: redact}
                """);
        try (EncryptFields.Value<SourceRecord> writer = encryptor("policy.file", file.toString())) {
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            assertThat(encrypted.toString()).doesNotContain("canary");
            assertThat(encrypted.get("phones")).isNull();
        }
        Files.writeString(
                file, "version: 1\nrules:\n  - {name: t, topics: '.*', tags.subject: x, fields: {a: random}}\n");
        assertRefused("`tags.subject` has no effect", "policy.file", file.toString());
    }

    @Test
    void whatCannotWorkIsRefused() {
        assertRefused("Keys 'fields' and 'tags' exclude each other", "tags", "PII", "fields", "x");
        assertRefused("Keys 'clear.fields' and 'tags' exclude each other", "tags", "PII", "clear.fields", "x");
        assertRefused("'tags.subject' has no effect without 'tags'", "fields", "x", "tags.subject", "y");
        assertRefused("Of references it takes ${topic} alone", "tags", "PII", "tags.subject", "${1}");
        Map<String, String> nameless = config("tags", "PII");
        nameless.remove("tags.subject");
        try (EncryptFields.Value<SourceRecord> writer = new EncryptFields.Value<>()) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> writer.configure(nameless))
                    .withMessageContaining("has tags and no tags.subject");
        }
        Map<String, String> unregistered = config("tags", "PII");
        unregistered.remove("registry.url");
        try (EncryptFields.Value<SourceRecord> writer = new EncryptFields.Value<>()) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> writer.configure(unregistered))
                    .withMessageContaining("registry.url");
        }
        try (EncryptFields.Value<SourceRecord> writer = encryptor("tags", "PII")) {
            avro(AVRO_FIELDS);
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> writer.apply(Transforms.source(null, Map.of("email", "canary"))))
                    .withMessageContaining("rules by tags need records with a schema");
        }
    }

    @Test
    void withoutTheRegistryNothingPasses() {
        avro(AVRO_FIELDS);
        try (EncryptFields.Value<SourceRecord> unknown = encryptor("tags", "PII", "tags.subject", "nowhere");
                EncryptFields.Value<SourceRecord> writer =
                        encryptor("tags", "PII", "on.error", "tolerate", "registry.cache.size", "77");
                EncryptFields.Value<SourceRecord> report = encryptor("tags", "PII", "run.mode", "report")) {
            assertThatExceptionOfType(KeyUnavailableError.class)
                    .isThrownBy(() -> unknown.apply(Transforms.source(row())));
            assertThat(report.apply(Transforms.source(row())).value()).isEqualTo(row());
            server.faults().unreachable();
            assertThatExceptionOfType(KeyUnavailableError.class)
                    .isThrownBy(() -> writer.apply(Transforms.source(row())));
        }
    }

    private void assertRefused(String message, String... keysAndValues) {
        try (EncryptFields.Value<SourceRecord> writer = new EncryptFields.Value<>()) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> writer.configure(config(keysAndValues)))
                    .withMessageContaining(message);
        }
    }

    private static Struct row() {
        return new Struct(ROW)
                .put("id", 7L)
                .put("email", "canary@bank.example")
                .put("phones", List.of("canary-1", "canary-2"))
                .put("city", new Struct(CITY).put("zip", "canary-zip"));
    }

    private Map<String, String> config(String... keysAndValues) {
        Map<String, String> config = new HashMap<>();
        config.put("registry.url", server.address().toString());
        config.put("registry.wait.ms", "0");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        config.keySet().stream()
                .filter(key -> key.endsWith("tags"))
                .toList()
                .forEach(key -> config.putIfAbsent(key + ".subject", "${topic}-design"));
        if (!config.containsKey("profile")) {
            config.put("keyset.json", Keysets.ofKey(1));
        }
        return config;
    }

    private EncryptFields.Value<SourceRecord> encryptor(String... keysAndValues) {
        EncryptFields.Value<SourceRecord> transform = new EncryptFields.Value<>();
        transform.configure(config(keysAndValues));
        return transform;
    }

    private DecryptFields.Value<SinkRecord> decryptor(String... keysAndValues) {
        DecryptFields.Value<SinkRecord> transform = new DecryptFields.Value<>();
        transform.configure(config(keysAndValues));
        return transform;
    }

    private void avro(String fields) {
        register("AVRO", "{'type':'record','name':'Customer','fields':[" + fields + "]}", "{}");
    }

    private void register(String type, String schema, String metadata) {
        register(SUBJECT, type, schema, metadata);
    }

    private void register(String subject, String type, String schema, String metadata) {
        JsonObject body = new JsonObject();
        body.addProperty("schemaType", type);
        body.addProperty("schema", schema.replace('\'', '"'));
        body.add("metadata", JsonParser.parseString(metadata.replace('\'', '"')));
        server.register(subject, body);
    }
}
