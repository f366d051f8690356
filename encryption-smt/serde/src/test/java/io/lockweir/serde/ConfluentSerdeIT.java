package io.lockweir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.connect.converter.EncryptingConverter;
import io.lockweir.encryption.confluent.Framing;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code profile=confluent} around serializers of ours that write the frames, against the registry's test server. */
class ConfluentSerdeIT {
    private static final String TOPIC = "users";
    private static final String CANARY = "canary4711";
    private static final Schema USER = new Schema.Parser()
            .parse(("{'type':'record','name':'User','fields':[{'name':'name','type':'string','confluent:tags':['PII']},"
                            + "{'name':'age','type':'int'}]}")
                    .replace('\'', '"'));
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
        for (String rules : List.of(FIELDS, PAYLOAD, FIELDS + "," + PAYLOAD)) {
            int id = register("users-value", rules);
            try (EncryptedSerde<GenericRecord> serde = serde(new Prefixed(id), Map.of())) {
                byte[] encrypted = serde.serializer().serialize(TOPIC, new RecordHeaders(), user(CANARY));
                assertThat(encrypted).startsWith(Framing.prefix(id));
                assertThat(new String(encrypted, StandardCharsets.UTF_8)).doesNotContain(CANARY);
                assertThat(serde.deserializer().deserialize(TOPIC, new RecordHeaders(), encrypted))
                        .isEqualTo(user(CANARY));
                assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
                assertThat(converted(encrypted))
                        .as("the converter reads it")
                        .isEqualTo(Framing.joined(Framing.prefix(id), avro(user(CANARY))));
            }
        }
    }

    @Test
    void framesMayBeHeaders() {
        int id = register("users-value", PAYLOAD);
        byte[] header = Framing.header(UUID.fromString(server.guid(id)));
        try (EncryptedSerde<GenericRecord> serde = serde(new InHeader(header), Map.of("lockweir.framing", "header"))) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(Framing.VALUE_HEADER, new byte[] {1, 2, 3});
            byte[] encrypted = serde.serializer().serialize(TOPIC, headers, user(CANARY));
            assertThat(headers.headers(Framing.VALUE_HEADER))
                    .as("the one of another record is gone")
                    .hasSize(1);
            assertThat(new String(encrypted, StandardCharsets.UTF_8)).doesNotContain(CANARY);
            assertThat(serde.deserializer().deserialize(TOPIC, headers, encrypted))
                    .isEqualTo(user(CANARY));
        }
    }

    @Test
    void sixtyFourThreadsFetchEachKeyOnce() throws Exception {
        int id = register("users-value", FIELDS + "," + PAYLOAD);
        List<EncryptedSerde<GenericRecord>> serdes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<GenericRecord>> calls = new ArrayList<>();
            for (int thread = 0; thread < 64; thread++) {
                // Eight serializers with one configuration, each shared by eight threads.
                if (thread % 8 == 0) {
                    serdes.add(serde(new Prefixed(id), Map.of()));
                }
                EncryptedSerde<GenericRecord> serde = serdes.get(serdes.size() - 1);
                for (int i = 0; i < 20; i++) {
                    GenericRecord user = user(thread + ":" + i);
                    calls.add(() -> serde.deserializer()
                            .deserialize(TOPIC, serde.serializer().serialize(TOPIC, user)));
                }
            }
            int at = 0;
            for (Future<GenericRecord> each : threads.invokeAll(calls)) {
                assertThat(String.valueOf(each.get().get("name"))).isEqualTo(at / 20 + ":" + at % 20);
                at++;
            }
        } finally {
            threads.shutdownNow();
            serdes.forEach(EncryptedSerde::close);
        }
        assertThat(requests("GET .*/keks/kek1/deks/.*"))
                .as("of the writers, and of the readers")
                .isEqualTo(2);
        assertThat(requests("POST .*/deks/.*")).isEqualTo(1);
        assertThat(requests("GET /schemas/.*")).isEqualTo(1);
    }

    @Test
    void unmatchedSchemasAreRefusedUnlessTheyMayPass() {
        JsonObject body = new JsonObject();
        body.addProperty("schema", "\"string\"");
        int id = server.register("users-value", body);
        byte[] clear = Framing.joined(Framing.prefix(id), new byte[] {2, 'x'});
        try (EncryptedSerde<byte[]> refusing = bytes(Map.of());
                EncryptedSerde<byte[]> passing = bytes(Map.of("lockweir.unmatched.topics", "pass"))) {
            assertThatExceptionOfType(EncryptionFailedException.class)
                    .isThrownBy(() -> refusing.serializer().serialize(TOPIC, clear))
                    .withMessageContaining("the rules of its schema")
                    .matches(e -> !e.ofRecord());
            assertThat(passing.serializer().serialize(TOPIC, clear)).isEqualTo(clear);
            assertThat(passing.deserializer().deserialize(TOPIC, clear)).isEqualTo(clear);
        }
    }

    @Test
    void failuresSayWhoseFaultItIsAndNothingOfTheRecord() throws IOException {
        Path log = Path.of("target", "test-log.txt");
        long from = Files.exists(log) ? Files.size(log) : 0;
        int id = register("users-value", PAYLOAD);
        byte[] clear = Framing.joined(Framing.prefix(id), avro(user(CANARY + " and more, so that it is long enough")));
        List<String> said = new ArrayList<>();
        try (EncryptedSerde<byte[]> serde = bytes(Map.of());
                EncryptedSerde<byte[]> stranger =
                        bytes(Map.of("lockweir.registry.kms.local-kms.secret", CANARY + "-another"))) {
            byte[] good = serde.serializer().serialize(TOPIC, clear);
            said.add(failed(true, "TAMPERED", serde, changed(good, good.length - 1)));
            said.add(failed(true, "TAMPERED", serde, clear));
            said.add(failed(false, "CLEAR_WHERE_CIPHERTEXT_EXPECTED", serde, Arrays.copyOf(good, 20)));
            said.add(failed(false, "first byte is not 00", serde, CANARY.getBytes(StandardCharsets.UTF_8)));
            said.add(failed(false, "profile native", serde, new byte[] {(byte) 0xE1, 1, 2, 3}));
            said.add(failed(false, "local-kms", stranger, good));
            server.byAnother("DELETE", List.of("kek1", "deks", "users-value"), new JsonObject());
            server.faults().failNext(1, 40470);
            try (EncryptedSerde<byte[]> late = bytes(Map.of("lockweir.registry.cache.size", "9"))) {
                said.add(failed(false, "", late, good));
            }
        }
        String logged = Files.exists(log)
                ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8).substring((int) from)
                : "";
        said.add(logged);
        assertThat(said)
                .allSatisfy(each -> assertThat(each)
                        .doesNotContain(CANARY)
                        .doesNotContain("Y2FuYXJ5")
                        .doesNotContain("63616e617279"));
    }

    private static String failed(boolean ofRecord, String text, EncryptedSerde<byte[]> serde, byte[] bytes) {
        EncryptionFailedException failure = catchThrowableOfType(
                EncryptionFailedException.class, () -> serde.deserializer().deserialize(TOPIC, bytes));
        assertThat(failure).hasMessageContaining(text);
        assertThat(failure.ofRecord()).isEqualTo(ofRecord);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private byte[] converted(byte[] encrypted) throws IOException {
        try (EncryptingConverter converter = new EncryptingConverter()) {
            Map<String, Object> keys = new HashMap<>();
            settings(Map.of()).forEach((key, value) -> keys.put(key.substring("lockweir.".length()), value));
            keys.put("inner", PassingConverter.class.getName());
            converter.configure(keys, false);
            return (byte[]) converter.toConnectData(TOPIC, encrypted).value();
        }
    }

    private EncryptedSerde<GenericRecord> serde(Framed inner, Map<String, String> changes) {
        EncryptedSerde<GenericRecord> serde = new EncryptedSerde<>(Serdes.serdeFrom(inner, inner));
        serde.configure(settings(changes), false);
        return serde;
    }

    private EncryptedSerde<byte[]> bytes(Map<String, String> changes) {
        EncryptedSerde<byte[]> serde = new EncryptedSerde<>();
        Map<String, Object> settings = settings(changes);
        settings.put("lockweir.inner.serde", "org.apache.kafka.common.serialization.Serdes$ByteArraySerde");
        serde.configure(settings, false);
        return serde;
    }

    private Map<String, Object> settings(Map<String, String> changes) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "lockweir.profile",
                "confluent",
                "lockweir.registry.url",
                server.address().toString(),
                "lockweir.registry.wait.ms",
                "0",
                "lockweir.registry.kms.local-kms.secret",
                CANARY + "-secret"));
        settings.putAll(changes);
        return settings;
    }

    private int register(String subject, String rules) {
        JsonObject body = JsonParser.parseString(("{'ruleSet':{" + rules + "}}").replace('\'', '"'))
                .getAsJsonObject();
        body.addProperty("schema", USER.toString());
        return server.register(subject, body);
    }

    private long requests(String regex) {
        return server.requests().stream().filter(each -> each.matches(regex)).count();
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static GenericRecord user(String name) {
        GenericRecord user = new GenericData.Record(USER);
        user.put("name", new Utf8(name));
        user.put("age", 41);
        return user;
    }

    private static byte[] avro(GenericRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(USER).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GenericRecord avro(byte[] body) {
        try {
            return new GenericDatumReader<GenericRecord>(USER)
                    .read(null, DecoderFactory.get().binaryDecoder(body, null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both directions in one. */
    private interface Framed extends Serializer<GenericRecord>, Deserializer<GenericRecord> {
        @Override
        default void configure(Map<String, ?> settings, boolean isKey) {}

        @Override
        default void close() {}
    }

    /** As Confluent's serializers frame by default. */
    private record Prefixed(int id) implements Framed {
        @Override
        public byte @Nullable [] serialize(String topic, @Nullable GenericRecord record) {
            return record == null ? null : Framing.joined(Framing.prefix(id), avro(record));
        }

        @Override
        public GenericRecord deserialize(String topic, byte[] framed) {
            return avro(Arrays.copyOfRange(framed, 5, framed.length));
        }
    }

    /** As they frame with the id in a header. */
    private static final class InHeader implements Framed {
        private final byte[] header;

        InHeader(byte[] header) {
            this.header = header;
        }

        @Override
        public byte[] serialize(String topic, GenericRecord record) {
            throw new UnsupportedOperationException("only with headers");
        }

        @Override
        public byte[] serialize(String topic, Headers headers, GenericRecord record) {
            headers.add(Framing.VALUE_HEADER, header);
            return avro(record);
        }

        @Override
        public GenericRecord deserialize(String topic, byte[] body) {
            return avro(body);
        }
    }
}
