package io.lockweir.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.cli.Encrypted;
import io.lockweir.cli.KnownKeysets;
import io.lockweir.cli.Tool;
import io.lockweir.cli.Topics;
import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.subject.Subjects;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands over key source envelope with its store in Kafka topics. */
class EnvelopeCommandsIT {
    private static final String EMAIL = "anna.keller@bank.example.com";

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withKafka());

    @TempDir
    private Path folder;

    @Test
    void keepsDomainsBacksThemUpAndRewrapsThem() throws IOException {
        String eu = config("deks-a", "eu");
        Tool created = Tool.run("create", "domain", "customer", "--json", "--no-progress", "-c", eu);
        assertThat(created.exit()).as(created.out()).isZero();
        String id = created.json().path("dek_id").asText();

        String both = config("deks-a", "eu,us");
        Tool rewrapped = Tool.run("rewrap", "--json", "--no-progress", "-c", both);
        assertThat(rewrapped.json().path("rewrapped").asInt())
                .as(rewrapped.out())
                .isEqualTo(1);
        assertThat(Tool.run("rewrap", "--json", "--no-progress", "-c", both)
                        .json()
                        .path("already")
                        .asInt())
                .isEqualTo(1);

        Path backup = folder.resolve("deks.jsonl");
        assertThat(Tool.run("export", "--json", "--no-progress", "-c", eu, backup.toString())
                        .json()
                        .path("exported")
                        .asInt())
                .isEqualTo(2);
        String other = config("deks-b", "eu");
        assertThat(Tool.run("restore", "--json", "--no-progress", "-c", other, backup.toString())
                        .json()
                        .path("restored")
                        .asInt())
                .isEqualTo(2);
        JsonNode listed =
                Tool.run("list", "--json", "--no-progress", "-c", other).json();
        assertThat(listed.path("data_keys").get(0).path("dek_id").asText()).isEqualTo(id);
        assertThat(listed.path("data_keys").get(0).path("keks").toString()).isEqualTo("[\"eu\",\"us\"]");
        assertThat(Tool.run("self-test", "--no-progress", "-c", other).exit()).isZero();
    }

    @Test
    void movesATopicFromAKeysetToEnvelopesAndInspectsOne() throws Exception {
        create("from-keyset");
        produce("from-keyset", 50);
        String keyset = topicConfig("keyset", "keyset.json=" + KnownKeysets.ofKey(1));
        String envelope = topicConfig("envelope", Files.readString(Path.of(config("deks-c", "eu"))));
        Tool copied = Tool.run(
                "reencrypt",
                "--json",
                "--no-progress",
                "-c",
                keyset,
                "--to-config",
                envelope,
                "from-keyset",
                "to-envelope");
        assertThat(copied.exit()).as(copied.out()).isZero();
        Tool verified = Tool.run("verify", "--json", "--no-progress", "-c", envelope, "to-envelope");
        assertThat(verified.exit()).as(verified.out()).isZero();
        assertThat(verified.json().path("envelopes").asInt()).isEqualTo(50);
        String id = verified.json().path("data_keys").fieldNames().next();

        JsonNode listed =
                Tool.run("list", "--json", "--no-progress", "-c", envelope).json();
        assertThat(listed.path("data_keys").findValuesAsText("dek_id")).containsExactly(id);
        Tool inspected = Tool.run("inspect", "--json", "-c", envelope, "e101" + id + "00".repeat(30));
        assertThat(inspected
                        .json()
                        .path("key")
                        .path("records")
                        .get(0)
                        .path("namespace")
                        .asText())
                .isEqualTo("bank");
        assertThat(inspected.json().path("opens").asText()).isEqualTo("NOT_TRIED");
    }

    @Test
    void rewrapsTheKeysOfNamespacesToo() throws IOException {
        String eu = config("deks-e", "eu");
        DekId anna = subject(eu, "anna");
        Tool before = Tool.run("self-test", "--json", "--no-progress", "-c", config("deks-e", "us"));
        assertThat(before.exit()).as(before.out()).isEqualTo(1);
        assertThat(before.json().path("namespace_failures").path("bank").asText())
                .contains("[eu]");

        String both = config("deks-e", "eu,us");
        Tool rewrapped = Tool.run("rewrap", "--kek", "us", "--json", "--no-progress", "-c", both);
        assertThat(rewrapped.exit()).as(rewrapped.out()).isZero();
        assertThat(rewrapped.json().path("namespace_keys_rewrapped").asInt()).isEqualTo(1);
        Tool again = Tool.run("rewrap", "--kek", "us", "--json", "--no-progress", "-c", both);
        assertThat(again.json().path("namespace_keys_already").asInt()).isEqualTo(1);
        assertThat(again.json().path("namespace_keys_rewrapped").asInt()).isZero();

        String us = config("deks-e", "us");
        Tool after = Tool.run("self-test", "--json", "--no-progress", "-c", us);
        assertThat(after.exit()).as(after.out()).isZero();
        assertThat(after.json().path("namespace_keks").path("bank").toString()).isEqualTo("[\"us\",\"eu\"]");
        assertThat(subject(us, "anna")).as("without the old KEK").isEqualTo(anna);
    }

    @Test
    void namespacesThatNobodyNamesAreAFinding() throws IOException {
        String config = config("deks-f", "eu");
        subject(config, "anna");
        String other = Files.writeString(
                        folder.resolve("other"),
                        Files.readString(Path.of(config)).replace("namespace=bank", "namespace=shop"))
                .toString();
        Tool rewrapped = Tool.run("rewrap", "--json", "--no-progress", "-c", other);
        assertThat(rewrapped.exit()).isEqualTo(1);
        assertThat(rewrapped.json().path("namespaces_unnamed").asInt()).isEqualTo(1);
        assertThat(Tool.run("rewrap", "--namespace", "bank", "--no-progress", "-c", other)
                        .exit())
                .isZero();
    }

    @Test
    void shredsASubjectAndFinalizes() throws IOException {
        String config = config("deks-d", "eu");
        KeySection section = new KeySection(ToolConfig.read(Path.of(config)));
        try (Subjects subjects = Subjects.open(section, "bank", KeyEvents.NONE)) {
            subjects.keys().current(new Scope.Namespace("bank"), "anna");
            subjects.keys().current(new Scope.Row("bank"), "ben");
        }
        Path input = Files.writeString(folder.resolve("subjects"), "anna\nnobody\n", StandardCharsets.UTF_8);
        Tool shredded = Tool.run("shred", "--json", "--no-progress", "-c", config, "--file", input.toString());
        assertThat(shredded.exit()).as("one subject has no keys").isEqualTo(1);
        assertThat(shredded.json().path("lines").get(0).path("killed")).hasSize(1);
        assertThat(shredded.json().path("lines").get(1).path("killed")).isEmpty();
        assertThat(shredded.out() + shredded.err()).doesNotContain("anna").doesNotContain("nobody");

        Tool same = Tool.run("shred", "--finalize", "--no-progress", "-c", config);
        assertThat(same.exit())
                .as("the same KEK would keep old copies readable")
                .isEqualTo(2);
        Tool done = Tool.run(
                "shred", "--finalize", "--json", "--no-progress", "--kek", "us", "-c", config("deks-d", "eu,us"));
        assertThat(done.exit()).as(done.out()).isZero();
        assertThat(done.json().path("rewrapped").asInt()).isEqualTo(1);
        assertThat(done.json().path("destroy_keks").get(0).asText()).isEqualTo("eu");
    }

    @Test
    void backsUpSubjectsAndRestoresThem() throws IOException {
        String config = config("deks-h", "eu");
        DekId anna = subject(config, "anna");
        Path backup = folder.resolve("subjects.jsonl");
        Tool exported = Tool.run("export", "--subjects", "--json", "--no-progress", "-c", config, backup.toString());
        assertThat(exported.exit()).as(exported.out()).isZero();
        assertThat(exported.json().path("exported").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(Tool.run("export", "--subjects", "-c", config, backup.toString())
                        .exit())
                .as("never replaced")
                .isEqualTo(2);

        String other = config("deks-i", "eu");
        String text = Files.readString(backup);
        Path cut = Files.writeString(folder.resolve("cut"), text.substring(0, text.lastIndexOf('{')));
        Path changed = Files.writeString(
                folder.resolve("changed"), text.replaceFirst("\"partition\":\\d+", "\"partition\":1"));
        for (Path damaged : List.of(cut, changed)) {
            assertThat(Tool.run("restore", "--subjects", "--no-progress", "-c", other, damaged.toString())
                            .exit())
                    .as(damaged.toString())
                    .isEqualTo(2);
        }
        assertThat(Tool.run("restore", "--no-progress", "-c", other, backup.toString())
                        .err())
                .contains("restored with --subjects");
        Tool restored = Tool.run("restore", "--subjects", "--json", "--no-progress", "-c", other, backup.toString());
        assertThat(restored.exit()).as(restored.out()).isZero();
        assertThat(restored.json().path("restored").asInt())
                .isEqualTo(exported.json().path("exported").asInt());
        assertThat(Tool.run("restore", "--subjects", "--json", "--no-progress", "-c", other, backup.toString())
                        .json()
                        .path("restored")
                        .asInt())
                .isZero();
        assertThat(subject(other, "anna")).isEqualTo(anna);
    }

    @Test
    void tellsTheKeysOfSubjectsApart() throws IOException {
        String config = config("deks-j", "eu");
        DekId anna = subject(config, "anna");
        String envelope = "e101" + anna + "00".repeat(30);
        Tool living = Tool.run("inspect", "--json", "-c", config, envelope);
        assertThat(living.exit()).as(living.out()).isZero();
        assertThat(living.json().path("key").path("kind").asText()).isEqualTo("subject");
        Tool tried = Tool.run("inspect", "--json", "--field", "email", "-c", config, envelope);
        assertThat(tried.json().path("opens").asText())
                .as("the key is there, the text is none of its")
                .isEqualTo("NOT_AUTHENTIC");
        Path input = Files.writeString(folder.resolve("anna"), "anna");
        assertThat(Tool.run("shred", "--no-progress", "-c", config, "--file", input.toString())
                        .exit())
                .isZero();
        Tool shredded = Tool.run("inspect", "--json", "-c", config, envelope);
        assertThat(shredded.exit()).isEqualTo(1);
        assertThat(shredded.json().path("key").path("kind").asText()).isEqualTo("shredded_subject");
        assertThat(shredded.json().path("opens").asText()).isEqualTo("SHREDDED");
        Tool boundToRow = Tool.run("inspect", "--json", "-c", config, "e103" + "00".repeat(46));
        assertThat(boundToRow.json().path("suite_name").asText()).isEqualTo("AES_256_GCM_ROW");
        assertThat(boundToRow.json().path("bound_to").asText()).contains("clear fields of its row");
        assertThat(boundToRow.json().path("key").path("kind").asText()).isEqualTo("unknown");
    }

    @Test
    void copiesATopicOfWhichASubjectWasShredded() throws Exception {
        create("people");
        create("people-sealed");
        try (Producer<byte[], byte[]> producer = producer()) {
            for (int id = 0; id < 20; id++) {
                Future<?> unused = producer.send(new ProducerRecord<>(
                        "people",
                        id % 2,
                        "{\"id\":%d}".formatted(id).getBytes(StandardCharsets.UTF_8),
                        "{\"customer\":\"c-%d\",\"email\":\"%s\"}"
                                .formatted(id % 4, Encrypted.email(1, EMAIL))
                                .getBytes(StandardCharsets.UTF_8)));
            }
        }
        String keyset = topicConfig("people-keyset", "keyset.json=" + KnownKeysets.ofKey(1));
        String sealing = withSubject(topicConfig("people", Files.readString(Path.of(config("deks-k", "eu")))));
        Tool sealed = reencrypt("people", "people-sealed", "-c", keyset, "--to-config", sealing);
        assertThat(sealed.exit()).as(sealed.out()).isZero();
        assertThat(sealed.json().path("copied").asInt()).isEqualTo(20);
        Path input = Files.writeString(folder.resolve("shredded"), "c-1");
        assertThat(Tool.run("shred", "--no-progress", "-c", sealing, "--file", input.toString())
                        .exit())
                .isZero();

        Tool stopped = reencrypt("people-sealed", "people-2", "-c", sealing);
        assertThat(stopped.exit()).isEqualTo(1);
        assertThat(stopped.json().path("error").asText()).contains("SHREDDED").contains("--on-shredded=null");
        Tool copied = reencrypt("people-sealed", "people-2", "-c", sealing, "--on-shredded=null");
        assertThat(copied.exit()).as(copied.out()).isZero();
        assertThat(copied.json().path("copied").asInt()).isEqualTo(20);
        assertThat(copied.json().path("shredded_values").asInt()).isEqualTo(5);
        Tool verified = Tool.run("verify", "--json", "--no-progress", "-c", sealing, "people-2");
        assertThat(verified.exit()).as(verified.out()).isZero();
        assertThat(verified.json().path("envelopes").asInt()).isEqualTo(15);
    }

    private static Tool reencrypt(String source, String target, String... options) {
        List<String> all = new ArrayList<>(List.of("reencrypt", "--json", "--no-progress", source, target));
        all.addAll(List.of(options));
        return Tool.run(all.toArray(String[]::new));
    }

    private static String withSubject(String config) throws IOException {
        Path file = Path.of(config);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("fields=email", "rules=c\nrules.c.fields=email\nrules.c.subject=customer"));
        return config;
    }

    private static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static DekId subject(String config, String name) throws IOException {
        KeySection section = new KeySection(ToolConfig.read(Path.of(config)));
        try (Subjects subjects = Subjects.open(section, "bank", KeyEvents.NONE)) {
            return subjects.keys().current(new Scope.Namespace("bank"), name).id();
        }
    }

    private static void create(String topic) throws Exception {
        Topics.create(brokers(), topic, 2);
    }

    private static void produce(String topic, int count) {
        String text = Encrypted.email(1, EMAIL);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int id = 0; id < count; id++) {
                Future<?> unused = producer.send(new ProducerRecord<>(
                        topic,
                        id % 2,
                        "{\"id\":%d}".formatted(id).getBytes(StandardCharsets.UTF_8),
                        "{\"email\":\"%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static String brokers() {
        return STACK.stack().kafka().bootstrapServers();
    }

    private String topicConfig(String name, String keys) throws IOException {
        String text = keys + "\nnamespace=bank\nfields=email\nkafka.bootstrap.servers=" + brokers() + "\n"
                + "key.converter=org.apache.kafka.connect.json.JsonConverter\nkey.converter.schemas.enable=false\n"
                + "value.converter=org.apache.kafka.connect.json.JsonConverter\nvalue.converter.schemas.enable=false\n";
        return Files.writeString(folder.resolve("topic-" + name), text).toString();
    }

    private String config(String topic, String keks) throws IOException {
        StringBuilder text = new StringBuilder("key.source=envelope\nnamespace=bank\nstore=topic\nstore.topic=" + topic
                + "\nstore.subjects.topic=" + topic + "-subjects\nstore.topic.replication.factor=1\n"
                + "store.topic.min.insync.replicas=1\nstore.kafka.bootstrap.servers=" + brokers() + "\nkek=" + keks
                + "\n");
        for (String label : keks.split(",", -1)) {
            text.append("kek.%s.kms=memory%nkek.%s.key=key-%s%n".formatted(label, label, label));
        }
        return Files.writeString(folder.resolve(topic + "-" + keks.replace(',', '-')), text)
                .toString();
    }
}
