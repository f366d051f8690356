package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.connect.converter.EncryptingConverter;
import io.lockweir.connect.rule.ConfluentKeyParameters;
import io.lockweir.encryption.confluent.FieldText;
import io.lockweir.encryption.confluent.Framing;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of {@code profile=confluent} in the transforms, against the registry's test server. */
class ConfluentFieldsIT {
    private static final String TOPIC = Transforms.TOPIC;
    private static final String SUBJECT = TOPIC + "-value";
    private static final String SECRET = "canary4711-secret";
    private static final byte[] PHOTO = {0, 1, 2, (byte) 0xFF};

    private static final Schema CITY = SchemaBuilder.struct()
            .name("City")
            .field("name", Schema.STRING_SCHEMA)
            .build();
    private static final Schema ROW = SchemaBuilder.struct()
            .name("Customer")
            .field("id", Schema.INT32_SCHEMA)
            .field("email", Schema.STRING_SCHEMA)
            .field(
                    "note",
                    SchemaBuilder.string()
                            .defaultValue("none")
                            .doc("a note")
                            .parameter("p", "q")
                            .build())
            .field("photo", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("phones", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build())
            .field(
                    "scans",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.BYTES_SCHEMA).build())
            .field("city", CITY)
            .field("uuid", SchemaBuilder.string().name("io.debezium.data.Uuid").build())
            .build();
    private static final String FIELDS = "email,note,photo,phones[*],scans{*},city.name,uuid";

    private final RegistryTestServer server = RegistryTestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsThePublishedVectors() throws IOException {
        JsonObject file = vectors();
        createKek("kek1");
        for (JsonElement each : file.getAsJsonArray("vectors")) {
            JsonObject vector = each.getAsJsonObject();
            JsonObject dek = new JsonObject();
            dek.addProperty("subject", "subject-" + vector.get("name").getAsString());
            dek.addProperty("algorithm", vector.get("algorithm").getAsString());
            dek.add("encryptedKeyMaterial", vector.get("wrappedDek"));
            server.byAnother("POST", List.of("kek1", "deks"), dek);
            try (DecryptFields.Value<SinkRecord> reader = decryptor(
                    "fields",
                    "email",
                    "encrypt.kek.name",
                    "kek1",
                    "encrypt.dek.algorithm",
                    vector.get("algorithm").getAsString(),
                    "encrypt.dek.expiry.days",
                    vector.get("expiryDays").getAsString(),
                    "subject.name",
                    "subject-" + vector.get("name").getAsString(),
                    "registry.kms.local-kms.secret",
                    file.get("secret").getAsString())) {
                Map<String, Object> row = Map.of("email", vector.get("field").getAsString());
                assertThat(reader.apply(Transforms.sink(null, row)).value())
                        .as(vector.get("name").getAsString())
                        .isEqualTo(Map.of("email", file.get("plaintext").getAsString()));
            }
        }
    }

