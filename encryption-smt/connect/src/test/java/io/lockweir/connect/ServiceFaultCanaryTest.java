package io.lockweir.connect;

import static io.lockweir.connect.CanaryWatch.CANARY;
import static io.lockweir.connect.CanaryWatch.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.connect.CanaryWatch.Fault;
import io.lockweir.connect.converter.EncryptingConverter;
import io.lockweir.connect.converter.FailingConverter;
import io.lockweir.connect.record.DecryptOptions;
import io.lockweir.connect.record.EncryptOptions;
import io.lockweir.connect.record.RecordDecryptor;
import io.lockweir.connect.record.RecordEncryptor;
import io.lockweir.connect.record.SubjectKeysOfKeysets;
import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.KeyNames;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.Padding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One row a kind of fault of key services, shredded subjects, policy files and the converter, each with a canary as its value. */
class ServiceFaultCanaryTest {
    private static final Map<String, Object> ROW = Map.of("f", CANARY);

    @TempDir
    private static Path directory;

    @TestFactory
    Stream<DynamicTest> noFaultShowsItsValue() {
        List<Fault> faults = Stream.of(keys(), keySettings(), subjects(), policies(), writing(), reading())
                .flatMap(List::stream)
                .toList();
        assertThat(faults).hasSizeGreaterThanOrEqualTo(30);
        return new CanaryWatch().over(faults);
    }

    private static List<Fault> keys() {
        return List.of(
                new Fault("KMS down when encrypting", () -> withKms("down", () -> encrypt("kek.eu.key", "down"))),
                new Fault("KMS denies encrypting", () -> withKms("denied", () -> encrypt("kek.eu.key", "denied"))),
                new Fault("KMS down when decrypting", () -> {
                    Object envelope = encrypt("kek.eu.key", "down-later");
                    withKms("down-later", () -> decrypt(envelope, "kek.eu.key", "down-later"));
                }),
                new Fault("KMS denies decrypting", () -> {
                    Object envelope = encrypt("kek.eu.key", "denied-later");
                    withKms("denied-later", () -> decrypt(envelope, "kek.eu.key", "denied-later"));
                }),
                new Fault(
                        "another KEK under the same label",
                        () -> decrypt(encrypt("kek.eu.key", "one"), "kek.eu.key", "other")),
                new Fault(
                        "label that the reader has not",
                        () -> decrypt(
                                encrypt("kek.eu.key", "labelled"),
                                "kek",
                                "us",
                                "kek.us.kms",
                                "test",
                                "kek.us.key",
                                "labelled")),
                new Fault(
                        "data key that is not in the store",
                        () -> decrypt(
                                encrypt("kek.eu.key", "elsewhere"),
                                "kek.eu.key",
                                "elsewhere",
                                "store.file",
                                directory.resolve("empty").toString())),
                new Fault("join domain without a key", () -> encrypt("mode", "join", "join.domain", "missing")),
                new Fault(
                        "store that holds something else",
                        () -> decrypt(
                                encrypt("kek.eu.key", "damaged"),
                                "kek.eu.key",
                                "damaged",
                                "store.file",
                                file("garbage", CANARY))));
    }

    /** What stands behind kek. and store. may be a token or a password. */
    private static List<Fault> keySettings() {
        return List.of(
                new Fault("setting that no driver knows", () -> encrypt("kek.eu.tokne", CANARY)),
                new Fault("setting that is no number", () -> encrypt("kek.eu.timeout.ms", CANARY)),
                new Fault("setting without a label", () -> encrypt("kek.eu", CANARY)),
                new Fault("setting that no store knows", () -> encrypt("store.kafka.sasl.jaas.config", CANARY)),
                new Fault("driver that is not installed", () -> encrypt("kek.eu.kms", "none", "kek.eu.token", CANARY)),
                new Fault("keyset beside an envelope", () -> encrypt("keyset.json", Keysets.ofKey(1))));
    }

