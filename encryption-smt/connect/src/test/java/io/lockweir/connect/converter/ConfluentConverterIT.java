package io.lockweir.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.connect.FailClosedError;
import io.lockweir.connect.Keysets;
import io.lockweir.encryption.confluent.Framing;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code profile=confluent} around a converter of bytes, against the registry's test server. */
class ConfluentConverterIT {
    private static final String TOPIC = "users";
    private static final String SCHEMA = "{'type':'record','name':'User','fields':[{'name':'name','type':'string',"
            + "'confluent:tags':['PII']},{'name':'age','type':'int'}]}";
    private static final String PARAMS =
            "'params':{'encrypt.kek.name':'kek1','encrypt.kms.type':'local-kms','encrypt.kms.key.id':'key-1'}";
    private static final String FIELDS =
            "'domainRules':[{'name':'pii','type':'ENCRYPT','tags':['PII']," + PARAMS + "}]";
    private static final String PAYLOAD = "'encodingRules':[{'name':'all','type':'ENCRYPT_PAYLOAD'," + PARAMS + "}]";

    private final RegistryTestServer server = RegistryTestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fieldsAndPayloadsGoThroughBothWays() throws IOException {
        for (String rules : new String[] {FIELDS, PAYLOAD, FIELDS + "," + PAYLOAD}) {
            byte[] clear = framed(register("users-value", rules), "canary");
            try (EncryptingConverter writer = converter(false, Map.of());
                    EncryptingConverter reader = converter(false, Map.of())) {
                byte[] encrypted = writer.fromConnectData(TOPIC, new RecordHeaders(), Schema.BYTES_SCHEMA, clear);
                assertThat(encrypted).isNotNull().startsWith(Arrays.copyOf(clear, 5));
                assertThat(new String(encrypted, StandardCharsets.UTF_8)).doesNotContain("canary");
                assertThat(reader.toConnectData(TOPIC, new RecordHeaders(), encrypted)
                                .value())
                        .isEqualTo(clear);
            }
        }
    }

