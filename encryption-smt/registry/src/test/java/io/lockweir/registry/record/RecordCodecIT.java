package io.lockweir.registry.record;

import static io.lockweir.registry.record.Bench.FIELDS;
import static io.lockweir.registry.record.Bench.PAYLOAD;
import static io.lockweir.registry.record.Bench.SUBJECT;
import static io.lockweir.registry.record.Bench.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.encryption.confluent.Framing;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.registry.avro.ClearBranches;
import io.lockweir.registry.rule.ConfiguredRules;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records as they stand in a topic, in Avro: frame, encrypted fields, encrypted body. */
class RecordCodecIT {
    private static final String SCHEMA =
            "{'type':'record','name':'User','fields':[{'name':'name','type':'string','confluent:tags':['PII']},"
                    + "{'name':'age','type':'int'}]}";

    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    /** A record that Confluent's own test wrote, of which the vectors have the first bytes, the field and the wrapped data key. */
    @Test
    void readsTheRecordOfThePublishedVector() throws IOException {
        JsonObject file = vectors();
        JsonObject vector = file.getAsJsonArray("vectors").get(0).getAsJsonObject();
        String schema =
                "{'type':'record','name':'User','fields':[{'name':'name','type':'string','confluent:tags':['PII']}]}";
        bench.register(SUBJECT, BodyFormat.AVRO, schema, Bench.rules(FIELDS));
        bench.server.byAnother(
                "POST", List.of(), Bench.json("{'name':'kek1','kmsType':'local-kms','kmsKeyId':'key-1'}"));
        JsonObject dek = Bench.json("{'subject':'" + SUBJECT + "'}");
        dek.add("encryptedKeyMaterial", vector.get("wrappedDek"));
        bench.server.byAnother("POST", List.of("kek1", "deks", SUBJECT), dek);
        byte[] framed = Framing.joined(
                HexFormat.of().parseHex(vector.get("messagePrefixHex").getAsString()),
                vector.get("field").getAsString().getBytes(StandardCharsets.US_ASCII));
        RecordCodec codec = bench.codec(file.get("secret").getAsString(), RecordSettings.DEFAULT, CodecListener.NONE);
        byte[] clear = codec.decrypt(TOPIC, RecordPart.VALUE, framed, null).orElseThrow();
        assertThat(Bench.avro(Bench.schema(schema), Arrays.copyOfRange(clear, 5, clear.length))
                        .get("name"))
                .hasToString(file.get("plaintext").getAsString());
    }

