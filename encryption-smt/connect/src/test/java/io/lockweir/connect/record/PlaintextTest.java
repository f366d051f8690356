package io.lockweir.connect.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.KeyNames;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.Compression;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Topics that hold clear and encrypted values for a time. */
class PlaintextTest {
    private static final String TOPIC = "bank.public.customers";
    private static final Part VALUE = Part.FIELD_OF_VALUE;
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofDays(30));
    private static final List<String> FIELDS = List.of("id", "name", "amount", "tags", "city");
    private static final Schema CITY =
            SchemaBuilder.struct().field("zip", Schema.STRING_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("amount", Decimal.schema(2))
            .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .field("city", CITY)
            .build();

    private final KeySource keys = TestKeys.source();
    private final EncryptionEngine engine = new EncryptionEngine(keys);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<String> passed = new ArrayList<>();

    @AfterEach
    void close() {
        engine.close();
        keys.close();
    }

    @Test
    void clearRowsPassAsTheyAreBesideEncryptedOnes() {
        RecordDecryptor decryptor = decryptor(OnRead.DECRYPT, FIELDS);
        Struct clear = row();
        SchemaAndValue encrypted = encryptor(FIELDS).encrypt(TOPIC, ROW, clear);
        for (int i = 0; i < 2; i++) {
            assertThat(decryptor.decrypt(TOPIC, VALUE, ROW, clear)).isEqualTo(new SchemaAndValue(ROW, clear));
            assertThat(decryptor.decrypt(TOPIC, VALUE, encrypted.schema(), encrypted.value()))
                    .isEqualTo(new SchemaAndValue(ROW, clear));
        }
        assertThat(passed).as("each clear value is counted, and nothing else").hasSize(10);
    }

    @Test
    void clearMapsPassBesideEncryptedOnes() {
        RecordDecryptor decryptor = decryptor(OnRead.DECRYPT, List.of("id", "name", "items[*]"));
        Map<String, @Nullable Object> clear = new LinkedHashMap<>();
        clear.put("id", 7);
        clear.put("name", null);
        clear.put("items", Arrays.asList("a", null, true));
        Object encrypted = encryptor(List.of("id", "name", "items[*]"))
                .encrypt(TOPIC, null, clear)
                .value();
        assertThat(decryptor.decrypt(TOPIC, VALUE, null, clear).value()).isEqualTo(clear);
        assertThat(decryptor.decrypt(TOPIC, VALUE, null, encrypted).value()).isEqualTo(clear);
        assertThat(passed).containsExactly("id", "items[*]", "items[*]");
    }

    @Test
    void whatBeginsAsAnEnvelopeNeverPasses() {
        RecordDecryptor decryptor = decryptor(OnRead.DECRYPT, List.of("name"));
        Struct encrypted =
                (Struct) encryptor(List.of("name")).encrypt(TOPIC, ROW, row()).value();
        String envelope = encrypted.getString("name");
        int at = envelope.length() - 6;
        String changed =
                envelope.substring(0, at) + (envelope.charAt(at) == 'A' ? 'B' : 'A') + envelope.substring(at + 1);
        for (String text : List.of(
                changed,
                envelope.substring(0, envelope.length() - 4),
                envelope.substring(0, 9),
                envelope + "!",
                "4QE and more")) {
            assertThatExceptionOfType(FieldException.class)
                    .as(text)
                    .isThrownBy(() -> decryptor.decrypt(TOPIC, VALUE, ROW, row().put("name", text)))
                    .satisfies(e -> assertThat(e.failure())
                            .isIn(
                                    FieldFailure.TAMPERED,
                                    FieldFailure.MALFORMED,
                                    FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED));
        }
        // An envelope of another field.
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> decryptor(OnRead.DECRYPT, List.of("other"))
                        .decrypt(TOPIC, VALUE, null, Map.of("other", envelope)))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(FieldFailure.TAMPERED));
        assertThat(passed).isEmpty();
    }

    @Test
    void aMarkedFieldIsNeverClear() {
        RecordDecryptor decryptor = decryptor(OnRead.DECRYPT, List.of("name"));
        SchemaAndValue encrypted = encryptor(List.of("name")).encrypt(TOPIC, ROW, row());
        Struct put = (Struct) encrypted.value();
        put.put("name", "clear text");
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> decryptor.decrypt(TOPIC, VALUE, encrypted.schema(), put))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED));
    }

    @Test
    void itEndsAtItsMomentWithoutARestart() {
        RecordDecryptor decryptor = decryptor(OnRead.DECRYPT, FIELDS);
        SchemaAndValue encrypted = encryptor(FIELDS).encrypt(TOPIC, ROW, row());
        now.set(END.minusNanos(1));
        decryptor.decrypt(TOPIC, VALUE, ROW, row());
        now.set(END);
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> decryptor.decrypt(TOPIC, VALUE, ROW, row()))
                .withMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED: field id")
                .withMessageContaining("on.plaintext.until is over")
                .satisfies(e -> assertThat(e.failure().ofRecord()).isFalse());
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> decryptor.decrypt(TOPIC, VALUE, null, Map.of("id", 1)));
        assertThat(decryptor
                        .decrypt(TOPIC, VALUE, encrypted.schema(), encrypted.value())
                        .value())
                .isEqualTo(row());
    }

    @Test
    void ciphertextThatIsKeptIsNeverClear() {
        RecordDecryptor decryptor = decryptor(OnRead.KEEP, List.of("name"));
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> decryptor.decrypt(TOPIC, VALUE, ROW, row()))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED));
    }

    /** Where a converter lost the marks, the type is learnt from a ciphertext; clear text of another type has no schema. */
    @Test
    void oneSchemaHoldsClearAndEncryptedValuesOfOneTypeOnly() {
        Schema lost = SchemaBuilder.struct()
                .field("id", Schema.STRING_SCHEMA)
                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct encrypted = (Struct) encryptor(FIELDS).encrypt(TOPIC, ROW, row()).value();
        Struct first = new Struct(lost).put("id", encrypted.getString("id")).put("name", encrypted.getString("name"));
        RecordDecryptor decryptor = decryptor(OnRead.DECRYPT, List.of("id", "name"));
        Struct read = (Struct) decryptor.decrypt(TOPIC, VALUE, lost, first).value();
        assertThat(read.get("id")).isEqualTo(7L);
        Struct mixed = new Struct(lost).put("id", encrypted.getString("id")).put("name", "clear");
        assertThat(((Struct) decryptor.decrypt(TOPIC, VALUE, lost, mixed).value()).get("name"))
                .isEqualTo("clear");
        Struct clear = new Struct(lost).put("id", "7").put("name", "clear");
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> decryptor.decrypt(TOPIC, VALUE, lost, clear))
                .withMessageContaining("SCHEMA_LOST: field id")
                .withMessageContaining("clear and encrypted values of several types have one schema");
    }

    @Test
    void wholeRecordsPassUnlessTheyBeginAsAnEnvelope() {
        List<FieldRule> rules = List.of(rule(FieldPath.WHOLE, OnRead.DECRYPT));
        RecordOptions options = new RecordOptions(Compression.NONE, 1 << 20, Plaintext.passingUntil(END, clock()));
        WholeRecords records = new WholeRecords(engine, Part.WHOLE_VALUE, rules, options, observer());
        byte[] clear = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
        byte[] envelope = records.encrypt(TOPIC, clear);
        assertThat(records.decrypt(TOPIC, envelope)).isEqualTo(clear);
        assertThat(records.decrypt(TOPIC, clear)).isEqualTo(clear);
        assertThat(records.decrypt(TOPIC, new byte[0])).isEmpty();
        assertThat(passed).hasSize(2);
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> records.decrypt(TOPIC, Arrays.copyOf(envelope, 9)));
        now.set(END);
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> records.decrypt(TOPIC, clear))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED));
        assertThat(records.decrypt(TOPIC, envelope)).isEqualTo(clear);
    }

    private RecordEncryptor encryptor(List<String> fields) {
        return new RecordEncryptor(engine, VALUE, rules(fields, OnRead.DECRYPT), EncryptOptions.DEFAULT);
    }

    private RecordDecryptor decryptor(OnRead onRead, List<String> fields) {
        return new RecordDecryptor(
                new FieldKeys(engine),
                rules(fields, onRead),
                DecryptOptions.DEFAULT.withPlaintext(Plaintext.passingUntil(END, clock())),
                observer());
    }

    private FieldObserver observer() {
        return new FieldObserver() {
            @Override
            public FieldCounter found(String topic, Part part, FieldPath path, String rule) {
                return FieldCounter.NONE;
            }

            @Override
            public void missing(String topic, Part part, FieldPath path, String rule) {}

            @Override
            public FieldCounter plaintext(String topic, Part part, FieldPath path) {
                return () -> passed.add(path.toString());
            }
        };
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Objects.requireNonNull(now.get());
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private static List<FieldRule> rules(List<String> fields, OnRead onRead) {
        return fields.stream()
                .map(field -> rule(FieldPath.parse(field), onRead))
                .toList();
    }

    private static FieldRule rule(FieldPath path, OnRead onRead) {
        Pattern any = Pattern.compile(".*");
        return new FieldRule(
                "r", any, List.of(path), new FieldMode.Random(), KeyNames.of("default", List.of(), any), onRead);
    }

    private static Struct row() {
        return new Struct(ROW)
                .put("id", 7L)
                .put("name", "clear name")
                .put("amount", new BigDecimal("1.50"))
                .put("tags", List.of("a", "b"))
                .put("city", new Struct(CITY).put("zip", "8000"));
    }
}