    private static List<Fault> subjects() {
        return List.of(
                new Fault("shredded subject", () -> {
                    SubjectKeysOfKeysets keys = new SubjectKeysOfKeysets();
                    SchemaAndValue encrypted = ofSubject(keys, Map.of("f", CANARY, "id", 7));
                    keys.shred("7");
                    new RecordDecryptor(new EncryptionEngine(keys), List.of(subjectRule()), DecryptOptions.DEFAULT)
                            .decrypt("t", Part.FIELD_OF_VALUE, null, encrypted.value());
                }),
                new Fault(
                        "row that names no subject",
                        () -> ofSubject(new SubjectKeysOfKeysets(), Map.of("f", CANARY, "id", ""))),
                new Fault(
                        "subject that is no name",
                        () -> ofSubject(new SubjectKeysOfKeysets(), Map.of("f", CANARY, "id", NUMBER + 0.5))),
                new Fault("subject that is missing", () -> ofSubject(new SubjectKeysOfKeysets(), ROW)));
    }

    private static List<Fault> policies() {
        List<Fault> faults = new ArrayList<>();
        faults.add(new Fault("policy file that is missing", () -> byPolicy("/does/not/exist")));
        faults.add(new Fault("policy file that is no YAML", () -> byPolicy(file("a.yaml", "version: [1"))));
        faults.add(new Fault("policy of an unknown mode", () -> byRule("fields: {f: encript}")));
        faults.add(new Fault("policy that treats nothing", () -> byRule("others: clear")));
        faults.add(new Fault("policy that names a missing field", () -> byRule("fields: {g: random}")));
        faults.add(new Fault(
                "policy with a replacement of another type",
                () -> byRule("fields: {n: {mode: redact, redact.value: x}}")));
        faults.add(new Fault(
                "policy of which two expressions match",
                () -> byRule("fields: {f: random}}\n  - {name: b, topics: 'b.*', fields: {f: random}")));
        faults.add(new Fault("policy without a rule for the part", () -> byRule("part: key, fields: {f: random}")));
        return faults;
    }

    private static List<Fault> writing() {
        List<Fault> faults = new ArrayList<>();
        for (String onError : List.of("fail", "tolerate")) {
            for (String failure : List.of("data", "registry", "retriable", "other")) {
                faults.add(new Fault(
                        "converter: inner one fails to write, " + failure + ", on.error=" + onError,
                        () -> write(
                                "inner",
                                FailingConverter.class.getName(),
                                "inner.failure",
                                failure,
                                "on.error",
                                onError)));
            }
        }
        faults.add(new Fault(
                "converter: value of another type",
                () -> converter("inner", JsonConverter.class.getName())
                        .fromConnectData("t", Schema.INT64_SCHEMA, CANARY)));
        faults.add(new Fault(
                "converter: larger than allowed", () -> write("compression", "zstd", "max.decompressed.bytes", "4")));
        faults.add(new Fault(
                "converter: topic without a rule",
                () -> write(
                        "policy.file",
                        file(
                                "whole.yaml",
                                "version: 1\nrules:\n  - {name: a, topics: x, part: whole-value, mode: random}\n"),
                        "unmatched.topics",
                        "fail")));
        faults.add(new Fault("converter: join domain without its mode", () -> write("join.domain", "d")));
        faults.add(new Fault("converter: inner one is not there", () -> write("inner", "com.example.None")));
        return faults;
    }

    private static List<Fault> reading() {
        List<Fault> faults = new ArrayList<>();
        byte[] clear = CANARY.getBytes(StandardCharsets.UTF_8);
        faults.add(new Fault("converter: clear text", () -> converter().toConnectData("t", clear)));
        faults.add(new Fault("converter: changed envelope", () -> {
            byte[] envelope = write();
            envelope[envelope.length - 1] ^= 1;
            converter().toConnectData("t", envelope);
        }));
        faults.add(new Fault(
                "converter: another key",
                () -> converter("keyset.json", Keysets.ofKey(9)).toConnectData("t", write())));
        faults.add(new Fault(
                "converter: bomb",
                () -> converter("max.decompressed.bytes", "4").toConnectData("t", write("compression", "zstd"))));
        for (String failure : List.of("data", "registry", "retriable", "other")) {
            faults.add(new Fault(
                    "converter: inner one fails to read, " + failure,
                    () -> converter("inner", FailingConverter.class.getName(), "inner.failure", failure)
                            .toConnectData("t", write())));
        }
        return faults;
    }

