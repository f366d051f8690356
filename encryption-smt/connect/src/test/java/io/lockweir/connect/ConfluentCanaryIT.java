package io.lockweir.connect;

import static io.lockweir.connect.CanaryWatch.CANARY;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.connect.CanaryWatch.Fault;
import io.lockweir.connect.converter.EncryptingConverter;
import io.lockweir.encryption.confluent.Framing;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever goes wrong with records of profile confluent, nothing of them and no secret is left in exceptions, logs or metrics. */
class ConfluentCanaryIT {
    private static final String TOPIC = "bank.customers";
    private static final String SUBJECT = TOPIC + "-value";
    private static final String SCHEMA =
            "{'type':'object','properties':{'name':{'type':'string','confluent:tags':['PII']},"
                    + "'more':{'type':'object','additionalProperties':{'confluent:tags':['PII']}}}}";
    private static final String RULE = "{'name':'r','type':'TYPE','tags':TAGS,'params':{'encrypt.kek.name':'kek1',"
            + "'encrypt.kms.type':'local-kms','encrypt.kms.key.id':'key-1'}}";

    private final RegistryTestServer server = RegistryTestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> faultsSayNothingOfTheRecord() {
        int fields =
                register("{'domainRules':[" + RULE.replace("TYPE", "ENCRYPT").replace("TAGS", "['PII']") + "]}");
        int payload = register(
                "{'encodingRules':[" + RULE.replace("TYPE", "ENCRYPT_PAYLOAD").replace("TAGS", "[]") + "]}");
        byte[] ofFields = written(framed(fields, "{'name':'" + CANARY + "'}"));
        byte[] ofPayload = written(framed(payload, "{'name':'" + CANARY + "'}"));
        List<Fault> faults = new ArrayList<>(List.of(
                reading("a field in clear", framed(fields, "{'name':'" + CANARY + "'}")),
                reading("a payload in clear", framed(payload, "{'name':'" + CANARY + " and more of it'}")),
                reading("no frame", CANARY.getBytes(StandardCharsets.UTF_8)),
                reading("a native envelope", new byte[] {(byte) 0xE1, 1, 2, 3}),
                reading("cut", Arrays.copyOf(ofPayload, ofPayload.length - 1)),
                reading("changed", changed(ofPayload)),
                reading("fields cut", Arrays.copyOf(ofFields, ofFields.length - 2)),
                reading("no JSON", framed(fields, CANARY)),
                writing("a number", framed(fields, "{'name':" + CanaryWatch.NUMBER + "}")),
                writing("a map's key", framed(fields, "{'more':{'" + CANARY + "':{'x':1}}}")),
                writing("half JSON", framed(fields, "{'name':'" + CANARY)),
                writing("no frame to write", CANARY.getBytes(StandardCharsets.UTF_8))));
        for (int code : new int[] {401, 403, 40370, 40470, 40472, 50070, 500, 418}) {
            faults.add(new Fault("registry " + code, () -> {
                server.faults().clear();
                server.faults().failNext(20, code);
                try {
                    // Other settings, so that nothing comes from a cache.
                    read(Map.of("registry.cache.size", String.valueOf(code)), ofPayload);
                } finally {
                    server.faults().clear();
                }
            }));
        }
        faults.add(new Fault(
                "another secret", () -> read(Map.of("registry.kms.local-kms.secret", CANARY + "-other"), ofPayload)));
        faults.add(new Fault("a wrong setting", () -> read(Map.of("registry.kms.local-kms.oops", CANARY), ofPayload)));
        faults.add(new Fault(
                "a wrong URL", () -> read(Map.of("registry.url", "http://u:" + CANARY + "@x"), ofPayload)));
        return new CanaryWatch().over(faults);
    }

