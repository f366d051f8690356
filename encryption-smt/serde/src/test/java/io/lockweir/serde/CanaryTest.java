package io.lockweir.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Lets things go wrong with a canary in hand and looks for it in exceptions, in every log from TRACE on, and in texts of objects. */
class CanaryTest {
    private static final String TOPIC = "bank.customers";
    private static final String CANARY = "canary47110815";
    /** Where simplelogger.properties lets every logger write. */
    private static final Path LOG = Path.of("target", "test-log.txt");

    @TestFactory
    Stream<DynamicTest> nothingIsTold() {
        Map<String, Runnable> faults = new LinkedHashMap<>();
        faults.put(
                "inner serializer quotes the value",
                () -> writer("record", (topic, data) -> {
                            throw new SerializationException("Can't write " + data, new IllegalStateException(CANARY));
                        })
                        .serialize(TOPIC, CANARY));
        faults.put("inner deserializer quotes the value", () -> {
            try (EncryptingSerializer<Object> writer = writer("record", (topic, data) -> bytes(data))) {
                byte[] message = requireNonNull(writer.serialize(TOPIC, CANARY));
                reader("record", (topic, data) -> {
                            throw new SerializationException("Can't read " + new String(data, StandardCharsets.UTF_8));
                        })
                        .deserialize(TOPIC, message);
            }
        });
        faults.put(
                "clear text in place of a record",
                () -> reader("record", (topic, data) -> data).deserialize(TOPIC, bytes(CANARY)));
        faults.put(
                "clear text in place of a field",
                () -> reader("field", (topic, data) -> Map.of("email", CANARY)).deserialize(TOPIC, new byte[1]));
        faults.put("tampered record", () -> {
            try (EncryptingSerializer<Object> writer = writer("record", (topic, data) -> bytes(data))) {
                byte[] message = requireNonNull(writer.serialize(TOPIC, CANARY));
                message[message.length - 1] ^= 1;
                reader("record", (topic, data) -> data).deserialize(TOPIC, message);
            }
        });
        faults.put(
                "half a character in a map",
                () -> writer("field", (topic, data) -> new byte[1])
                        .serialize(TOPIC, Map.of("email", CANARY + "\ud83d")));
        faults.put(
                "half a character in a tree",
                () -> writer("field", (topic, data) -> new byte[1])
                        .serialize(TOPIC, JsonNodeFactory.instance.objectNode().put("email", CANARY + "\ud83d")));
        faults.put(
                "an object of no type",
                () -> writer("field", (topic, data) -> new byte[1])
                        .serialize(TOPIC, Map.of("email", new StringBuilder(CANARY))));
        faults.put(
                "a number in text of Avro",
                () -> writer("field", (topic, data) -> new byte[1]).serialize(TOPIC, avro(47110815L)));
        faults.put("an Avro long", () -> {
            GenericRecord row = new GenericData.Record(
                    SchemaBuilder.record("R").fields().requiredLong("email").endRecord());
            row.put("email", 47110815L);
            writer("field", (topic, data) -> new byte[1]).serialize(TOPIC, row);
        });
        faults.put(
                "whole text where fields are wanted",
                () -> writer("field", (topic, data) -> new byte[1]).serialize(TOPIC, CANARY));
        faults.put(
                "inner class cast",
                () -> writer("record", (topic, data) -> ((String) data).getBytes(StandardCharsets.UTF_8))
                        .serialize(TOPIC, Map.of("email", CANARY)));
        faults.put(
                "a keyset that is none",
                () -> new EncryptingSerializer<Object>((topic, data) -> new byte[1])
                        .configure(Map.of("lockweir.keyset.json", "{\"key\": \"" + CANARY + "\"}"), false));
        faults.put(
                "a secret of an unknown key",
                () -> new EncryptingSerializer<Object>((topic, data) -> new byte[1])
                        .configure(Settings.with("lockweir.passwrd", CANARY), false));
        return faults.entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.getKey(), () -> {
                    long from = Files.exists(LOG) ? Files.size(LOG) : 0;
                    assertSilent(failureOf(fault.getValue()));
                    assertSilent(logged(from));
                }));
    }

    @TestFactory
    Stream<DynamicTest> objectsDoNotShowThemselves() {
        EncryptingSerializer<Object> writer = writer("record", (topic, data) -> bytes(data));
        writer.serialize(TOPIC, CANARY);
        return Stream.of(writer, SerdeConfig.of(Settings.with("lockweir.namespace", CANARY), false))
                .map(each ->
                        DynamicTest.dynamicTest(each.getClass().getSimpleName(), () -> assertSilent(each.toString())));
    }

    private static void assertSilent(String text) {
        // Itself in part, as a number, in base64, in hex; the key, as bytes and in its keyset.
        String key = Settings.keyset(1)
                .replaceAll("(?s).*\"value\":\"(.{20}).*", "$1")
                .substring(4);
        for (String form : new String[] {"canary", "47110815", "Y2FuYXJ5", "63616e617279", "0102030405060708", key}) {
            assertThat(text).doesNotContain(form);
        }
    }

    private static String failureOf(Runnable failing) {
        try {
            failing.run();
        } catch (EncryptionFailedException | ConfigException e) {
            StringWriter chain = new StringWriter();
            e.printStackTrace(new PrintWriter(chain));
            // Its own line names the test's lambda only.
            return chain.toString();
        }
        throw new AssertionError("It did not fail");
    }

    private static String logged(long from) throws IOException {
        return Files.exists(LOG) ? Files.readString(LOG).substring((int) from) : "";
    }

    private static GenericRecord avro(Object email) {
        GenericRecord row = new GenericData.Record(
                SchemaBuilder.record("R").fields().requiredString("email").endRecord());
        row.put("email", email);
        return row;
    }

    private static byte[] bytes(Object data) {
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static EncryptingSerializer<Object> writer(
            String level, org.apache.kafka.common.serialization.Serializer<Object> inner) {
        EncryptingSerializer<Object> writer = new EncryptingSerializer<>(inner);
        writer.configure(level(level), false);
        return writer;
    }

    private static DecryptingDeserializer<Object> reader(
            String level, org.apache.kafka.common.serialization.Deserializer<Object> inner) {
        DecryptingDeserializer<Object> reader = new DecryptingDeserializer<>(inner);
        reader.configure(level(level), false);
        return reader;
    }

    private static Map<String, Object> level(String level) {
        Map<String, Object> settings = Settings.with("lockweir.level", level);
        if (level.equals("field")) {
            settings.put("lockweir.fields", "email");
        }
        return settings;
    }
}
