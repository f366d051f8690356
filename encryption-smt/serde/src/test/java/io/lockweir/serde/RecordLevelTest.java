package io.lockweir.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.converter.EncryptingConverter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLevelTest {
    private static final String TOPIC = "bank.customers";
    private static final String TEXT = "Ada Lovelace, 12 St James's Square";

    @Test
    void encryptsAndDecrypts() {
        try (EncryptingSerializer<String> writer = writer(false);
                DecryptingDeserializer<String> reader = reader(false)) {
            byte[] message = requireNonNull(writer.serialize(TOPIC, TEXT));

            assertThat(message).startsWith(0xE1, 0x01);
            assertThat(new String(message, StandardCharsets.UTF_8)).doesNotContain("Ada");
            assertThat(reader.deserialize(TOPIC, message)).isEqualTo(TEXT);
            assertThat(writer.serialize(TOPIC, TEXT)).isNotEqualTo(message);
        }
    }

    @Test
    void readsWhatTheConverterWroteAndTheReverse() throws IOException {
        for (String[] way : List.of(
                new String[0],
                new String[] {"compression", "zstd"},
                new String[] {"pad", "256"},
                new String[] {"iv", "random"},
                new String[] {"iv", "provider"},
                new String[] {"mode", "join", "join.domain", "names"})) {
            try (EncryptingConverter converter = converter(false, way);
                    EncryptingSerializer<String> writer = writer(false, prefixed(way));
                    DecryptingDeserializer<String> reader = reader(false, prefixed(way))) {
                assertThat(reader.deserialize(TOPIC, converter.fromConnectData(TOPIC, Schema.STRING_SCHEMA, TEXT)))
                        .isEqualTo(TEXT);
                assertThat(converter
                                .toConnectData(TOPIC, writer.serialize(TOPIC, TEXT))
                                .value())
                        .isEqualTo(TEXT);
            }
        }
    }

    @Test
    void writesTheVeryBytesOfTheConverterWhereEncryptionIsDeterministic() throws IOException {
        String[] join = {"mode", "join", "join.domain", "customer.key"};
        for (boolean isKey : List.of(true, false)) {
            try (EncryptingConverter converter = converter(isKey, join);
                    EncryptingSerializer<String> writer = writer(isKey, prefixed(join))) {
                byte[] message = requireNonNull(writer.serialize(TOPIC, TEXT));

                assertThat(message)
                        .startsWith(0xE1, 0x02)
                        .isEqualTo(converter.fromConnectData(TOPIC, Schema.STRING_SCHEMA, TEXT));
            }
        }
    }

    @Test
    void frozenEnvelopesAreRead() throws IOException {
        Map<String, byte[]> frozen =
                Files.readAllLines(Path.of("..", "core", "src", "test", "resources", "fixtures", "records.txt"))
                        .stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(" "))
                        .collect(Collectors.toMap(
                                line -> line[0], line -> HexFormat.of().parseHex(line[1])));
        byte[] expected = "{\"id\":4711,\"name\":\"anna\"}".repeat(4).getBytes(StandardCharsets.UTF_8);
        try (DecryptingDeserializer<byte[]> values = new DecryptingDeserializer<>(new ByteArrayDeserializer());
                DecryptingDeserializer<byte[]> keys = new DecryptingDeserializer<>(new ByteArrayDeserializer())) {
            values.configure(Settings.with("lockweir.namespace", "bank/gr\u00f6\u00dfe"), false);
            keys.configure(Settings.with("lockweir.mode", "join", "lockweir.join.domain", "customer.key"), true);
            for (String name : List.of("value", "value-padded", "value-zstd")) {
                assertThat(values.deserialize(TOPIC, frozen.get(name))).as(name).isEqualTo(expected);
            }
            assertThat(keys.deserialize(TOPIC, frozen.get("key"))).isEqualTo(expected);
        }
    }

    @Test
    void tombstonesStayTombstonesAndHeadersAreLeftAlone() {
        Headers headers = new RecordHeaders();
        try (EncryptingSerializer<String> writer = writer(false);
                DecryptingDeserializer<String> reader = reader(false)) {
            assertThat(writer.serialize(TOPIC, headers, null)).isNull();
            assertThat(reader.deserialize(TOPIC, headers, (byte[]) null)).isNull();
            assertThat(reader.deserialize(TOPIC, headers, writer.serialize(TOPIC, headers, TEXT)))
                    .isEqualTo(TEXT);
            assertThat(headers).isEmpty();
        }
    }

    @Test
    void everyChangedByteIsRefused() {
        try (EncryptingSerializer<String> writer = writer(false);
                DecryptingDeserializer<String> reader = reader(false)) {
            byte[] message = requireNonNull(writer.serialize(TOPIC, TEXT));
            for (int i = 0; i < message.length; i++) {
                byte[] changed = message.clone();
                changed[i] ^= 1;
                assertThatThrownBy(() -> reader.deserialize(TOPIC, changed))
                        .as("byte %d", i)
                        .isInstanceOf(EncryptionFailedException.class)
                        .hasMessageNotContaining("Ada");
            }
            for (int length = 0; length < message.length; length++) {
                byte[] cut = java.util.Arrays.copyOf(message, length);
                assertThatThrownBy(() -> reader.deserialize(TOPIC, cut)).isInstanceOf(EncryptionFailedException.class);
            }
        }
    }

    @Test
    void saysWhetherTheRecordIsAtFault() {
        try (EncryptingSerializer<String> writer = writer(false);
                DecryptingDeserializer<String> reader = reader(false)) {
            byte[] changed = requireNonNull(writer.serialize(TOPIC, TEXT));
            changed[changed.length - 1] ^= 1;

            assertThat(failure(() -> reader.deserialize(TOPIC, changed)).ofRecord())
                    .isTrue();
            assertThat(failure(() -> reader.deserialize(TOPIC, TEXT.getBytes(StandardCharsets.UTF_8)))
                            .ofRecord())
                    .isFalse();
            assertThat(failure(() -> reader(false, "lockweir.namespace", "another")
                                    .deserialize(TOPIC, writer.serialize(TOPIC, TEXT)))
                            .ofRecord())
                    .isFalse();
        }
    }

    @Test
    void keyAndValueHaveKeysOfTheirOwnInOneSetOfProperties() {
        Map<String, Object> both = Settings.with(
                "lockweir.inner.serde",
                Serdes.StringSerde.class.getName(),
                "lockweir.record.key.mode",
                "join",
                "lockweir.record.key.join.domain",
                "customer.key");
        try (EncryptedSerde<String> keys = new EncryptedSerde<>();
                EncryptedSerde<String> values = new EncryptedSerde<>()) {
            keys.configure(both, true);
            values.configure(both, false);

            assertThat(keys.serializer().serialize(TOPIC, "4711")).startsWith(0xE1, 0x02);
            assertThat(values.serializer().serialize(TOPIC, TEXT)).startsWith(0xE1, 0x01);
            assertThat(keys.deserializer().deserialize(TOPIC, keys.serializer().serialize(TOPIC, "4711")))
                    .isEqualTo("4711");
        }
    }

    @Test
    void aTopicWithoutARuleIsRefusedUnlessItMayPass() {
        try (EncryptingSerializer<String> strict = writer(false, "lockweir.topics", "other\\..*");
                EncryptingSerializer<String> lax =
                        writer(false, "lockweir.topics", "other\\..*", "lockweir.unmatched.topics", "pass");
                DecryptingDeserializer<String> reader =
                        reader(false, "lockweir.topics", "other\\..*", "lockweir.unmatched.topics", "pass")) {
            assertThatThrownBy(() -> strict.serialize(TOPIC, TEXT))
                    .isInstanceOf(EncryptionFailedException.class)
                    .hasMessageContaining("No rule of EncryptingSerializer matches topic bank.customers");
            assertThatThrownBy(() -> strict.serialize(TOPIC, null)).isInstanceOf(EncryptionFailedException.class);
            assertThat(reader.deserialize(TOPIC, lax.serialize(TOPIC, TEXT))).isEqualTo(TEXT);
            assertThat(lax.serialize(TOPIC, TEXT)).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void clearRecordsPassForATimeBesideEncryptedOnes() {
        String until = Instant.now().plus(Duration.ofDays(1)).toString();
        byte[] clear = TEXT.getBytes(StandardCharsets.UTF_8);
        try (EncryptingSerializer<String> writer = writer(false);
                DecryptingDeserializer<String> strict = reader(false);
                DecryptingDeserializer<String> reader =
                        reader(false, "lockweir.on.plaintext", "pass", "lockweir.on.plaintext.until", until)) {
            byte[] message = requireNonNull(writer.serialize(TOPIC, TEXT));
            assertThat(reader.deserialize(TOPIC, message)).isEqualTo(TEXT);
            assertThat(reader.deserialize(TOPIC, clear)).isEqualTo(TEXT);
            assertThatExceptionOfType(EncryptionFailedException.class)
                    .isThrownBy(() -> reader.deserialize(TOPIC, Arrays.copyOf(message, 20)));
            assertThatExceptionOfType(EncryptionFailedException.class)
                    .isThrownBy(() -> strict.deserialize(TOPIC, clear));
        }
    }

    @Test
    void takesThePolicyFileOfTheConverter(@TempDir Path folder) throws IOException {
        Path policy = folder.resolve("policy.yaml");
        Files.writeString(policy, """
                version: 1
                rules:
                  - name: whole
                    topics: bank\\..*
                    part: whole-value
                    mode: random
                """);
        try (EncryptingConverter converter = converter(false, "policy.file", policy.toString());
                DecryptingDeserializer<String> reader = reader(false, "lockweir.policy.file", policy.toString())) {
            assertThat(reader.deserialize(TOPIC, converter.fromConnectData(TOPIC, Schema.STRING_SCHEMA, TEXT)))
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void nothingGoesOnAfterClosing() {
        EncryptingSerializer<String> writer = writer(false);
        writer.close();
        writer.close();

        assertThatThrownBy(() -> writer.serialize(TOPIC, TEXT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed");
    }

    private static EncryptionFailedException failure(Runnable failing) {
        try {
            failing.run();
        } catch (EncryptionFailedException e) {
            return e;
        }
        throw new AssertionError("It did not fail");
    }

    private static String[] prefixed(String... keysAndValues) {
        String[] prefixed = keysAndValues.clone();
        for (int i = 0; i < prefixed.length; i += 2) {
            prefixed[i] = "lockweir." + prefixed[i];
        }
        return prefixed;
    }

    private static EncryptingSerializer<String> writer(boolean isKey, String... keysAndValues) {
        EncryptingSerializer<String> writer = new EncryptingSerializer<>();
        Map<String, Object> settings = Settings.with(keysAndValues);
        settings.put("lockweir.inner.serializer", StringSerializer.class.getName());
        writer.configure(settings, isKey);
        return writer;
    }

    private static DecryptingDeserializer<String> reader(boolean isKey, String... keysAndValues) {
        DecryptingDeserializer<String> reader = new DecryptingDeserializer<>();
        Map<String, Object> settings = Settings.with(keysAndValues);
        settings.put("lockweir.inner.deserializer", StringDeserializer.class.getName());
        reader.configure(settings, isKey);
        return reader;
    }

    private static EncryptingConverter converter(boolean isKey, String... keysAndValues) {
        EncryptingConverter converter = new EncryptingConverter();
        Map<String, Object> settings = Settings.ofConnect(keysAndValues);
        settings.put("inner", StringConverter.class.getName());
        converter.configure(settings, isKey);
        return converter;
    }
}