    @ParameterizedTest
    @CsvSource({"AES256_GCM,0", "AES256_GCM,30", "AES128_GCM,0", "AES128_GCM,30", "AES256_SIV,0", "AES256_SIV,30"})
    void fieldsPayloadsAndBothComeBack(String algorithm, int days) {
        for (String kinds : List.of(FIELDS, PAYLOAD, FIELDS + "," + PAYLOAD)) {
            int id = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(algorithm, days, kinds));
            byte[] clear = framed(id, "canary J\u00e4ne");
            byte[] encrypted =
                    bench.codec().encrypt(TOPIC, RecordPart.VALUE, clear, null).orElseThrow();
            assertThat(text(encrypted)).doesNotContain("canary");
            assertThat(Arrays.copyOf(encrypted, 5)).as("the frame is clear").isEqualTo(Framing.prefix(id));
            assertThat(bench.codec().decrypt(TOPIC, RecordPart.VALUE, encrypted, null))
                    .hasValueSatisfying(back -> assertThat(back).isEqualTo(clear));
            if (kinds.equals(FIELDS)) {
                GenericRecord record =
                        Bench.avro(Bench.schema(SCHEMA), Arrays.copyOfRange(encrypted, 5, encrypted.length));
                assertThat(record.get("age")).as("what has no tag").isEqualTo(41);
            }
            if (kinds.equals(PAYLOAD)) {
                assertThat(encrypted[5] == 0 && encrypted[6] == 0).isEqualTo(days > 0);
            }
        }
    }

    /** Fields, then the payload, as the specification orders: what is inside a payload are encrypted fields. */
    @Test
    void writesFieldsFirst() {
        int both = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(FIELDS, PAYLOAD));
        byte[] encrypted = bench.codec()
                .encrypt(TOPIC, RecordPart.VALUE, framed(both, "canary"), null)
                .orElseThrow();
        int payload = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(PAYLOAD));
        byte[] opened = bench.codec()
                .decrypt(TOPIC, RecordPart.VALUE, reframed(payload, encrypted), null)
                .orElseThrow();
        GenericRecord record = Bench.avro(Bench.schema(SCHEMA), Arrays.copyOfRange(opened, 5, opened.length));
        assertThat(String.valueOf(record.get("name"))).doesNotContain("canary").hasSizeGreaterThan(40);
        assertThat(record.get("age")).isEqualTo(41);
    }

    @Test
    void keysHaveASubjectOfTheirOwn() {
        int id = bench.register("users-key", BodyFormat.AVRO, SCHEMA, Bench.rules("AES256_SIV", 0, PAYLOAD));
        byte[] encrypted = bench.codec()
                .encrypt(TOPIC, RecordPart.KEY, framed(id, "canary"), null)
                .orElseThrow();
        assertThat(bench.codec().encrypt(TOPIC, RecordPart.KEY, framed(id, "canary"), null))
                .as("equal keys stay equal")
                .hasValueSatisfying(again -> assertThat(again).isEqualTo(encrypted));
        assertThat(bench.server.requests()).anyMatch(each -> each.contains("/deks/users-key"));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .as("the data key is another subject's")
                .isThrownBy(() -> bench.codec().decrypt(TOPIC, RecordPart.VALUE, encrypted, null));
    }

    @Test
    void framesInHeadersLeaveTheBodyWithoutAPrefix() {
        int id = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(FIELDS, PAYLOAD));
        byte[] header = Framing.header(UUID.fromString(bench.server.guid(id)));
        RecordSettings settings = new RecordSettings(
                RecordSettings.Frame.HEADER, SubjectNaming.TOPIC, ClearBranches.REFUSE, ConfiguredRules.NONE);
        byte[] body = Bench.avro(record("canary"));
        byte[] encrypted = bench.codec(settings)
                .encrypt(TOPIC, RecordPart.VALUE, body, header)
                .orElseThrow();
        assertThat(text(encrypted)).doesNotContain("canary");
        assertThat(bench.codec(settings).decrypt(TOPIC, RecordPart.VALUE, encrypted, header))
                .hasValueSatisfying(back -> assertThat(back).isEqualTo(body));
        refused(
                Reason.BAD_MAGIC,
                "no header __value_schema_id",
                () -> bench.codec(settings).decrypt(TOPIC, RecordPart.VALUE, encrypted, null));
        refused(
                Reason.TRUNCATED,
                "cut off",
                () -> bench.codec(settings).decrypt(TOPIC, RecordPart.VALUE, encrypted, Arrays.copyOf(header, 9)));
    }

    /** A random IV of one in 256 does; with prefixes no body comes first. */
    @Test
    void aBodyInAHeadersFrameMayBeginAsAnEnvelopeDoes() {
        int id = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(FIELDS, PAYLOAD));
        byte[] header = Framing.header(UUID.fromString(bench.server.guid(id)));
        RecordSettings settings = new RecordSettings(
                RecordSettings.Frame.HEADER, SubjectNaming.TOPIC, ClearBranches.REFUSE, ConfiguredRules.NONE);
        byte[] body = Bench.avro(record("canary"));
        RecordCodec codec = bench.codec(settings);
        boolean met = false;
        for (int i = 0; i < 20_000 && !met; i++) {
            byte[] encrypted =
                    codec.encrypt(TOPIC, RecordPart.VALUE, body, header).orElseThrow();
            met = encrypted[0] == (byte) 0xE1;
            if (met) {
                assertThat(codec.decrypt(TOPIC, RecordPart.VALUE, encrypted, header))
                        .hasValueSatisfying(back -> assertThat(back).isEqualTo(body));
            }
        }
        assertThat(met).isTrue();
    }

    /** Whoever adds a header to a record must not choose its rules. */
    @Test
    void aHeaderIsNotReadWhereFramesArePrefixes() {
        int id = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(FIELDS));
        int other = bench.register(SUBJECT, BodyFormat.AVRO, "'string'", "{}");
        byte[] header = Framing.header(UUID.fromString(bench.server.guid(other)));
        assertThat(bench.codec().encrypt(TOPIC, RecordPart.VALUE, framed(id, "canary"), header))
                .hasValueSatisfying(encrypted -> assertThat(text(encrypted)).doesNotContain("canary"));
    }

    @Test
    void subjectsAreCalledByTheStrategy() {
        String schema = SCHEMA.replace("'name':'User'", "'name':'User','namespace':'com.acme'");
        int id = bench.register("com.acme.User", BodyFormat.AVRO, schema, Bench.rules(PAYLOAD));
        GenericRecord record = new GenericData.Record(Bench.schema(schema));
        record.put("name", "canary");
        record.put("age", 1);
        byte[] clear = Framing.joined(Framing.prefix(id), Bench.avro(record));
        for (SubjectNaming naming : List.of(SubjectNaming.RECORD, SubjectNaming.TOPIC_RECORD)) {
            RecordSettings settings =
                    new RecordSettings(RecordSettings.Frame.PREFIX, naming, ClearBranches.REFUSE, ConfiguredRules.NONE);
            byte[] encrypted = bench.codec(settings)
                    .encrypt(TOPIC, RecordPart.VALUE, clear, null)
                    .orElseThrow();
            assertThat(bench.codec(settings).decrypt(TOPIC, RecordPart.VALUE, encrypted, null))
                    .hasValueSatisfying(back -> assertThat(back).isEqualTo(clear));
        }
        assertThat(bench.server.requests())
                .anyMatch(each -> each.contains("/deks/com.acme.User"))
                .anyMatch(each -> each.contains("/deks/users-com.acme.User"));
    }

    @Test
    void configuredRulesCountWhereTheRegistryHasNone() {
        ConfiguredRules rules = ConfiguredRules.of(
                ("{'subjects':[{'subject':'users-.*','metadata':{'tags':{'User.name':['SECRET']}},'ruleSet':"
                                + Bench.rules(FIELDS).replace("PII", "SECRET") + "}]}")
                        .replace('\'', '"'));
        RecordSettings settings =
                new RecordSettings(RecordSettings.Frame.PREFIX, SubjectNaming.TOPIC, ClearBranches.REFUSE, rules);
        String untagged = SCHEMA.replace(",'confluent:tags':['PII']", "");
        int id = bench.register(SUBJECT, BodyFormat.AVRO, untagged, "{}");
        byte[] clear = framed(id, "canary");
        byte[] encrypted = bench.codec(settings)
                .encrypt(TOPIC, RecordPart.VALUE, clear, null)
                .orElseThrow();
        assertThat(text(encrypted)).doesNotContain("canary");
        assertThat(bench.codec(settings).decrypt(TOPIC, RecordPart.VALUE, encrypted, null))
                .hasValueSatisfying(back -> assertThat(back).isEqualTo(clear));
        int ruled = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(PAYLOAD));
        byte[] byRegistry = bench.codec(settings)
                .encrypt(TOPIC, RecordPart.VALUE, framed(ruled, "canary"), null)
                .orElseThrow();
        assertThat(bench.codec().decrypt(TOPIC, RecordPart.VALUE, byRegistry, null))
                .as("the registry's rules before ours")
                .isPresent();
    }

    @Test
    void aSchemaWithoutRulesIsNotTouchedAndOneWithTagsAloneIsRefused() {
        List<String> met = new ArrayList<>();
        RecordCodec codec = bench.codec(
                "secret",
                RecordSettings.DEFAULT,
                (subject, schema, encrypted, clear) -> met.add(subject + " " + schema + " " + encrypted));
        int plain = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA.replace(",'confluent:tags':['PII']", ""), "{}");
        assertThat(codec.encrypt(TOPIC, RecordPart.VALUE, framed(plain, "x"), null))
                .isEmpty();
        assertThat(codec.encrypt(TOPIC, RecordPart.VALUE, framed(plain, "x"), null))
                .isEmpty();
        assertThat(met).as("once").containsExactly(SUBJECT + " " + plain + " false");
        int tagged = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, "{}");
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> codec.encrypt(TOPIC, RecordPart.VALUE, framed(tagged, "canary"), null))
                .withMessageContaining(
                        "Schema " + tagged + " of topic users is refused. Field User.name has tags [PII]")
                .withMessageNotContaining("canary");
    }

    @Test
    void whatIsNotAsWrittenIsRefused() {
        int id = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules("AES256_GCM", 30, PAYLOAD));
        byte[] good = bench.codec()
                .encrypt(TOPIC, RecordPart.VALUE, framed(id, "canary"), null)
                .orElseThrow();
        refused(Reason.BAD_MAGIC, "first byte is not 00", read(changed(good, 0)));
        refused(Reason.BAD_MAGIC, "profile native", read(HexFormat.of().parseHex("e101000102030405060708")));
        refused(Reason.TRUNCATED, "schema id is cut off", read(Arrays.copyOf(good, 4)));
        refused(Reason.TRUNCATED, "version of the data key is cut off", read(Arrays.copyOf(good, 8)));
        refused(Reason.TRUNCATED, "shorter than any", read(Arrays.copyOf(good, 30)));
        refused(Reason.TAG_MISMATCH, "", read(Arrays.copyOf(good, good.length - 1)));
        refused(Reason.TAG_MISMATCH, "", read(changed(good, good.length - 1)));
        refused(Reason.BAD_MAGIC, "no version of a data key", read(changed(good, 5)));
        byte[] otherVersion = good.clone();
        otherVersion[9] = 2;
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> bench.codec().decrypt(TOPIC, RecordPart.VALUE, otherVersion, null))
                .withMessageContaining("no version 2 of data key");
        byte[] unknownSchema = good.clone();
        unknownSchema[4] = 77;
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> bench.codec().decrypt(TOPIC, RecordPart.VALUE, unknownSchema, null));
    }

    @Test
    void fieldsThatAreNotAsWrittenAreRefused() {
        int id = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(FIELDS));
        RecordCodec codec = bench.codec();
        byte[] good = codec.encrypt(TOPIC, RecordPart.VALUE, framed(id, "canary"), null)
                .orElseThrow();
        refused(
                Reason.BAD_BASE64,
                "User.name",
                () -> codec.decrypt(TOPIC, RecordPart.VALUE, framed(id, "canary J\u00e4ne"), null));
        refused(Reason.TRUNCATED, "User.name", () -> codec.decrypt(TOPIC, RecordPart.VALUE, framed(id, "AAAA"), null));
        refused(
                Reason.MALFORMED,
                "no Avro of the schema",
                () -> codec.decrypt(TOPIC, RecordPart.VALUE, Arrays.copyOf(good, good.length - 2), null));
        refused(
                Reason.MALFORMED,
                "no Avro of the schema",
                () -> codec.encrypt(
                        TOPIC, RecordPart.VALUE, Framing.joined(framed(id, "canary"), new byte[] {1}), null));
    }

    @Test
    void deletedKeysAndKeysOfAnotherServiceStopReaders() {
        int id = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(PAYLOAD));
        byte[] good = bench.codec()
                .encrypt(TOPIC, RecordPart.VALUE, framed(id, "canary"), null)
                .orElseThrow();
        bench.server.byAnother("DELETE", List.of("kek1", "deks", SUBJECT), new JsonObject());
        assertThat(bench.codec().decrypt(TOPIC, RecordPart.VALUE, good, null))
                .as("soft-deleted keys are good for reading")
                .isPresent();
        int other = bench.register(
                SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(PAYLOAD).replace("key-1", "key-2"));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> bench.codec().decrypt(TOPIC, RecordPart.VALUE, reframed(other, good), null))
                .withMessageContaining("encrypt.kms.key.id");
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> bench.codec("another", RecordSettings.DEFAULT, CodecListener.NONE)
                        .decrypt(TOPIC, RecordPart.VALUE, good, null))
                .withMessageNotContaining("another-secret");
    }

    @Test
    void dataKeysMayBeInAnotherRegistry() {
        int id = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules(PAYLOAD));
        try (RegistryTestServer keys = RegistryTestServer.start()) {
            RecordCodec codec = new RecordCodec(
                    bench.client("secret", Map.of("dek.url", keys.address().toString())),
                    RecordSettings.DEFAULT,
                    CodecListener.NONE);
            assertThat(codec.encrypt(TOPIC, RecordPart.VALUE, framed(id, "canary"), null))
                    .isPresent();
            assertThat(keys.requests()).isNotEmpty().allMatch(each -> each.contains("/dek-registry/"));
            assertThat(bench.server.requests()).isNotEmpty().noneMatch(each -> each.contains("/dek-registry/"));
        }
    }

    @Test
    void manyThreadsShareACodecAndFetchOnce() throws Exception {
        int id = bench.register(SUBJECT, BodyFormat.AVRO, SCHEMA, Bench.rules("AES256_SIV", 0, FIELDS, PAYLOAD));
        RecordCodec codec = bench.codec();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<Optional<byte[]>>> calls = new ArrayList<>();
            for (int i = 0; i < 640; i++) {
                byte[] clear = framed(id, "canary " + i);
                calls.add(() -> codec.decrypt(
                        TOPIC,
                        RecordPart.VALUE,
                        codec.encrypt(TOPIC, RecordPart.VALUE, clear, null).orElseThrow(),
                        null));
            }
            int i = 0;
            for (Future<Optional<byte[]>> each : threads.invokeAll(calls)) {
                assertThat(each.get().orElseThrow()).isEqualTo(framed(id, "canary " + i++));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(bench.server.requests().stream().filter(each -> each.contains("/deks/")))
                .as("read and created for writing, read for reading")
                .hasSize(3);
        assertThat(bench.server.requests().stream().filter(each -> each.contains("/schemas/")))
                .hasSize(1);
    }

    private Callable<Optional<byte[]>> read(byte[] bytes) {
        return () -> bench.codec().decrypt(TOPIC, RecordPart.VALUE, bytes, null);
    }

    private static void refused(Reason reason, String text, Callable<Optional<byte[]>> call) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(call::call)
                .withMessageContaining(text)
                .withMessageNotContaining("canary")
                .withNoCause()
                .extracting(EnvelopeException::reason)
                .isEqualTo(reason);
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 0x40;
        return changed;
    }

    private static byte[] reframed(int id, byte[] framed) {
        return Framing.joined(Framing.prefix(id), Arrays.copyOfRange(framed, 5, framed.length));
    }

    private static byte[] framed(int id, String name) {
        return Framing.joined(Framing.prefix(id), Bench.avro(record(name)));
    }

    private static GenericRecord record(String name) {
        Schema schema = Bench.schema(SCHEMA);
        GenericRecord record = new GenericData.Record(schema);
        record.put("name", name);
        record.put("age", 41);
        return record;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static JsonObject vectors() throws IOException {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(RecordCodecIT.class.getResourceAsStream("/confluent/csfle-vectors.json")),
                StandardCharsets.UTF_8)) {
            JsonObject file = JsonParser.parseReader(reader).getAsJsonObject();
            assertThat(file.getAsJsonArray("vectors"))
                    .isInstanceOf(JsonArray.class)
                    .hasSize(3);
            return file;
        }
    }
}
