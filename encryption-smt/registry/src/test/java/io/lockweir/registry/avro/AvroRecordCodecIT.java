package io.lockweir.registry.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.encryption.confluent.Framing;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.kms.KmsEvents;
import io.lockweir.registry.RegisteredSchema;
import io.lockweir.registry.RegistryClient;
import io.lockweir.registry.RegistrySettings;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records as they stand in a topic: prefix, Avro, encrypted fields or an encrypted body. */
class AvroRecordCodecIT {
    private static final String SUBJECT = "users-value";
    private static final String SCHEMA =
            "{'type':'record','name':'User','fields':[{'name':'name','type':'string'," + "'confluent:tags':['PII']}]}";
    private static final String PARAMS = "'params':{'encrypt.kek.name':'kek1','encrypt.kms.type':'local-kms',"
            + "'encrypt.kms.key.id':'key-1','encrypt.dek.algorithm':'ALGORITHM','encrypt.dek.expiry.days':'DAYS'}";
    private static final String FIELD_RULE =
            "{'domainRules':[{'name':'pii','type':'ENCRYPT','tags':['PII']," + PARAMS + "}]}";
    private static final String PAYLOAD_RULE =
            "{'encodingRules':[{'name':'all','type':'ENCRYPT_PAYLOAD'," + PARAMS + "}]}";

    private final RegistryTestServer server = RegistryTestServer.start();
    private final List<RegistryClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(RegistryClient::close);
        server.close();
    }

    /** A record that Confluent's own test wrote, of which the vectors have the first bytes, the field and the wrapped data key. */
    @Test
    void readsTheRecordOfThePublishedVector() throws IOException {
        JsonObject file = vectors();
        JsonObject vector = file.getAsJsonArray("vectors").get(0).getAsJsonObject();
        register(FIELD_RULE, "AES256_GCM", 0);
        server.byAnother("POST", List.of(), json("{'name':'kek1','kmsType':'local-kms','kmsKeyId':'key-1'}"));
        JsonObject dek = json("{'subject':'" + SUBJECT + "'}");
        dek.add("encryptedKeyMaterial", vector.get("wrappedDek"));
        server.byAnother("POST", List.of("kek1", "deks", SUBJECT), dek);
        byte[] framed = Framing.joined(
                HexFormat.of().parseHex(vector.get("messagePrefixHex").getAsString()),
                vector.get("field").getAsString().getBytes(StandardCharsets.US_ASCII));
        GenericRecord record = read(client(file.get("secret").getAsString()), framed);
        assertThat(record.get("name")).hasToString(file.get("plaintext").getAsString());
    }

    @ParameterizedTest
    @CsvSource({"AES256_GCM,0", "AES256_GCM,30", "AES128_GCM,0", "AES128_GCM,30", "AES256_SIV,0", "AES256_SIV,30"})
    void fieldsAndPayloadsComeBack(String algorithm, int days) throws IOException {
        for (String rule : List.of(FIELD_RULE, PAYLOAD_RULE)) {
            int id = register(rule, algorithm, days);
            byte[] framed = write(client("secret"), id, "canary J\u00e4ne");
            assertThat(new String(framed, StandardCharsets.UTF_8)).doesNotContain("canary");
            assertThat(read(client("secret"), framed).get("name")).hasToString("canary J\u00e4ne");
            assertThat(framed[5] == 0 && framed[6] == 0).isEqualTo(days > 0 && rule.equals(PAYLOAD_RULE));
        }
    }

    @Test
    void aChangedRecordIsRefused() throws IOException {
        int id = register(PAYLOAD_RULE, "AES256_GCM", 0);
        byte[] framed = write(client("secret"), id, "canary");
        framed[framed.length - 1] ^= 1;
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> read(client("secret"), framed))
                .withMessageNotContaining("canary");
        byte[] clear = Framing.joined(Framing.prefix(id), avro(record("canary")));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> read(client("secret"), clear))
                .withMessageNotContaining("canary");
    }

    @Test
    void manyThreadsShareACodec() throws Exception {
        register(FIELD_RULE, "AES256_SIV", 0);
        RegistryClient client = client("secret");
        AvroRecordCodec writer = codec(Direction.WRITE, client, client.schemas().latest(SUBJECT));
        AvroRecordCodec reader = codec(Direction.READ, client, client.schemas().latest(SUBJECT));
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 640; i++) {
                GenericRecord record = record("canary " + i);
                calls.add(() -> reader.record(writer.record(record)).get("name").toString());
            }
            int i = 0;
            for (Future<String> each : threads.invokeAll(calls)) {
                assertThat(each.get()).isEqualTo("canary " + i++);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.requests().stream().filter(each -> each.contains("/deks/")))
                .as("read and created for writing, read for reading")
                .hasSize(3);
    }

    private int register(String rule, String algorithm, int days) {
        JsonObject body =
                json("{'ruleSet':" + rule.replace("ALGORITHM", algorithm).replace("DAYS", String.valueOf(days)) + "}");
        body.addProperty("schema", SCHEMA.replace('\'', '"'));
        return server.register(SUBJECT, body);
    }

    private RegistryClient client(String secret) {
        RegistryClient client = RegistryClient.open(
                RegistrySettings.of("", Map.of("url", server.address().toString())),
                Map.of("local-kms", Map.of("secret", secret)),
                new KmsEvents() {});
        clients.add(client);
        return client;
    }

    private static AvroRecordCodec codec(Direction direction, RegistryClient client, RegisteredSchema schema) {
        return AvroRecordCodec.of(direction, client.keys(), SUBJECT, schema, ClearBranches.REFUSE);
    }

    private static byte[] write(RegistryClient client, int id, String name) throws IOException {
        RegisteredSchema schema = client.schemas()
                .byReference(
                        Framing.ofPrefix(Framing.prefix(id), BodyFormat.AVRO).schema(), SUBJECT);
        AvroRecordCodec codec = codec(Direction.WRITE, client, schema);
        return Framing.joined(Framing.prefix(id), codec.payload(avro(codec.record(record(name)))));
    }

    private static GenericRecord read(RegistryClient client, byte[] framed) throws IOException {
        Framing framing = Framing.ofPrefix(framed, BodyFormat.AVRO);
        RegisteredSchema schema = client.schemas().byReference(framing.schema(), SUBJECT);
        AvroRecordCodec codec = codec(Direction.READ, client, schema);
        GenericRecord record = new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(schema.text()))
                .read(null, DecoderFactory.get().binaryDecoder(codec.payload(framing.body(framed)), null));
        return codec.record(record);
    }

    private static GenericRecord record(String name) {
        GenericRecord record = new GenericData.Record(new Schema.Parser().parse(SCHEMA.replace('\'', '"')));
        record.put("name", name);
        return record;
    }

    private static byte[] avro(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return ByteBuffer.wrap(out.toByteArray()).array();
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private static JsonObject vectors() throws IOException {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(AvroRecordCodecIT.class.getResourceAsStream("/confluent/csfle-vectors.json")),
                StandardCharsets.UTF_8)) {
            JsonObject file = JsonParser.parseReader(reader).getAsJsonObject();
            assertThat(file.getAsJsonArray("vectors"))
                    .isInstanceOf(JsonArray.class)
                    .hasSize(3);
            return file;
        }
    }
}