    @Test
    void everyAlgorithmTypeAndFormGoesThroughBothWays() {
        for (String algorithm : List.of("AES256_GCM", "AES128_GCM", "AES256_SIV")) {
            for (String days : List.of("0", "30")) {
                String kek = "kek-" + algorithm + days;
                String[] keys = {
                    "fields",
                    FIELDS,
                    "encrypt.kek.name",
                    kek,
                    "encrypt.kms.type",
                    "local-kms",
                    "encrypt.kms.key.id",
                    "k",
                    "encrypt.dek.algorithm",
                    algorithm,
                    "encrypt.dek.expiry.days",
                    days
                };
                try (EncryptFields.Value<SourceRecord> writer = encryptor(keys);
                        DecryptFields.Value<SinkRecord> reader = decryptor(keys)) {
                    Struct clear = row();
                    Struct encrypted =
                            (Struct) writer.apply(Transforms.source(clear)).value();
                    assertThat(encrypted.toString()).doesNotContain("canary");
                    assertThat(encrypted.get("id")).isEqualTo(7);
                    assertThat(encrypted.schema().field("email").schema()).isEqualTo(Schema.STRING_SCHEMA);
                    assertThat(encrypted.schema().field("photo").schema()).isEqualTo(Schema.OPTIONAL_BYTES_SCHEMA);
                    assertThat(encrypted.schema().field("uuid").schema().name()).isEqualTo("io.debezium.data.Uuid");
                    Schema note = encrypted.schema().field("note").schema();
                    assertThat(note.defaultValue())
                            .as("a default would be clear")
                            .isNull();
                    assertThat(note.isOptional()).isTrue();
                    assertThat(note.doc()).isEqualTo("a note");
                    assertThat(note.parameters()).isEqualTo(Map.of("p", "q"));
                    assertThat(FieldText.decode(encrypted.getString("email"))).hasSizeGreaterThan(20);
                    Struct again =
                            (Struct) writer.apply(Transforms.source(row())).value();
                    boolean repeats = again.getString("email").equals(encrypted.getString("email"))
                            && Arrays.equals(again.getBytes("photo"), encrypted.getBytes("photo"));
                    assertThat(repeats).isEqualTo(algorithm.equals("AES256_SIV"));

                    Struct back = (Struct) reader.apply(Transforms.sink(encrypted.schema(), encrypted))
                            .value();
                    assertThat(back.getString("email")).isEqualTo(clear.getString("email"));
                    assertThat(back.getString("note")).isEqualTo(clear.getString("note"));
                    assertThat(back.get("photo")).isEqualTo(PHOTO);
                    assertThat(back.getArray("phones")).isEqualTo(Arrays.asList("canary-1", null, "canary-2"));
                    assertThat(back.<String, byte[]>getMap("scans").get("a")).isEqualTo(PHOTO);
                    assertThat(back.getStruct("city").getString("name")).isEqualTo("canary city");
                    assertThat(back.getString("uuid")).isEqualTo(clear.getString("uuid"));
                    assertThat(back.schema()).isEqualTo(encrypted.schema());
                }
            }
        }
    }

    @Test
    void nullsStayAndUnsetTextIsText() {
        try (EncryptFields.Value<SourceRecord> writer = encryptor(
                        "fields",
                        "photo,note,email",
                        "encrypt.kek.name",
                        "k1",
                        "encrypt.kms.type",
                        "local-kms",
                        "encrypt.kms.key.id",
                        "k");
                DecryptFields.Value<SinkRecord> reader =
                        decryptor("fields", "photo,note,email", "encrypt.kek.name", "k1")) {
            Struct encrypted = (Struct)
                    writer.apply(Transforms.source(row().put("photo", null).put("email", "")))
                            .value();
            assertThat(encrypted.getWithoutDefault("photo")).isNull();
            assertThat(encrypted.getString("email")).as("an empty text").isNotEmpty();
            Struct back = (Struct)
                    reader.apply(Transforms.sink(encrypted.schema(), encrypted)).value();
            assertThat(back.getString("email")).isEmpty();
            assertThat(back.get("photo")).isNull();
        }
    }