    private static void withKms(String key, Runnable run) {
        if (key.startsWith("down")) {
            TestKmsProvider.down(key);
        } else {
            TestKmsProvider.deny(key);
        }
        try {
            run.run();
        } finally {
            TestKmsProvider.restore(key);
        }
    }

    /** The envelope of the canary, by a writer of its own. */
    private static Object encrypt(String... keysAndValues) {
        try (EncryptFields.Value<SourceRecord> transform = new EncryptFields.Value<>()) {
            transform.configure(envelope(keysAndValues));
            SourceRecord encrypted = transform.apply(Transforms.source(null, ROW));
            return Objects.requireNonNull(((Map<?, ?>) encrypted.value()).get("f"));
        }
    }

    private static void decrypt(Object envelope, String... keysAndValues) {
        try (DecryptFields.Value<SinkRecord> transform = new DecryptFields.Value<>()) {
            transform.configure(envelope(keysAndValues));
            transform.apply(Transforms.sink(null, Map.of("f", envelope)));
        }
    }

    private static Map<String, String> envelope(String... keysAndValues) {
        Map<String, String> config = new HashMap<>(Map.of(
                "fields", "f",
                "key.source", "envelope",
                "key.wait.ms", "1000",
                "store", "file",
                "store.file", directory.resolve("deks").toString()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        if (!config.containsKey("kek")) {
            config.putIfAbsent("kek.eu.kms", "test");
            config.putIfAbsent("kek.eu.key", "key");
            config.put("kek", "eu");
        }
        return config;
    }

    private static SchemaAndValue ofSubject(SubjectKeysOfKeysets keys, Map<String, Object> row) {
        return new RecordEncryptor(
                        new EncryptionEngine(keys), Part.FIELD_OF_VALUE, List.of(subjectRule()), EncryptOptions.DEFAULT)
                .encrypt("t", null, row);
    }

    private static FieldRule subjectRule() {
        Pattern any = Pattern.compile(".*");
        return new FieldRule(
                "customers",
                any,
                List.of(FieldPath.of("f")),
                new FieldMode.Random(Padding.NONE, FieldMode.Nulls.PASS, List.of(), null, FieldPath.of("id")),
                KeyNames.of("bank", List.of(), any),
                OnRead.DECRYPT);
    }

    private static void byRule(String rest) {
        byPolicy(file(
                "rule-" + Integer.toHexString(rest.hashCode()) + ".yaml",
                "version: 1\nrules:\n  - {name: a, topics: '.*', " + rest + "}\n"));
    }

    private static void byPolicy(String file) {
        try (EncryptFields.Value<SourceRecord> transform = new EncryptFields.Value<>()) {
            transform.configure(Transforms.config("policy.file", file));
            Schema rows = SchemaBuilder.struct()
                    .field("f", Schema.STRING_SCHEMA)
                    .field("n", Schema.INT64_SCHEMA)
                    .build();
            transform.apply(Transforms.source(new Struct(rows).put("f", CANARY).put("n", NUMBER)));
        }
    }

    private static byte[] write(String... keysAndValues) {
        return Objects.requireNonNull(
                converter(keysAndValues).fromConnectData("t", Schema.STRING_SCHEMA, CANARY.repeat(9)));
    }

    private static EncryptingConverter converter(String... keysAndValues) {
        Map<String, String> config = Transforms.config(keysAndValues);
        config.putIfAbsent("inner", StringConverter.class.getName());
        EncryptingConverter converter = new EncryptingConverter();
        converter.configure(config, false);
        return converter;
    }

    private static String file(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
