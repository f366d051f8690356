package io.lockweir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockweir.registryserver.RegistryTestServer;
import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectService;
import io.lockweir.stack.ConnectVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.process.StackHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code profile=confluent} in a real worker: the converter of the zip around Apicurio's, whose jars lie beside it, schemas in a real
 * registry of Apicurio's, which keeps no rules and no data keys, and those in a test server of ours.
 */
class ConfluentWorkerIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String RULES =
            ("{'subjects':[{'subject':'fields-value|transform-value','metadata':{'tags':{'**.line':['PII']}},"
                            + "'ruleSet':{'domainRules':[{'name':'pii','type':'ENCRYPT','tags':['PII'],'params':PARAMS}]}},"
                            + "{'subject':'payload-value','ruleSet':{'encodingRules':[{'name':'all','type':'ENCRYPT_PAYLOAD',"
                            + "'params':PARAMS}]}}]}")
                    .replace(
                            "PARAMS",
                            "{'encrypt.kek.name':'kek1','encrypt.kms.type':'local-kms','encrypt.kms.key.id':'key-1',"
                                    + "'encrypt.dek.expiry.days':'30'}")
                    .replace('\'', '"');

    @TempDir
    private Path folder;

    @Test
    void fieldsAndPayloadsGoThroughABrokerAndWhatIsChangedDoesNot() throws Exception {
        ConnectOptions worker = ConnectOptions.of(
                ConnectVersion.V4_3, plugin(), StackHome.find().fileConnectorPlugin());
        try (RegistryTestServer keys = RegistryTestServer.start();
                LocalStack stack = LocalStack.builder()
                        .withKafka()
                        .withRegistry()
                        .withConnect(worker)
                        .start()) {
            ConnectService connect = stack.connect();
            Files.writeString(folder.resolve("input.txt"), "canary one\ncanary two\n");
            for (String topic : List.of("fields", "payload")) {
                connect.putConnector(topic + "-in", source(topic, converter(stack, keys)));
                Path output = folder.resolve(topic + ".txt");
                connect.putConnector(topic + "-out", sink(topic, output, converter(stack, keys)));
                connect.awaitRunning(topic + "-in", TIMEOUT);
                connect.awaitRunning(topic + "-out", TIMEOUT);
                await().atMost(TIMEOUT)
                        .until(() -> Files.exists(output) && lines(output).size() == 2);
                assertThat(lines(output)).containsExactly("Struct{line=canary one}", "Struct{line=canary two}");
                for (ConsumerRecord<byte[], byte[]> record : records(stack, topic, 2)) {
                    assertThat(record.value()).as("the frame is clear").startsWith(0);
                    assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                            .doesNotContain("canary");
                }
                assertThat(keys.requests()).anyMatch(each -> each.contains("/deks/" + topic + "-value"));
            }
            transformsReadAndWriteTheSame(stack, keys);
            tagsOfARealRegistrySelectFields(stack);
            byte[] good = records(stack, "payload", 2).get(0).value();
            byte[] flipped = good.clone();
            flipped[flipped.length - 1] ^= 1;
            send(stack, flipped);
            ConsumerRecord<byte[], byte[]> dead = records(stack, "dead", 1).get(0);
            assertThat(dead.value()).as("still encrypted").isEqualTo(flipped);
            assertThat(dead.headers())
                    .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
                    .anyMatch(text -> text.contains("TAMPERED: the value, topic payload"))
                    .noneMatch(text -> text.contains("canary"));
            send(stack, "canary in clear".getBytes(StandardCharsets.UTF_8));
            assertThat(connect.awaitFailed("payload-out", TIMEOUT))
                    .contains("CLEAR_WHERE_CIPHERTEXT_EXPECTED: the value, topic payload")
                    .doesNotContain("canary");
            assertThat(Files.readString(connect.log())).doesNotContain("canary");
        }
    }

    /** What EncryptFields writes the converter reads, and what the converter wrote DecryptFields reads. */
    private void transformsReadAndWriteTheSame(LocalStack stack, RegistryTestServer keys) throws Exception {
        ConnectService connect = stack.connect();
        Map<String, String> encrypting = source("transform", plainConverter(stack, "value.converter."));
        encrypting.put("transforms", "hoist,encrypt");
        encrypting.putAll(fieldRule("encrypt", "EncryptFields", keys));
        connect.putConnector("transform-in", encrypting);
        Map<String, Map<String, String>> sinks = Map.of(
                "transform-out", sink("transform", folder.resolve("transform-out.txt"), converter(stack, keys)),
                "decrypt-out", decrypting("transform", "decrypt-out", stack, keys),
                "fields-decrypt-out", decrypting("fields", "fields-decrypt-out", stack, keys));
        for (Map.Entry<String, Map<String, String>> sink : sinks.entrySet()) {
            connect.putConnector(sink.getKey(), sink.getValue());
            Path output = folder.resolve(sink.getKey() + ".txt");
            await().atMost(TIMEOUT)
                    .until(() -> Files.exists(output) && lines(output).size() == 2);
            assertThat(lines(output)).containsExactly("Struct{line=canary one}", "Struct{line=canary two}");
        }
        for (ConsumerRecord<byte[], byte[]> record : records(stack, "transform", 2)) {
            assertThat(new String(record.value(), StandardCharsets.ISO_8859_1)).doesNotContain("canary");
        }
    }

    /** Profile native: the converter registers schemas without tags at the topic's own subject meanwhile. */
    private void tagsOfARealRegistrySelectFields(LocalStack stack) throws Exception {
        String schema =
                "{'type':'record','name':'Line','fields':[{'name':'line','type':'string','confluent:tags':['PII']}]}";
        String body = "{\"schema\": \"" + schema.replace("'", "\\\"") + "\"}";
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(stack.registry().ccompatUrl() + "/subjects/tagged-design/versions"))
                                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ConnectService connect = stack.connect();
        String keyset = Keyset.json();
        Map<String, String> encrypting = source("tagged", plainConverter(stack, "value.converter."));
        encrypting.putAll(Map.of(
                "transforms", "hoist,encrypt",
                "transforms.encrypt.type", "io.lockweir.connect.EncryptFields$Value",
                "transforms.encrypt.tags", "PII",
                "transforms.encrypt.tags.subject", "${topic}-design",
                "transforms.encrypt.registry.url", stack.registry().ccompatUrl().toString(),
                "transforms.encrypt.keyset.json", keyset));
        connect.putConnector("tagged-in", encrypting);
        Map<String, String> decrypting =
                sink("tagged", folder.resolve("tagged-out.txt"), plainConverter(stack, "value.converter."));
        decrypting.putAll(Map.of(
                "transforms", "decrypt",
                "transforms.decrypt.type", "io.lockweir.connect.DecryptFields$Value",
                "transforms.decrypt.fields", "line",
                "transforms.decrypt.keyset.json", keyset));
        connect.putConnector("tagged-out", decrypting);
        Path output = folder.resolve("tagged-out.txt");
        await().atMost(TIMEOUT)
                .until(() -> Files.exists(output) && lines(output).size() == 2);
        assertThat(lines(output)).containsExactly("Struct{line=canary one}", "Struct{line=canary two}");
        for (ConsumerRecord<byte[], byte[]> record : records(stack, "tagged", 2)) {
            assertThat(new String(record.value(), StandardCharsets.ISO_8859_1)).doesNotContain("canary");
        }
    }

    private Map<String, String> decrypting(String topic, String name, LocalStack stack, RegistryTestServer keys) {
        Map<String, String> config =
                sink(topic, folder.resolve(name + ".txt"), plainConverter(stack, "value.converter."));
        config.put("transforms", "decrypt");
        config.putAll(fieldRule("decrypt", "DecryptFields", keys));
        return config;
    }

    private static Map<String, String> fieldRule(String name, String transform, RegistryTestServer keys) {
        Map<String, String> rule = new HashMap<>();
        Map.of(
                        "type", "io.lockweir.connect." + transform + "$Value",
                        "profile", "confluent",
                        "fields", "line",
                        "encrypt.kek.name", "kek1",
                        "encrypt.kms.type", "local-kms",
                        "encrypt.kms.key.id", "key-1",
                        "encrypt.dek.expiry.days", "30",
                        "registry.url", keys.address().toString(),
                        "registry.kms.local-kms.secret", "canary-secret")
                .forEach((key, value) -> rule.put("transforms." + name + "." + key, value));
        return rule;
    }

    private static Map<String, String> plainConverter(LocalStack stack, String prefix) {
        Map<String, String> config = new HashMap<>();
        config.put("value.converter", "io.apicurio.registry.utils.converter.AvroConverter");
        config.put(
                prefix + "apicurio.registry.url", stack.registry().apicurioUrl().toString());
        config.put(prefix + "apicurio.registry.auto-register", "true");
        config.put(prefix + "apicurio.registry.auto-register.if-exists", "FIND_OR_CREATE_VERSION");
        return config;
    }

    private Map<String, String> converter(LocalStack stack, RegistryTestServer keys) throws IOException {
        Path rules = Files.writeString(folder.resolve("ruleset.json"), RULES);
        Map<String, String> config = new HashMap<>(plainConverter(stack, "value.converter.inner."));
        config.put("value.converter.inner", String.valueOf(config.get("value.converter")));
        config.put("value.converter", "io.lockweir.connect.converter.EncryptingConverter");
        config.put("value.converter.profile", "confluent");
        config.put("value.converter.unmatched.topics", "fail");
        config.put("value.converter.registry.url", stack.registry().ccompatUrl().toString());
        config.put("value.converter.registry.dek.url", keys.address().toString());
        config.put("value.converter.registry.kms.local-kms.secret", "canary-secret");
        config.put("value.converter.ruleset.file", rules.toString());
        return config;
    }

    private Map<String, String> source(String topic, Map<String, String> converter) {
        Map<String, String> config = new HashMap<>(converter);
        config.putAll(Map.of(
                "connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector",
                "tasks.max", "1",
                "exactly.once.support", "required",
                "file", folder.resolve("input.txt").toString(),
                "topic", topic,
                "transforms", "hoist",
                "transforms.hoist.type", "org.apache.kafka.connect.transforms.HoistField$Value",
                "transforms.hoist.field", "line"));
        return config;
    }

    private static Map<String, String> sink(String topic, Path output, Map<String, String> converter) {
        Map<String, String> config = new HashMap<>(converter);
        config.putAll(Map.of(
                "connector.class", "org.apache.kafka.connect.file.FileStreamSinkConnector",
                "tasks.max", "1",
                "topics", topic,
                "file", output.toString(),
                "consumer.override.auto.offset.reset", "earliest",
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", "dead",
                "errors.deadletterqueue.topic.replication.factor", "1",
                "errors.deadletterqueue.context.headers.enable", "true"));
        return config;
    }

    /** The zip's jars, and beside them those of the inner converter, as docs/confluent.md tells to do. */
    private Path plugin() throws IOException {
        Path lib = Plugin.unzip("encryption", folder.resolve("plugin")).folder().resolve("lib");
        try (Stream<Path> jars = Files.list(StackHome.find().converterPlugin())) {
            for (Path jar : jars.toList()) {
                Path target = lib.resolve(String.valueOf(jar.getFileName()));
                if (!Files.exists(target)) {
                    Files.copy(jar, target);
                }
            }
        }
        return folder.resolve("plugin");
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(LocalStack stack, String topic, int count) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.kafka().bootstrapServers(),
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            await().atMost(TIMEOUT).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
            });
            return records;
        }
    }

    private static void send(LocalStack stack, byte[] value) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("payload", value)).get();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
