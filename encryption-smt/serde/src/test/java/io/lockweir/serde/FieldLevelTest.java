package io.lockweir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.connect.DecryptFields;
import io.lockweir.connect.EncryptFields;
import io.lockweir.encryption.EncryptionEngine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Maps and JSON trees: data without types. */
class FieldLevelTest {
    private static final String TOPIC = "bank.customers";
    private static final String EMAIL = "ada@example.org";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Passed inner = new Passed();

    @Test
    void encryptsTheNamedFieldsOfAMap() {
        Map<String, Object> row =
                new HashMap<>(Map.of("id", 4711L, "email", EMAIL, "balance", new BigDecimal("12.30")));
        row.put("phone", null);

        Map<?, ?> encrypted = (Map<?, ?>) written(row, "lockweir.fields", "email,balance,phone");

        assertThat(encrypted.get("id")).isEqualTo(4711L);
        assertThat(EncryptionEngine.looksLikeEnvelope(String.valueOf(encrypted.get("email"))))
                .isTrue();
        assertThat(encrypted.get("phone")).isNull();
        assertThat(row).containsEntry("email", EMAIL);
        assertThat(read("lockweir.fields", "email,balance,phone")).isEqualTo(row);
    }

    @Test
    void encryptsInsideJsonTreesAndLeavesTheRestAsItIs() throws JsonProcessingException {
        JsonNode tree = JSON.readTree("""
                {"id": 1, "price": 1.10, "owner": {"name": "Ada", "age": 36, "tags": ["a", "b"]},
                 "phones": ["+44 1", null, "+44 2"], "labels": {"x": "secret", "y": 5, "z": 2.5, "t": true}}""");
        String[] rules = {"lockweir.fields", "owner.name,owner.age,owner.tags,phones[*],labels{*}"};

        JsonNode encrypted = (JsonNode) written(tree, rules);

        assertThat(encrypted.get("id")).isSameAs(tree.get("id"));
        assertThat(encrypted.get("price")).isSameAs(tree.get("price"));
        assertThat(encrypted.toString()).doesNotContain("Ada", "+44 1", "secret", ":36", "2.5");
        assertThat(encrypted.get("phones").get(1).isNull()).isTrue();
        assertThat(read(rules).toString()).isEqualTo(tree.toString());
    }

