package io.lockweir.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.cli.KnownKeysets;
import io.lockweir.cli.Tool;
import io.lockweir.cli.Topics;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} and {@code reencrypt} on a real broker. */
class TopicCommandsIT {
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 3_000;

    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withKafka());

    @TempDir
    private Path folder;

    @Test
    void verifiesEveryRecordOfATopic() throws Exception {
        create("verified");
        produce("verified", 0, RECORDS, 1);
        Tool tool = Tool.run("verify", "--json", "--no-progress", "-c", config(1), "verified");
        assertThat(tool.exit()).as(tool.out()).isZero();
        assertThat(tool.json().path("records").asInt()).isEqualTo(RECORDS);
        assertThat(tool.json().path("envelopes").asInt()).isEqualTo(RECORDS);
        String dek = tool.json().path("data_keys").fieldNames().next();
        Tool absent = Tool.run("verify", "--json", "--no-progress", "-c", config(1), "verified", "--absent", dek);
        assertThat(absent.exit()).isEqualTo(1);
        assertThat(absent.json().path("found_though_absent").get(0).asText()).isEqualTo(dek);
    }

    @Test
    void verifiesASample() throws Exception {
        create("sampled");
        produce("sampled", 0, RECORDS, 1);
        Tool tool = Tool.run(
                "verify", "--json", "--no-progress", "-c", config(1), "sampled", "--sample", "50", "--seed", "7");
        assertThat(tool.exit()).as(tool.out()).isZero();
        assertThat(tool.json().path("records").asInt()).isEqualTo(50);
        assertThat(tool.json().path("seed").asInt()).isEqualTo(7);
    }

    @Test
    void namesWhatDoesNotDecrypt() throws Exception {
        create("faulty");
        produce("faulty", 0, 20, 1);
        try (Producer<byte[], byte[]> producer = producer()) {
            send(producer, new ProducerRecord<>("faulty", 2, Records.key(1), Records.customer(1, Records.PLAINTEXT)));
            send(
                    producer,
                    new ProducerRecord<>(
                            "faulty", 2, Records.key(1), Records.customer(1, Records.encrypted(2, Records.PLAINTEXT))));
        }
        Tool tool = Tool.run("verify", "--json", "--no-progress", "-c", config(1), "faulty");
        assertThat(tool.exit()).isEqualTo(1);
        JsonNode json = tool.json();
        assertThat(json.path("records").asInt()).isEqualTo(22);
        assertThat(json.path("failed").asInt()).isEqualTo(2);
        assertThat(json.path("failures").path("UNKNOWN_KEY").asInt()).isEqualTo(1);
        assertThat(json.path("failures").path("CLEAR_WHERE_CIPHERTEXT_EXPECTED").asInt())
                .isEqualTo(1);
        assertThat(json.path("findings").get(0).path("field").asText()).isEqualTo("email");
        assertThat(tool.out() + tool.err()).doesNotContain("anna");
    }

    @Test
    void aTopicWithoutCiphertextProvesNothing() throws Exception {
        create("unmatched");
        produce("unmatched", 0, 10, 1);
        String config = config(1, Map.of("topics", "other"));
        Tool tool = Tool.run("verify", "--json", "--no-progress", "-c", config, "unmatched");
        assertThat(tool.exit()).isEqualTo(1);
        assertThat(tool.json().path("left_encrypted").asInt()).isEqualTo(10);
        assertThat(tool.json().path("left_fields").get(0).asText()).isEqualTo("value.email");
        assertThat(Tool.run("verify", "--no-progress", "-c", config, "no-such-topic")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void reencryptsExactlyOnceAndTakesWhatCameSince() throws Exception {
        create("leaky");
        produce("leaky", 0, RECORDS, 1);
        String from = config(1);
        String to = config(2);
        Tool first = Tool.run("reencrypt", "--json", "--no-progress", "-c", from, "--to-config", to, "leaky", "sealed");
        assertThat(first.exit()).as(first.out()).isZero();
        assertThat(first.json().path("copied").asInt()).isEqualTo(RECORDS);
        assertThat(first.json().path("resumed").asBoolean()).isFalse();

        produce("leaky", RECORDS, 100, 1);
        Tool second =
                Tool.run("reencrypt", "--json", "--no-progress", "-c", from, "--to-config", to, "leaky", "sealed");
        assertThat(second.exit()).as(second.out()).isZero();
        assertThat(second.json().path("copied").asInt()).isEqualTo(100);
        assertThat(second.json().path("resumed").asBoolean()).isTrue();

        assertSameRecords("leaky", "sealed");
        String leaked = String.join(",", dataKeys(from, "leaky"));
        Tool verified = Tool.run("verify", "--json", "--no-progress", "-c", to, "sealed", "--absent", leaked);
        assertThat(verified.exit()).as(verified.out()).isZero();
        assertThat(verified.json().path("records").asInt()).isEqualTo(RECORDS + 100);
    }

    @Test
    void aStoppedCopyGoesOnWithoutLossAndWithoutDoubles() throws Exception {
        create("broken");
        produce("broken", 0, RECORDS, 1);
        // A record in the middle that can't be copied stops it.
        try (Producer<byte[], byte[]> producer = producer()) {
            send(
                    producer,
                    new ProducerRecord<>(
                            "broken",
                            1,
                            Records.key(-1),
                            Records.customer(-1, Records.encrypted(3, Records.PLAINTEXT))));
        }
        produce("broken", RECORDS, RECORDS, 1);
        String from = config(1);
        String to = config(2);
        Tool stopped =
                Tool.run("reencrypt", "--json", "--no-progress", "-c", from, "--to-config", to, "broken", "mended");
        assertThat(stopped.exit()).isEqualTo(1);
        assertThat(stopped.json().path("error").asText())
                .startsWith("Topic broken partition 1 offset " + RECORDS / PARTITIONS + " can't be copied: UNKNOWN_KEY")
                .doesNotContain("anna");

        String both = config(1, Map.of("keyset.json", twoKeys(1, 3)));
        Tool done = Tool.run("reencrypt", "--json", "--no-progress", "-c", both, "--to-config", to, "broken", "mended");
        assertThat(done.exit()).as(done.out()).isZero();
        assertSameRecords("broken", "mended");
    }

    @Test
    void refusesATargetWithForeignRecords() throws Exception {
        create("source");
        create("busy");
        produce("source", 0, 3, 1);
        produce("busy", 0, 3, 1);
        Tool tool = Tool.run("reencrypt", "--no-progress", "-c", config(1), "source", "busy");
        assertThat(tool.exit()).isEqualTo(2);
        assertThat(tool.err()).contains("Copying would double them");
        assertThat(Tool.run("reencrypt", "-c", config(1), "source", "source").exit())
                .isEqualTo(2);
    }

    private static String twoKeys(int first, int second) {
        String one = KnownKeysets.ofKey(first);
        String other = KnownKeysets.ofKey(second).replace("1000", "2000");
        String entry = other.substring(other.indexOf("[{") + 1, other.lastIndexOf(']'));
        return one.substring(0, one.lastIndexOf(']')) + "," + entry + "]}";
    }

    private static List<String> dataKeys(String config, String topic) {
        List<String> ids = new ArrayList<>();
        Tool.run("verify", "--json", "--no-progress", "-c", config, topic)
                .json()
                .path("data_keys")
                .fieldNames()
                .forEachRemaining(ids::add);
        return ids;
    }

    private static void assertSameRecords(String source, String target) {
        assertThat(read(target)).isEqualTo(read(source));
    }

    /** Per partition and in order: key, header and time stamp. Values are compared by {@code verify}. */
    private static Map<Integer, List<String>> read(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", STACK.stack().kafka().bootstrapServers(), "isolation.level", "read_committed");
        Map<Integer, List<String>> records = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    records.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                            .add(new String(record.key(), StandardCharsets.UTF_8)
                                    + record.timestamp()
                                    + new String(
                                            record.headers().lastHeader("n") == null
                                                    ? new byte[0]
                                                    : record.headers()
                                                            .lastHeader("n")
                                                            .value(),
                                            StandardCharsets.UTF_8));
                }
            }
        }
        return records;
    }

    private static void create(String topic) throws Exception {
        Topics.create(STACK.stack().kafka().bootstrapServers(), topic, PARTITIONS);
    }

    private static void produce(String topic, int first, int count, int key) {
        String text = Records.encrypted(key, Records.PLAINTEXT);
        try (Producer<byte[], byte[]> producer = producer()) {
            for (int id = first; id < first + count; id++) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        topic, id % PARTITIONS, 1_700_000_000_000L + id, Records.key(id), Records.customer(id, text));
                record.headers().add("n", String.valueOf(id).getBytes(StandardCharsets.UTF_8));
                send(producer, record);
            }
        }
    }

    private static void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        // Closing the producer waits for it; what is lost shows in the counts.
        Future<?> unused = producer.send(record);
    }

    private static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", STACK.stack().kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private String config(int key) throws IOException {
        return config(key, Map.of());
    }

    private String config(int key, Map<String, String> changes) throws IOException {
        Map<String, String> all = new HashMap<>(Records.properties(key));
        all.put("kafka.bootstrap.servers", STACK.stack().kafka().bootstrapServers());
        all.putAll(changes);
        Path file = Files.createTempFile(folder, "config", ".properties");
        Properties properties = new Properties();
        properties.putAll(all);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file.toString();
    }
}
