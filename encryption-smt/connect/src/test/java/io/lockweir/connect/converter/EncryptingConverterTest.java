package io.lockweir.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.FailClosedError;
import io.lockweir.connect.Keysets;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.RecordSpec;
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
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptingConverterTest {
    private static final String TOPIC = "bank.customers";
    private static final String CANARY = "canary47110815";
    private static final Schema ROW = SchemaBuilder.struct()
            .name("customer")
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    @Test
    void encryptsEverythingThatTheInnerConverterWrites() {
        EncryptingConverter converter = value();
        Struct row = new Struct(ROW).put("id", 4711L).put("name", CANARY);

        byte[] message = converter.fromConnectData(TOPIC, ROW, row);

        assertThat(message).startsWith(0xE1, 0x01);
        assertThat(new String(message, StandardCharsets.ISO_8859_1)).doesNotContain(CANARY, "customer", "name");
        assertThat(converter.toConnectData(TOPIC, message)).isEqualTo(new SchemaAndValue(ROW, row));
    }

    @Test
    void oneReaderReadsEveryWayOfWriting() {
        Struct row = new Struct(ROW).put("id", 4711L).put("name", "x".repeat(3000));
        for (String[] way : List.of(
                new String[] {"compression", "zstd"},
                new String[] {"pad", "256"},
                new String[] {"compression", "zstd", "pad", "64", "iv", "random"},
                new String[] {"iv", "provider"})) {
            byte[] message = value(way).fromConnectData(TOPIC, ROW, row);

            assertThat(value().toConnectData(TOPIC, message).value()).isEqualTo(row);
        }
        assertThat(value("compression", "zstd").fromConnectData(TOPIC, ROW, row))
                .hasSizeLessThan(600);
        assertThat((written(value("pad", "256"), TOPIC, ROW, row).length - 46) % 256)
                .isZero();
    }

    @Test
    void isWhatTheEngineWritesAtRecordLevel() throws IOException {
        byte[] message = written(value(), TOPIC, ROW, new Struct(ROW).put("id", 1L));
        JsonConverter inner = new JsonConverter();
        inner.configure(Map.of(), false);

        try (KeySource keys = KeysetKeySource.fromTinkJson(Keysets.ofKey(1));
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            Object opened = engine.decryptor(new RecordSpec(Part.WHOLE_VALUE, new Scope.Namespace("default")))
                    .decrypt(message)
                    .value();
            assertThat((byte[]) opened).isEqualTo(inner.fromConnectData(TOPIC, ROW, new Struct(ROW).put("id", 1L)));
        }
    }

    @Test
    void equalKeysStayEqual() {
        EncryptingConverter first = key("join.domain", "customer");
        EncryptingConverter second = key("join.domain", "customer");

        byte[] message = first.fromConnectData(TOPIC, Schema.STRING_SCHEMA, "anna");

        assertThat(message).startsWith(0xE1, 0x02);
        assertThat(second.fromConnectData("other.topic", Schema.STRING_SCHEMA, "anna"))
                .isEqualTo(message);
        assertThat(second.toConnectData(TOPIC, message).value()).isEqualTo("anna");
        assertThat(key("join.domain", "account").fromConnectData(TOPIC, Schema.STRING_SCHEMA, "anna"))
                .isNotEqualTo(message);
    }

    @Test
    void nullsPassAndHeadersAreLeftAlone() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", new byte[] {1});
        EncryptingConverter converter = value("inner", StringConverter.class.getName());

        assertThat(converter.fromConnectData(TOPIC, headers, Schema.OPTIONAL_STRING_SCHEMA, null))
                .isNull();
        assertThat(converter.toConnectData(TOPIC, headers, null))
                .isEqualTo(new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, null));
        byte[] message = converter.fromConnectData(TOPIC, headers, Schema.STRING_SCHEMA, "anna");
        assertThat(converter.toConnectData(TOPIC, headers, message).value()).isEqualTo("anna");
        assertThat(headers.toArray()).hasSize(1);
    }

    @Test
    void refusesClearTextWhereCiphertextIsExpected() {
        for (String clear :
                List.of("{\"a\":1}", "", "\u0000\u0000\u0000\u0000\u0001text that is long enough to be an envelope")) {
            assertThatThrownBy(() -> value().toConnectData(TOPIC, clear.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(FailClosedError.class)
                    .hasMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED: the value, topic bank.customers");
        }
    }

    @Test
    void everyChangedByteFails() {
        for (EncryptingConverter converter :
                List.of(value(), value("compression", "zstd"), value("pad", "32"), key("join.domain", "d"))) {
            byte[] message = written(converter, TOPIC, Schema.STRING_SCHEMA, "x".repeat(200));
            for (int i = 0; i < message.length; i++) {
                byte[] changed = message.clone();
                changed[i] ^= 1;
                assertThatThrownBy(() -> converter.toConnectData(TOPIC, changed))
                        .isInstanceOfAny(DataException.class, FailClosedError.class)
                        .hasMessageStartingWith("EncryptingConverter could not decrypt. ");
                byte[] cut = Arrays.copyOf(message, i);
                assertThatThrownBy(() -> converter.toConnectData(TOPIC, cut))
                        .isInstanceOfAny(DataException.class, FailClosedError.class);
            }
            assertThat(converter.toConnectData(TOPIC, message).value()).isEqualTo("x".repeat(200));
        }
    }

    @Test
    void keyAndValueAndFieldsAreNotExchangeable() {
        byte[] ofDomain = key("join.domain", "d").fromConnectData(TOPIC, Schema.STRING_SCHEMA, "anna");
        assertThatThrownBy(() -> value().toConnectData(TOPIC, ofDomain))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("WRONG_SUITE: the value");
        try (KeySource keys = KeysetKeySource.fromTinkJson(Keysets.ofKey(1));
                EncryptionEngine engine = new EncryptionEngine(keys)) {
            byte[] wholeKey = engine.encryptor(new RecordSpec(Part.WHOLE_KEY, new Scope.Namespace("default")))
                    .encrypt(new byte[] {1});
            assertThatThrownBy(() -> value().toConnectData(TOPIC, wholeKey))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("TAMPERED: the value");
        }
    }

    @Test
    void refusesMoreThanTheConfiguredMaximum() {
        byte[] bomb = value("compression", "zstd", "inner", StringConverter.class.getName())
                .fromConnectData(TOPIC, Schema.STRING_SCHEMA, "0".repeat(1 << 20));

        assertThat(bomb).hasSizeLessThan(500);
        assertThatThrownBy(() -> value("max.decompressed.bytes", "1000000").toConnectData(TOPIC, bomb))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("TOO_LARGE")
                .hasMessageContaining(
                        "declares 1048576 bytes, more than the 1000000 configured as max.decompressed.bytes");
        assertThatThrownBy(() -> value(
                                "compression",
                                "zstd",
                                "max.decompressed.bytes",
                                "1000",
                                "inner",
                                StringConverter.class.getName())
                        .fromConnectData(TOPIC, Schema.STRING_SCHEMA, "0".repeat(1 << 20)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("TOO_LARGE");
    }

    @Test
    void aFailingInnerConverterStopsTheTaskOrLosesOneRecordAndShowsNothing() {
        byte[] message =
                value("inner", StringConverter.class.getName()).fromConnectData(TOPIC, Schema.STRING_SCHEMA, CANARY);
        List<Throwable> failures = new ArrayList<>();
        for (String failure : List.of("data", "registry", "retriable", "other")) {
            String[] failing = {"inner", FailingConverter.class.getName(), "inner.failure", failure};
            failures.add(failureOf(() -> value(failing).fromConnectData(TOPIC, Schema.STRING_SCHEMA, CANARY)));
            Throwable read = failureOf(() -> value(failing).toConnectData(TOPIC, message));
            assertThat(read).isInstanceOf(failure.equals("data") ? DataException.class : FailClosedError.class);
            failures.add(read);
            Throwable tolerated = failureOf(() -> value(
                            "inner", FailingConverter.class.getName(), "inner.failure", failure, "on.error", "tolerate")
                    .fromConnectData(TOPIC, Schema.STRING_SCHEMA, CANARY));
            assertThat(tolerated).isInstanceOf(DataException.class);
            failures.add(tolerated);
        }
        assertThat(failures.get(0))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining(
                        "The inner converter io.lockweir.connect.converter.FailingConverter failed to write: "
                                + "org.apache.kafka.connect.errors.DataException, caused by java.lang.IllegalArgumentException");
        for (Throwable failure : failures) {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            assertThat(text.toString()).doesNotContain(CANARY).doesNotContain("RetriableException:");
        }
    }

    @Test
    void closesTheInnerConverterAndItsKeys() throws IOException {
        EncryptingConverter converter = value("inner", FailingConverter.class.getName());
        int before = FailingConverter.CLOSED.get();

        converter.close();
        converter.close();

        assertThat(FailingConverter.CLOSED).hasValue(before + 1);
        assertThatThrownBy(() -> converter.toConnectData(TOPIC, new byte[0])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyThreadsMayUseIt() throws Exception {
        EncryptingConverter converter = value("inner", StringConverter.class.getName());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String name = "thread " + thread;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                        String text = name + " " + i;
                        byte[] message = converter.fromConnectData(TOPIC, Schema.STRING_SCHEMA, text);
                        assertThat(converter.toConnectData(TOPIC, message).value())
                                .isEqualTo(text);
                    }
                    return true;
                }));
            }
            for (Future<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPolicyFileSaysWhichTopicsAreEncrypted(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                rules:
                  - name: customers
                    topics: bank\\.customers
                    part: whole-value
                    mode: random
                    pad: 64
                """);
        EncryptingConverter converter = value("policy.file", file.toString(), "inner", StringConverter.class.getName());

        byte[] hidden = converter.fromConnectData(TOPIC, Schema.STRING_SCHEMA, "anna");
        byte[] clear = converter.fromConnectData("bank.heartbeat", Schema.STRING_SCHEMA, "anna");

        assertThat(hidden).hasSize(46 + 64);
        assertThat(converter.toConnectData(TOPIC, hidden).value()).isEqualTo("anna");
        assertThat(clear).asString(StandardCharsets.UTF_8).isEqualTo("anna");
        assertThat(converter.toConnectData("bank.heartbeat", clear).value()).isEqualTo("anna");
        assertThatThrownBy(() -> value("policy.file", file.toString(), "pad", "32"))
                .hasMessage("Both 'policy.file' and 'pad' are set. Keep the policy file, or the keys: never both.");
        assertThatThrownBy(() -> key("policy.file", file.toString())).hasMessageContaining("whole key");
    }

    @Test
    void aPolicySharedWithARegionOfOtherKeksIsUsed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("shared.yaml"), """
                version: 1
                rules:
                  - name: us
                    topics: us[.].*
                    part: whole-value
                    mode: random
                    kek: us
                  - name: rest
                    topics: bank[.].*
                    part: whole-value
                    mode: random
                """);
        EncryptingConverter converter = value("policy.file", file.toString(), "inner", StringConverter.class.getName());
        byte[] hidden = converter.fromConnectData("bank.customers", Schema.STRING_SCHEMA, "anna");
        assertThat(converter.toConnectData("bank.customers", hidden).value()).isEqualTo("anna");
        assertThatThrownBy(() -> converter.fromConnectData("us.customers", Schema.STRING_SCHEMA, "anna"))
                .isInstanceOf(KeyUnavailableError.class)
                .hasMessageContaining("A KEK is named, but this key source has none");
    }

    @Test
    void refusesWhatCannotWork() {
        assertRefused(false, "Invalid value  for configuration inner: String must be non-empty", "inner", "");
        assertRefused(
                false,
                "Key 'inner': class com.example.None is not there. Put its jars into the directory of this plugin; other "
                        + "plugins' directories are not seen.",
                "inner",
                "com.example.None");
        for (String none : List.of("java.lang.String", EncryptingConverter.class.getName())) {
            assertRefused(
                    false,
                    "Key 'inner': " + none + " is no converter that could be encrypted around. Name one such as "
                            + "org.apache.kafka.connect.json.JsonConverter.",
                    "inner",
                    none);
        }
        assertRefused(
                true,
                "Rule 'default' is about keys and needs mode=join and a join.domain: random ciphertext gives one row a new key "
                        + "each time.");
        assertRefused(
                false,
                "Keys 'mode=join' and 'join.domain' belong together. Set both of them, or none.",
                "join.domain",
                "d");
        assertRefused(
                false,
                "Key 'pad' has no effect with mode=join. Set mode=random or remove it.",
                "mode",
                "join",
                "join.domain",
                "d",
                "pad",
                "16");
        assertThatThrownBy(() -> value("innr.x", "y"))
                .hasMessageStartingWith("Unknown keys of EncryptingConverter: innr.x.");
    }

    @Test
    void acceptsWhatConnectAddsAndHandsTheRestToTheInnerConverter() {
        EncryptingConverter converter =
                value("converter.type", "value", "plugin.version", "[0.1,)", "inner.schemas.enable", "false");

        byte[] message = converter.fromConnectData(TOPIC, ROW, new Struct(ROW).put("id", 1L));

        Map<String, Object> expected = new HashMap<>();
        expected.put("id", 1L);
        expected.put("name", null);
        assertThat(converter.toConnectData(TOPIC, message).value()).isEqualTo(expected);
    }

    @Test
    void theWorkerFindsItByServiceLoader() {
        assertThat(ServiceLoader.load(Converter.class, EncryptingConverter.class.getClassLoader()))
                .anySatisfy(converter -> assertThat(converter)
                        .isInstanceOf(EncryptingConverter.class)
                        .isInstanceOf(Versioned.class));
        assertThat(new EncryptingConverter().config().configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).as(key.name).endsWith("."));
    }

    private static byte[] written(EncryptingConverter converter, String topic, Schema schema, Object value) {
        return Objects.requireNonNull(converter.fromConnectData(topic, schema, value));
    }

    private static Throwable failureOf(Runnable failing) {
        try {
            failing.run();
        } catch (RuntimeException | FailClosedError e) {
            return e;
        }
        throw new AssertionError("It did not fail");
    }

    private static void assertRefused(boolean isKey, String message, String... config) {
        assertThatThrownBy(() -> configured(isKey, config)).hasMessage(message);
    }

    private static EncryptingConverter value(String... config) {
        return configured(false, config);
    }

    private static EncryptingConverter key(String... config) {
        List<String> all = new ArrayList<>(List.of(config));
        if (!all.contains("policy.file")) {
            all.addAll(List.of("mode", "join"));
        }
        all.addAll(List.of("inner", StringConverter.class.getName()));
        return configured(true, all.toArray(String[]::new));
    }

    private static EncryptingConverter configured(boolean isKey, String... config) {
        Map<String, String> all = new HashMap<>();
        all.put("keyset.json", Keysets.ofKey(1));
        all.put("inner", JsonConverter.class.getName());
        for (int i = 0; i < config.length; i += 2) {
            all.put(config[i], config[i + 1]);
        }
        EncryptingConverter converter = new EncryptingConverter();
        converter.configure(all, isKey);
        return converter;
    }
}