    /** The converter works on bytes by the rules of the registry, the transforms on records by rules of their own. */
    @Test
    void readsAndWritesWhatTheConverterDoes() throws IOException {
        int id = register();
        byte[] clear = Framing.joined(
                Framing.prefix(id), "{\"email\":\"canary@bank.example\",\"id\":7}".getBytes(StandardCharsets.UTF_8));
        try (EncryptingConverter converter = converter();
                EncryptFields.Value<SourceRecord> writer = encryptor("fields", "email", "encrypt.kek.name", "kek1");
                DecryptFields.Value<SinkRecord> reader = decryptor("fields", "email", "encrypt.kek.name", "kek1")) {
            byte[] encrypted = Objects.requireNonNull(converter.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, clear));
            SchemaAndValue parsed = json().toConnectData(TOPIC, Arrays.copyOfRange(encrypted, 5, encrypted.length));
            assertThat(parsed.value().toString()).doesNotContain("canary");
            assertThat(reader.apply(Transforms.sink(parsed)).value())
                    .isEqualTo(Map.of("email", "canary@bank.example", "id", 7L));

            Object ours = writer.apply(Transforms.source(null, Map.of("email", "canary@bank.example", "id", 7L)))
                    .value();
            byte[] framed = Framing.joined(Framing.prefix(id), json().fromConnectData(TOPIC, null, ours));
            byte[] theirs = (byte[]) converter.toConnectData(TOPIC, framed).value();
            assertThat(new String(theirs, StandardCharsets.UTF_8)).contains("canary@bank.example");
        }
    }

    @Test
    void changeEventsAreConvertedInBothImages() {
        Schema event = SchemaBuilder.struct()
                .name("bank.Envelope")
                .field("before", CITY_OPTIONAL)
                .field("after", CITY_OPTIONAL)
                .field("op", Schema.STRING_SCHEMA)
                .build();
        try (EncryptFields.Value<SourceRecord> writer = encryptor(
                "fields",
                "name",
                "encrypt.kek.name",
                "k1",
                "encrypt.kms.type",
                "local-kms",
                "encrypt.kms.key.id",
                "k")) {
            Struct value = new Struct(event)
                    .put("before", new Struct(CITY_OPTIONAL).put("name", "canary 1"))
                    .put("after", new Struct(CITY_OPTIONAL).put("name", "canary 2"))
                    .put("op", "u");
            Struct encrypted = (Struct) writer.apply(Transforms.source(value)).value();
            assertThat(encrypted.toString()).doesNotContain("canary");
            assertThat(encrypted.getString("op")).isEqualTo("u");
        }
    }

    private static final Schema CITY_OPTIONAL = SchemaBuilder.struct()
            .name("City")
            .optional()
            .field("name", Schema.STRING_SCHEMA)
            .build();

    @Test
    void keysNeedCiphertextsThatStayEqual() {
        Schema schema =
                SchemaBuilder.struct().field("iban", Schema.STRING_SCHEMA).build();
        Struct key = new Struct(schema).put("iban", "canary 1");
        Map<String, String> siv = config(
                "fields", "iban",
                "encrypt.kek.name", "k1",
                "encrypt.kms.type", "local-kms",
                "encrypt.kms.key.id", "k",
                "encrypt.dek.algorithm", "AES256_SIV");
        try (EncryptFields.Key<SourceRecord> writer = new EncryptFields.Key<>()) {
            writer.configure(siv);
            Object first =
                    writer.apply(Transforms.source(schema, key, null, null)).key();
            assertThat(first.toString()).doesNotContain("canary");
            assertThat(writer.apply(Transforms.source(schema, key, null, null)).key())
                    .isEqualTo(first);
            assertThat(server.requests()).anyMatch(each -> each.contains("/deks/" + TOPIC + "-key/versions/1"));
        }
        try (EncryptFields.Key<SourceRecord> random = new EncryptFields.Key<>()) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> random.configure(config("fields", "iban", "encrypt.kek.name", "k1")))
                    .withMessageContaining("need encrypt.dek.algorithm=AES256_SIV");
            siv.put("encrypt.dek.expiry.days", "30");
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> random.configure(siv))
                    .withMessageContaining("no encrypt.dek.expiry.days");
        }
    }

    @Test
    void rulesOfBothProfilesStandSideBySide() {
        String[] both = {
            "profile", "native",
            "keyset.json", Keysets.ofKey(1),
            "rules", "ours,theirs",
            "rules.ours.fields", "email",
            "rules.theirs.fields", "note",
            "rules.theirs.profile", "confluent",
            "rules.theirs.encrypt.kek.name", "k1",
            "rules.theirs.encrypt.kms.type", "local-kms",
            "rules.theirs.encrypt.kms.key.id", "k"
        };
        try (EncryptFields.Value<SourceRecord> writer = encryptor(both);
                DecryptFields.Value<SinkRecord> reader = decryptor(both)) {
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            assertThat(encrypted.schema().field("email").schema().parameters()).containsKey("lockweir.encrypted");
            assertThat(encrypted.schema().field("note").schema().parameters()).isEqualTo(Map.of("p", "q"));
            Struct back = (Struct)
                    reader.apply(Transforms.sink(encrypted.schema(), encrypted)).value();
            assertThat(back.getString("email")).isEqualTo("canary@bank.example");
            assertThat(back.getString("note")).isEqualTo("canary note");
        }
    }

    @Test
    void policyFilesNameTheProfilePerRule(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, """
                version: 1
                rules:
                  - name: theirs
                    topics: '.*'
                    profile: confluent
                    encrypt.kek.name: k1
                    encrypt.kms.type: local-kms
                    encrypt.kms.key.id: k
                    fields:
                      email: encrypt
                      photo: {mode: encrypt, encrypt.dek.algorithm: AES256_SIV}
                      note: {mode: redact}
                """);
        Map<String, String> keys = new HashMap<>(registry());
        keys.put("policy.file", file.toString());
        try (EncryptFields.Value<SourceRecord> writer = new EncryptFields.Value<>();
                DecryptFields.Value<SinkRecord> reader = new DecryptFields.Value<>()) {
            writer.configure(keys);
            reader.configure(keys);
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            Struct again = (Struct) writer.apply(Transforms.source(row())).value();
            assertThat(again.getString("email")).isNotEqualTo(encrypted.getString("email"));
            assertThat(again.getBytes("photo")).isEqualTo(encrypted.getBytes("photo"));
            Struct back = (Struct)
                    reader.apply(Transforms.sink(encrypted.schema(), encrypted)).value();
            assertThat(back.getString("email")).isEqualTo("canary@bank.example");
            assertThat(back.getBytes("photo")).isEqualTo(PHOTO);
        }
        for (Map.Entry<String, String> wrong : Map.of(
                        "email: random", "is of profile native",
                        "email: {mode: encrypt, pad: 8}", "Key 'pad' has no effect with mode=encrypt",
                        "email: {mode: encrypt, encrypt.dek.algorithm: AES512}",
                                "encrypt.dek.algorithm that is not known")
                .entrySet()) {
            Files.writeString(file, """
                    version: 1
                    rules:
                      - name: theirs
                        topics: '.*'
                        profile: confluent
                        encrypt.kek.name: k1
                        fields:
                          FIELD
                    """.replace("FIELD", wrong.getKey()));
            assertRefused(keys, "line 8", wrong.getValue());
        }
        Files.writeString(file, """
                version: 1
                rules:
                  - name: ours
                    topics: '.*'
                    encrypt.kek.name: k1
                    fields: {email: random}
                """);
        assertRefused(keys, "line 5", "has no effect without `profile: confluent`");
        Files.writeString(file, """
                version: 1
                rules:
                  - name: ours
                    topics: '.*'
                    profile: confluent
                    kek: x
                    fields: {email: encrypt}
                """);
        assertRefused(keys, "line 6", "its keys are those of `encrypt.kek.name`");
    }

    @Test
    void whatHasNoEffectOrIsMissingIsRefused() {
        assertRefused(config("fields", "email"), "neither encrypt.kek.name nor encrypt.kms.key.id is set");
        assertRefused(config("fields", "email", "encrypt.kek.name", "k1", "keyset.json", "{}"), "Key 'keyset.json'");
        assertRefused(config("fields", "email", "encrypt.kek.name", "k1", "mode", "join"), "is of profile native");
        assertRefused(
                config("fields", "email", "encrypt.kek.name", "k1", "subject.name", "${topic}-${0}"),
                "Of references it takes ${topic} alone");
        assertRefused(config("fields", "email", "encrypt.kek.name", "k1", "pad", "16"), "Key 'pad' has no effect");
        Map<String, String> unregistered = config("fields", "email", "encrypt.kek.name", "k1");
        unregistered.remove("registry.url");
        assertRefused(unregistered, "registry.url");
        Map<String, String> ours = config("fields", "email");
        ours.put("profile", "native");
        ours.put("keyset.json", Keysets.ofKey(1));
        assertRefused(ours, "Key 'registry.kms.local-kms.secret' has no effect unless a rule has profile=confluent");
        Map<String, String> oursToo = Transforms.config("fields", "email", "encrypt.kek.name", "k1");
        assertRefused(oursToo, "Key 'encrypt.kek.name' has no effect with mode=random");
        assertRefused(Transforms.config("fields", "email", "mode", "encrypt"), "is of profile confluent");
        assertThat(ConfluentKeyParameters.NAMES).contains("encrypt.kek.name", "subject.name");
    }

    @Test
    void whatCanBeClearNeverLeavesAsTheFailureOfARecord() {
        String[] keys = {
            "fields",
            "email,photo",
            "encrypt.kek.name",
            "k1",
            "encrypt.kms.type",
            "local-kms",
            "encrypt.kms.key.id",
            "k"
        };
        String longClear = Base64.getEncoder().encodeToString(new byte[60]);
        try (EncryptFields.Value<SourceRecord> writer = encryptor(keys);
                EncryptFields.Value<SourceRecord> ours = Transforms.encryptor("fields", "email");
                DecryptFields.Value<SinkRecord> reader = decryptor(keys)) {
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            assertStops(
                    reader,
                    copy(encrypted, "email", "canary@bank.example"),
                    "CLEAR_WHERE_CIPHERTEXT_EXPECTED: field email");
            assertStops(reader, copy(encrypted, "email", "canary0815"), "CLEAR_WHERE_CIPHERTEXT_EXPECTED");
            assertStops(reader, copy(encrypted, "email", longClear), "CLEAR_OR_CHANGED: field email");
            assertStops(reader, copy(encrypted, "photo", PHOTO), "CLEAR_WHERE_CIPHERTEXT_EXPECTED: field photo");
            assertStops(reader, copy(encrypted, "photo", ByteBuffer.allocate(90)), "CLEAR_OR_CHANGED: field photo");
            for (Object clear : List.of(4711, true, List.of("canary"), PHOTO)) {
                assertThatExceptionOfType(FailClosedError.class)
                        .isThrownBy(() -> reader.apply(Transforms.sink(null, Map.of("email", clear, "photo", ""))))
                        .withMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED: field email");
            }
            Struct native1 = (Struct) ours.apply(Transforms.source(row())).value();
            assertStops(reader, native1, "WRONG_PROFILE: field email");
            assertStops(reader, copy(encrypted, "email", native1.getString("email")), "WRONG_PROFILE");
        }
    }

    @Test
    void aNativeReaderRefusesTheOtherProfile() {
        try (EncryptFields.Value<SourceRecord> writer = encryptor(
                        "fields",
                        "email",
                        "encrypt.kek.name",
                        "k1",
                        "encrypt.kms.type",
                        "local-kms",
                        "encrypt.kms.key.id",
                        "k");
                DecryptFields.Value<SinkRecord> reader = Transforms.decryptor("fields", "email")) {
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> reader.apply(Transforms.sink(encrypted.schema(), encrypted)))
                    .withMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED");
        }
    }

    @Test
    void otherTypesAreRefusedByTheirSchema() {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("amount", Decimal.schema(2))
                .field("phones", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                .build();
        for (String field : List.of("id", "amount", "phones")) {
            try (EncryptFields.Value<SourceRecord> writer = encryptor("fields", field, "encrypt.kek.name", "k1")) {
                assertThatExceptionOfType(FailClosedError.class)
                        .isThrownBy(() -> writer.apply(Transforms.source(new Struct(schema))))
                        .withMessageContaining("UNSUPPORTED_BRANCH: field " + field)
                        .withMessageContaining("encrypts text and plain bytes");
            }
        }
        try (EncryptFields.Value<SourceRecord> writer = encryptor("fields", "x", "encrypt.kek.name", "k1")) {
            for (Object value : List.of(7, PHOTO, List.of("a"))) {
                assertThatExceptionOfType(FailClosedError.class)
                        .isThrownBy(() -> writer.apply(Transforms.source(null, Map.of("x", value))))
                        .withMessageContaining("VALUE_MISMATCH: field x");
            }
        }
    }

    @Test
    void keyTroubleStopsTheTask() {
        try (EncryptFields.Value<SourceRecord> writer =
                        encryptor("fields", "email", "encrypt.kek.name", "absent", "on.error", "tolerate");
                EncryptFields.Value<SourceRecord> trial =
                        encryptor("fields", "email", "encrypt.kek.name", "absent", "run.mode", "dry-run")) {
            assertThatExceptionOfType(KeyUnavailableError.class)
                    .isThrownBy(() -> writer.apply(Transforms.source(row())));
            assertThat(trial.apply(Transforms.source(row())).value()).isEqualTo(row());
        }
    }

    /** A reader that may not see the value passes ciphertext on, and notices clear text without a key. */
    @Test
    void keptCiphertextIsLookedAtWithoutAKey(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, """
                version: 1
                rules:
                  - name: theirs
                    topics: '.*'
                    profile: confluent
                    encrypt.kek.name: k1
                    encrypt.dek.expiry.days: 30
                    fields:
                      email: {mode: encrypt, read: keep}
                      photo: {mode: encrypt, read: drop}
                """);
        Map<String, String> keys = new HashMap<>(registry());
        keys.put("policy.file", file.toString());
        String[] writing = {
            "fields",
            "email,photo",
            "encrypt.kek.name",
            "k1",
            "encrypt.kms.type",
            "local-kms",
            "encrypt.kms.key.id",
            "k",
            "encrypt.dek.expiry.days",
            "30"
        };
        try (EncryptFields.Value<SourceRecord> writer = encryptor(writing);
                DecryptFields.Value<SinkRecord> reader = new DecryptFields.Value<>()) {
            reader.configure(keys);
            Struct encrypted = (Struct) writer.apply(Transforms.source(row())).value();
            int before = server.requests().size();
            Struct kept = (Struct)
                    reader.apply(Transforms.sink(encrypted.schema(), encrypted)).value();
            assertThat(kept.getString("email")).isEqualTo(encrypted.getString("email"));
            assertThat(kept.schema().field("photo")).isNull();
            assertThat(server.requests()).hasSize(before);
            String clear =
                    Base64.getEncoder().encodeToString("canary".repeat(20).getBytes(StandardCharsets.UTF_8));
            assertStops(reader, copy(encrypted, "email", clear), "CLEAR_WHERE_CIPHERTEXT_EXPECTED: field email");
        }
    }

    private static void assertStops(DecryptFields.Value<SinkRecord> reader, Struct value, String message) {
        assertThatExceptionOfType(FailClosedError.class)
                .isThrownBy(() -> reader.apply(Transforms.sink(value.schema(), value)))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
    }

    private static void assertRefused(Map<String, String> config, String... messages) {
        try (EncryptFields.Value<SourceRecord> writer = new EncryptFields.Value<>()) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> writer.configure(config))
                    .satisfies(e -> assertThat(e.getMessage()).contains(messages));
        }
    }

    private static Struct copy(Struct struct, String field, Object value) {
        Struct copy = new Struct(struct.schema());
        struct.schema().fields().forEach(each -> copy.put(each, struct.getWithoutDefault(each.name())));
        return copy.put(field, value);
    }

    private static Struct row() {
        return new Struct(ROW)
                .put("id", 7)
                .put("email", "canary@bank.example")
                .put("note", "canary note")
                .put("photo", PHOTO)
                .put("phones", Arrays.asList("canary-1", null, "canary-2"))
                .put("scans", Map.of("a", PHOTO))
                .put("city", new Struct(CITY).put("name", "canary city"))
                .put("uuid", "canary-uuid");
    }

    private Map<String, String> registry() {
        return Map.of(
                "registry.url",
                server.address().toString(),
                "registry.wait.ms",
                "0",
                "registry.kms.local-kms.secret",
                SECRET);
    }

    private Map<String, String> config(String... keysAndValues) {
        Map<String, String> config = new HashMap<>(registry());
        config.put("profile", "confluent");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
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

    private EncryptingConverter converter() {
        Map<String, String> keys = new HashMap<>(registry());
        keys.put("profile", "confluent");
        keys.put("inner", "org.apache.kafka.connect.converters.ByteArrayConverter");
        EncryptingConverter converter = new EncryptingConverter();
        converter.configure(keys, false);
        return converter;
    }

    private static JsonConverter json() {
        JsonConverter json = new JsonConverter();
        json.configure(Map.of("schemas.enable", "false"), false);
        return json;
    }

    private void createKek(String name) {
        JsonObject kek = new JsonObject();
        kek.addProperty("name", name);
        kek.addProperty("kmsType", "local-kms");
        kek.addProperty("kmsKeyId", "mykey");
        kek.addProperty("shared", false);
        server.byAnother("POST", List.of(), kek);
    }

    private int register() {
        String schema = "{'type':'object','properties':{'email':{'type':'string','confluent:tags':['PII']},"
                + "'id':{'type':'integer'}}}";
        String rules =
                "{'domainRules':[{'name':'r','type':'ENCRYPT','tags':['PII'],'params':{'encrypt.kek.name':'kek1',"
                        + "'encrypt.kms.type':'local-kms','encrypt.kms.key.id':'key-1'}}]}";
        JsonObject body = JsonParser.parseString(("{'schemaType':'JSON','ruleSet':" + rules + "}").replace('\'', '"'))
                .getAsJsonObject();
        body.addProperty("schema", schema.replace('\'', '"'));
        return server.register(SUBJECT, body);
    }

    private static JsonObject vectors() throws IOException {
        try (var in =
                Objects.requireNonNull(ConfluentFieldsIT.class.getResourceAsStream("/confluent/csfle-vectors.json"))) {
            return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }
}