    @TestFactory
    Stream<DynamicTest> faultsOfFieldRulesSayNothingOfTheRecord() {
        String text = CANARY + "@bank.example";
        String long64 = Base64.getEncoder().encodeToString(new byte[60]) + CANARY;
        String encrypted = (String) field(new EncryptFields.Value<>(), Map.of(), text);
        List<Fault> faults = new ArrayList<>(List.of(
                fault("clear text", new DecryptFields.Value<>(), Map.of(), text),
                fault("long clear text", new DecryptFields.Value<>(), Map.of(), long64),
                fault("cut", new DecryptFields.Value<>(), Map.of(), encrypted.substring(0, encrypted.length() - 4)),
                fault("of another field", new DecryptFields.Value<>(), Map.of("subject.name", "other"), encrypted),
                fault("a number", new EncryptFields.Value<>(), Map.of(), CanaryWatch.NUMBER),
                fault("a list", new EncryptFields.Value<>(), Map.of(), List.of(CANARY)),
                fault("half a pair", new EncryptFields.Value<>(), Map.of(), CANARY + "\uD800"),
                fault("a wrong algorithm", new EncryptFields.Value<>(), Map.of("encrypt.dek.algorithm", "x"), text),
                fault(
                        "a wrong setting",
                        new EncryptFields.Value<>(),
                        Map.of("registry.kms.local-kms.oops", CANARY),
                        text)));
        for (int code : new int[] {401, 403, 40470, 40472, 50070, 500}) {
            faults.add(new Fault("registry " + code, () -> {
                server.faults().clear();
                server.faults().failNext(20, code);
                try {
                    field(new EncryptFields.Value<>(), Map.of("registry.cache.size", String.valueOf(code)), text);
                } finally {
                    server.faults().clear();
                }
            }));
        }
        return new CanaryWatch(encrypted).over(faults);
    }

    private <T extends Transformation<SinkRecord>> Fault fault(
            String name, T transform, Map<String, String> changes, Object value) {
        return new Fault(name, () -> field(transform, changes, value));
    }

    private Object field(Transformation<SinkRecord> transform, Map<String, String> changes, Object value) {
        Map<String, String> keys = new HashMap<>(registry());
        keys.putAll(Map.of(
                "fields", "x", "encrypt.kek.name", "kek1", "encrypt.kms.type", "local-kms", "encrypt.kms.key.id", "k"));
        keys.putAll(changes);
        try (transform) {
            transform.configure(keys);
            SinkRecord record = new SinkRecord(TOPIC, 0, null, null, null, Map.of("x", value), 0);
            return Objects.requireNonNull(((Map<?, ?>) transform.apply(record).value()).get("x"));
        }
    }

    private Map<String, String> registry() {
        return Map.of(
                "profile",
                "confluent",
                "registry.url",
                server.address().toString(),
                "registry.wait.ms",
                "0",
                "registry.kms.local-kms.secret",
                CANARY + "-secret");
    }

    private Fault reading(String name, byte[] bytes) {
        return new Fault(name, () -> read(Map.of(), bytes));
    }

    private Fault writing(String name, byte[] bytes) {
        return new Fault(name, () -> written(bytes));
    }

    private void read(Map<String, String> changes, byte[] bytes) {
        try (EncryptingConverter converter = converter(changes)) {
            converter.toConnectData(TOPIC, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] written(byte[] framed) {
        try (EncryptingConverter converter = converter(Map.of())) {
            return Objects.requireNonNull(converter.fromConnectData(TOPIC, Schema.BYTES_SCHEMA, framed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EncryptingConverter converter(Map<String, String> changes) {
        Map<String, String> keys = new HashMap<>(registry());
        keys.put("inner", "org.apache.kafka.connect.converters.ByteArrayConverter");
        keys.putAll(changes);
        EncryptingConverter converter = new EncryptingConverter();
        converter.configure(keys, false);
        return converter;
    }

    private int register(String ruleSet) {
        JsonObject body = JsonParser.parseString(("{'schemaType':'JSON','ruleSet':" + ruleSet + "}").replace('\'', '"'))
                .getAsJsonObject();
        body.addProperty("schema", SCHEMA.replace('\'', '"'));
        return server.register(SUBJECT, body);
    }

    private static byte[] framed(int id, String json) {
        return Framing.joined(Framing.prefix(id), json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] changed(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[changed.length - 1] ^= 1;
        return changed;
    }
}