    @Test
    void jsonIsReadByDecryptFieldsBehindConnectsConverterAndTheReverse() throws IOException {
        String[] rules = {"fields", "email,owner.age,phones[*]", "bind.fields", "id"};
        byte[] clear = """
                {"id":4711,"email":"ada@example.org","owner":{"age":36},"phones":["+44 1"]}""".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        JsonNode tree = JSON.readTree(clear);
        try (JsonConverter converter = new JsonConverter();
                DecryptFields.Value<SinkRecord> decrypt = new DecryptFields.Value<>();
                EncryptFields.Value<SinkRecord> encrypt = new EncryptFields.Value<>()) {
            converter.configure(Map.of("schemas.enable", "false"), false);
            decrypt.configure(Settings.ofConnect(rules));
            encrypt.configure(Settings.ofConnect(rules));

            byte[] ours = JSON.writeValueAsBytes(written(tree, prefixed(rules)));
            SchemaAndValue seen = converter.toConnectData(TOPIC, ours);
            Object decrypted = decrypt.apply(record(seen.value())).value();

            assertThat(new String(ours, java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain("ada@", "+44");
            assertThat(decrypted)
                    .isEqualTo(converter.toConnectData(TOPIC, clear).value());

            Object theirs = encrypt.apply(
                            record(converter.toConnectData(TOPIC, clear).value()))
                    .value();
            byte[] message = converter.fromConnectData(TOPIC, null, theirs);
            assertThat(JSON.readTree(
                            readAs(JSON.readTree(message), prefixed(rules)).toString()))
                    .isEqualTo(tree);
        }
    }

    @Test
    void clearTreesPassForATimeBesideEncryptedOnes() throws JsonProcessingException {
        JsonNode tree = JSON.readTree("{\"id\": 1, \"owner\": {\"name\": \"Ada\", \"age\": 36}}");
        String[] rules = {"lockweir.fields", "owner.name,owner.age"};
        String[] passing = {
            "lockweir.fields",
            "owner.name,owner.age",
            "lockweir.on.plaintext",
            "pass",
            "lockweir.on.plaintext.until",
            Instant.now().plus(Duration.ofDays(1)).toString()
        };
        JsonNode encrypted = (JsonNode) written(tree, rules);
        assertThat(readAs(encrypted, passing)).hasToString(tree.toString());
        assertThat(readAs(tree, passing)).hasToString(tree.toString());
        assertThatExceptionOfType(EncryptionFailedException.class).isThrownBy(() -> readAs(tree, rules));
    }

    @Test
    void aMapIsTheSchemalessRecordOfTheTransforms() {
        String[] rules = {"fields", "email", "mode", "join", "join.domain", "emails"};
        Map<String, Object> row = Map.of("id", 4711L, "email", EMAIL);
        try (EncryptFields.Value<SinkRecord> encrypt = new EncryptFields.Value<>()) {
            encrypt.configure(Settings.ofConnect(rules));

            assertThat(written(row, prefixed(rules)))
                    .isEqualTo(encrypt.apply(record(row)).value());
        }
    }

    @Test
    void frozenEnvelopesAreReadAtTheirPlace() throws IOException {
        String frozen =
                Files.readAllLines(Path.of("..", "core", "src", "test", "resources", "fixtures", "suite01.txt"))
                        .stream()
                        .filter(line -> line.startsWith("text28 "))
                        .map(line -> Base64.getEncoder()
                                .encodeToString(HexFormat.of().parseHex(line.substring("text28 ".length()))))
                        .findFirst()
                        .orElseThrow();
        String[] rules = {"lockweir.namespace", "bank/gr\u00f6\u00dfe", "lockweir.fields", "items[*].`a.b`{*}"};
        JsonNode tree = JSON.readTree("{\"items\": [{\"a.b\": {\"k\": \"" + frozen + "\"}}]}");
        JsonNode moved = JSON.readTree("{\"other\": [{\"a.b\": {\"k\": \"" + frozen + "\"}}]}");

        assertThat(readAs(tree, rules).toString())
                .isEqualTo("{\"items\":[{\"a.b\":{\"k\":\"0123456789012345678901234567\"}}]}");
        rules[3] = "other[*].`a.b`{*}"; // where the envelope was not made for
        assertThatThrownBy(() -> readAs(moved, rules))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining("TAMPERED");
    }

    @Test
    void defaultDenyEncryptsAllButTheClearFields() throws JsonProcessingException {
        JsonNode tree = JSON.readTree("{\"id\": 1, \"a\": \"Ada\", \"b\": {\"c\": 42}}");
        String[] rules = {"lockweir.clear.fields", "id"};

        JsonNode encrypted = (JsonNode) written(tree, rules);

        assertThat(encrypted.get("id").intValue()).isEqualTo(1);
        assertThat(encrypted.get("b").isTextual()).isTrue();
        assertThat(encrypted.toString()).doesNotContain("Ada", ":42");
        assertThat(read(rules).toString()).isEqualTo(tree.toString());
    }

    @Test
    void changeEventsHaveTheirRowImagesEncrypted() throws JsonProcessingException {
        JsonNode event =
                JSON.readTree("{\"op\":\"u\",\"before\":null,\"after\":{\"id\":1,\"email\":\"ada@example.org\"}}");
        String[] rules = {"lockweir.fields", "email", "lockweir.row.images", "debezium"};

        JsonNode encrypted = (JsonNode) written(event, rules);

        assertThat(encrypted.get("after").get("email").textValue()).doesNotContain("ada@");
        assertThat(encrypted.get("before").isNull()).isTrue();
        assertThat(read(rules).toString()).isEqualTo(event.toString());
    }

    @Test
    void clearTextWhereCiphertextIsExpectedFails() {
        assertThatThrownBy(() -> readAs(Map.of("email", EMAIL), "lockweir.fields", "email"))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED")
                .hasMessageNotContaining("ada@");
    }

    @Test
    void aMissingFieldFails() {
        assertThatThrownBy(() -> written(Map.of("emial", EMAIL), "lockweir.fields", "email"))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining("FIELD_MISSING: field email of the value, topic bank.customers");
        assertThatThrownBy(() -> written(JSON.readTree("{\"emial\": 1}"), "lockweir.fields", "email"))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining("FIELD_MISSING: field email of the value, topic bank.customers");
    }

    @Test
    void aPathThatLeadsElsewhereFails() throws JsonProcessingException {
        JsonNode tree = JSON.readTree("{\"name\": \"Ada\", \"list\": [\"Ada\"], \"map\": {\"a\": \"Ada\"}}");
        for (String path : List.of("name.first", "list.first", "name[*]", "map[*]", "name{*}", "list{*}", "map.b")) {
            assertThatThrownBy(() -> written(tree, "lockweir.fields", path))
                    .as(path)
                    .isInstanceOf(EncryptionFailedException.class)
                    .hasMessageNotContaining("Ada");
        }
    }

    @Test
    void whatHasNoFieldsIsRefused() {
        assertThatThrownBy(() -> written("text", "lockweir.fields", "email"))
                .isInstanceOf(EncryptionFailedException.class)
                .hasMessageContaining("java.lang.String, whose fields are not known")
                .hasMessageContaining("level=record");
    }

    private static SinkRecord record(Object value) {
        return new SinkRecord(TOPIC, 0, null, null, null, value, 0);
    }

    private static String[] prefixed(String... keysAndValues) {
        String[] prefixed = keysAndValues.clone();
        for (int i = 0; i < prefixed.length; i += 2) {
            prefixed[i] = "lockweir." + prefixed[i];
        }
        return prefixed;
    }

    private Object written(Object record, String... rules) {
        try (Serializer<Object> writer = new EncryptingSerializer<>(inner.serializer())) {
            writer.configure(level(rules), false);
            writer.serialize(TOPIC, record);
            return inner.last();
        }
    }

    private Object read(String... rules) {
        try (Deserializer<Object> reader = new DecryptingDeserializer<>(inner.deserializer())) {
            reader.configure(level(rules), false);
            return reader.deserialize(TOPIC, new byte[] {1});
        }
    }

    private static Object readAs(Object record, String... rules) {
        try (Deserializer<Object> reader = new DecryptingDeserializer<>((topic, bytes) -> record)) {
            reader.configure(level(rules), false);
            return reader.deserialize(TOPIC, new byte[] {1});
        }
    }

    private static Map<String, Object> level(String... rules) {
        Map<String, Object> settings = Settings.with(rules);
        settings.put("lockweir.level", "field");
        return settings;
    }
}
