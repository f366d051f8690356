package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.proof.TableProof;
import io.lockweir.demo.run.Evidence;
import io.lockweir.demo.workload.Mix;
import io.lockweir.demo.workload.Workload;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cannot be encrypted stops its connector before it leaves, and is not lost. */
class SourceFailureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long CHANGES = 200;

    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    @Test
    void misspeltFieldStopsTheSourceUntilItIsCorrected() throws Exception {
        LocalStack stack = STACK.stack();
        try (BankPipeline pipeline = new BankPipeline(new Bank("misspelt"), stack, ProjectFolder.ofProperty())) {
            pipeline.create();
            ConnectorFile source = pipeline.source();
            ConnectorFile sink = pipeline.sink().with(Map.of("commit.interval.ms", "500"));
            pipeline.put(source);
            pipeline.put(sink);
            stack.connect().awaitRunning(source.name(), PATIENCE);
            Awaitility.await().atMost(PATIENCE).until(pipeline.database()::streams);

            // Of a task that is only reconfigured nobody knows whether it still encrypts the load with its old rules.
            stack.connect().deleteConnector(source.name());
            Awaitility.await().atMost(PATIENCE).until(() -> !pipeline.database().streams());
            pipeline.put(
                    source.with(Map.of("transforms.encrypt.rules.customers.fields", "full_name,emial,birth_date")));
            load(pipeline);
            assertThat(stack.connect().awaitFailed(source.name(), PATIENCE))
                    .contains("FIELD_MISSING", "misspelt.public.customers", "emial");

            pipeline.put(source);
            stack.connect().client().restart(source.name());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pipeline.lake().rows()).isEqualTo(CHANGES));
            Evidence evidence = Evidence.gather(pipeline.database(), pipeline.lake());
            assertThat(evidence.tables().values())
                    .as("%s", evidence.doubts())
                    .allSatisfy(proof ->
                            assertThat(proof).isEqualTo(new TableProof(proof.captured(), proof.captured(), 0, 0)));
            stack.connect().deleteConnector(source.name());
            stack.connect().deleteConnector(sink.name());
        }
    }

    /** PostgreSQL cannot hold one, so the record comes as JSON and is encrypted by the transforms of the sink. */
    @Test
    void loneSurrogateStopsTheTaskUntilTheRecordMayGoToTheDeadLetterQueue() throws Exception {
        LocalStack stack = STACK.stack();
        try (BankPipeline pipeline = new BankPipeline(new Bank("surrogate"), stack, ProjectFolder.ofProperty())) {
            pipeline.topics().create(1);
            pipeline.lake().createTables();
            produce(stack, "surrogate.public.customers");
            ConnectorFile sink = encryptingSink(pipeline);
            pipeline.put(sink);
            assertThat(stack.connect().awaitFailed(sink.name(), PATIENCE))
                    .contains("LONE_SURROGATE", "surrogate.public.customers", "full_name");

            pipeline.put(sink.with(Map.of(
                    "transforms.encrypt.on.error",
                    "tolerate",
                    "errors.tolerance",
                    "all",
                    "errors.deadletterqueue.topic.name",
                    "surrogate.public.accounts",
                    "errors.deadletterqueue.topic.replication.factor",
                    "1")));
            stack.connect().client().restart(sink.name());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pipeline.lake().rows()).isEqualTo(6));
            ConsumerRecord<byte[], byte[]> letter = pipeline.topics()
                    .find(pipeline.bank().topic(BankTable.ACCOUNTS), any -> true)
                    .orElseThrow();
            assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo(json(3));
            stack.connect().deleteConnector(sink.name());
        }
    }

    private static void load(BankPipeline pipeline) {
        Canaries canaries = new Canaries(new SplittableRandom(3));
        try (Workload workload = new Workload(pipeline.database()::connect, Mix.BANK, 3, canaries)) {
            workload.start(CHANGES);
            Awaitility.await().atMost(PATIENCE).until(workload::finished);
        }
    }

    private static ConnectorFile encryptingSink(BankPipeline pipeline) {
        return pipeline.sink()
                .without(pipeline.sink().config().keySet().stream()
                        .filter(key -> key.startsWith("policies") || key.contains("converter"))
                        .toArray(String[]::new))
                .with(Map.ofEntries(
                        Map.entry("topics.regex", "surrogate\\.public\\.customers"),
                        Map.entry("tasks.max", "1"),
                        Map.entry("commit.interval.ms", "500"),
                        Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                        Map.entry("value.converter.schemas.enable", "false"),
                        Map.entry("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"),
                        Map.entry("row.images", "flat"),
                        Map.entry("policy.decrypt", "full_name"),
                        Map.entry("transforms", "encrypt"),
                        Map.entry("transforms.encrypt.type", "io.lockweir.connect.EncryptFields$Value"),
                        Map.entry("transforms.encrypt.keyset.file", "${env:LOCKWEIR_KEYSET_FILE}"),
                        Map.entry(
                                "transforms.encrypt.namespace", pipeline.bank().name()),
                        Map.entry("transforms.encrypt.row.images", "flat"),
                        Map.entry("transforms.encrypt.fields", "full_name")));
    }

    private static void produce(LocalStack stack, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int id : List.of(0, 1, 2, 3, 4, 5, 6)) {
                producer.send(new ProducerRecord<>(topic, json(id).getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
    }

    /** The third has half of a surrogate pair as its name. */
    private static String json(int id) {
        return "{\"customer_id\":%d,\"full_name\":\"%s\",\"version\":1}".formatted(id, id == 3 ? "\\ud800" : "Ada");
    }
}