    @Test
    void tombstonesStayTombstonesAndKeysAreOfTheirOwnSubject() throws IOException {
        byte[] clear = framed(register("users-key", PAYLOAD), "canary");
        try (EncryptingConverter converter = converter(true, Map.of())) {
            assertThat(converter.fromConnectData(TOPIC, Schema.OPTIONAL_BYTES_SCHEMA, null))
                    .isNull();
            assertThat(converter.toConnectData(TOPIC, null).value()).isNull();
            byte[] encrypted = converter.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, clear);
            assertThat(converter.toConnectData(TOPIC, encrypted).value()).isEqualTo(clear);
        }
        assertThat(server.requests()).anyMatch(each -> each.contains("/deks/users-key"));
    }

    @Test
    void framesInHeadersAreTheInnerConvertersAlone() throws IOException {
        int id = register("users-value", PAYLOAD);
        byte[] header = Framing.header(UUID.fromString(server.guid(id)));
        byte[] body = body("canary");
        try (EncryptingConverter converter = converter(false, Map.of("framing", "header"))) {
            RecordHeaders left = new RecordHeaders();
            left.add(Framing.VALUE_HEADER, header);
            assertThatExceptionOfType(FailClosedError.class)
                    .as("a header that a source left is not the inner converter's")
                    .isThrownBy(() -> converter.fromConnectData(TOPIC, left, Schema.BYTES_SCHEMA, body))
                    .withMessageContaining("no header __value_schema_id");
        }
    }

    @Test
    void whatNoRuleMeansPassesOrStopsTheTask() throws IOException {
        JsonObject schema = new JsonObject();
        schema.addProperty("schema", "\"string\"");
        int id = server.register("users-value", schema);
        byte[] clear = Framing.joined(Framing.prefix(id), new byte[] {2, 'x'});
        try (EncryptingConverter passing = converter(false, Map.of());
                EncryptingConverter failing = converter(false, Map.of("unmatched.topics", "fail"))) {
            assertThat(passing.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, clear))
                    .isEqualTo(clear);
            assertThat(passing.toConnectData(TOPIC, clear).value()).isEqualTo(clear);
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> failing.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, clear))
                    .withMessageContaining(
                            "No rule of EncryptingConverter matches topic users. Add a rule to the schema");
            assertThatExceptionOfType(FailClosedError.class).isThrownBy(() -> failing.toConnectData(TOPIC, clear));
        }
    }

    @Test
    void failuresAreOfTheRecordOrStopTheTask() throws IOException {
        byte[] clear = framed(register("users-value", PAYLOAD), "canary");
        byte[] unframed = "canary".getBytes(StandardCharsets.UTF_8);
        try (EncryptingConverter converter = converter(false, Map.of());
                EncryptingConverter tolerant = converter(false, Map.of("on.error", "tolerate"));
                EncryptingConverter late = converter(false, Map.of("registry.cache.size", "9"))) {
            byte[] good = Objects.requireNonNull(converter.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, clear));
            byte[] flipped = good.clone();
            flipped[flipped.length - 1] ^= 1;
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> converter.toConnectData(TOPIC, flipped))
                    .withMessageContaining("TAMPERED: the value, topic users");
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> converter.toConnectData(TOPIC, Arrays.copyOf(good, 20)))
                    .withMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED");
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> converter.toConnectData(TOPIC, new byte[] {(byte) 0xE1, 1, 2, 3}))
                    .withMessageContaining("profile native");
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> converter.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, unframed))
                    .withMessageContaining("first byte is not 00");
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> tolerant.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, unframed))
                    .withMessageContaining("MALFORMED: the value, topic users")
                    .withMessageContaining("first byte is not 00. The inner converter or serializer must write");
            server.faults().unreachable();
            assertThatExceptionOfType(KeyUnavailableError.class)
                    .isThrownBy(() -> late.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, clear))
                    .withMessageContaining("read schema");
        }
    }

    @Test
    void aNativeReaderNamesTheOtherProfile() throws IOException {
        byte[] clear = framed(register("users-value", PAYLOAD), "canary");
        try (EncryptingConverter writer = converter(false, Map.of());
                EncryptingConverter reader = new EncryptingConverter()) {
            byte[] encrypted = writer.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, clear);
            reader.configure(
                    Map.of(
                            "inner",
                            "org.apache.kafka.connect.converters.ByteArrayConverter",
                            "keyset.json",
                            Keysets.ofKey(1)),
                    false);
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> reader.toConnectData(TOPIC, encrypted))
                    .withMessageContaining("read it with profile=confluent");
        }
    }

    @Test
    void keysOfTheOtherProfileAreRefused() {
        for (Map<String, String> keys : List.of(
                Map.of("mode", "random"),
                Map.of("keyset.file", "/x"),
                Map.of("policy.file", "/x"),
                Map.of("pad", "1"))) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> converter(false, keys))
                    .withMessageContaining("has no effect with profile=confluent");
        }
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> converter(false, Map.of("ruleset.file", "/nowhere/rules.json")))
                .withMessageContaining("Key 'ruleset.file'");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> converter(false, Map.of("frame", "prefix")))
                .withMessageContaining("Unknown keys of EncryptingConverter: frame");
    }

    private EncryptingConverter converter(boolean isKey, Map<String, String> changes) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "profile",
                "confluent",
                "inner",
                "org.apache.kafka.connect.converters.ByteArrayConverter",
                "registry.url",
                server.address().toString(),
                "registry.wait.ms",
                "0",
                "registry.kms.local-kms.secret",
                "canary4711-secret"));
        keys.putAll(changes);
        EncryptingConverter converter = new EncryptingConverter();
        converter.configure(keys, isKey);
        return converter;
    }

    private int register(String subject, String rules) {
        JsonObject body = json("{'ruleSet':{" + rules + "}}");
        body.addProperty("schema", SCHEMA.replace('\'', '"'));
        return server.register(subject, body);
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private static byte[] framed(int id, String name) throws IOException {
        return Framing.joined(Framing.prefix(id), body(name));
    }

    private static byte[] body(String name) throws IOException {
        GenericRecord record =
                new GenericData.Record(new org.apache.avro.Schema.Parser().parse(SCHEMA.replace('\'', '"')));
        record.put("name", name);
        record.put("age", 41);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
