package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.canary.Canary;
import io.lockweir.demo.canary.Leak;
import io.lockweir.demo.proof.Report;
import io.lockweir.demo.run.KeyPlan;
import io.lockweir.demo.run.Leaks;
import io.lockweir.demo.run.ProgressLine;
import io.lockweir.demo.run.Run;
import io.lockweir.demo.run.RunOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the demo does, small: everything arrives exactly once although the worker is killed, and nothing leaks. */
class PipelineIT {
    private static final long ROWS = 1_500;
    private static final long SEED = 11;

    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    @Test
    void everyChangeArrivesExactlyOnceAlthoughTheWorkerIsKilled() throws Exception {
        LocalStack stack = STACK.stack();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        RunOptions options =
                new RunOptions(ROWS, SEED, 1, KeyPlan.KEYSET, Optional.empty(), RunOptions.Afterwards.KEEP);
        Run run = new Run(
                options,
                ProjectFolder.ofProperty(),
                PipelineStack.WORK,
                new ProgressLine(System.err),
                new PrintStream(page, true, StandardCharsets.UTF_8));
        try (BankPipeline pipeline = new BankPipeline(new Bank("kills"), stack, ProjectFolder.ofProperty())) {
            Report report = run.execute(pipeline);
            assertThat(report.exact())
                    .as("%s", page.toString(StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(report.captured()).isEqualTo(ROWS);
            assertThat(report.kafkaRecords()).isEqualTo(ROWS);
            assertThat(report.icebergRows()).isEqualTo(ROWS);
            assertThat(report.kills()).isEqualTo(1);
            assertThat(report.freshnessP99())
                    .isGreaterThanOrEqualTo(report.freshnessP50())
                    .isPositive();
            assertThat(page.toString(StandardCharsets.UTF_8))
                    .contains(
                            "A customer in PostgreSQL",
                            "... in Kafka (kills.public.customers-",
                            "... in Iceberg",
                            "EXACT");
            stack.connect().deleteConnector(pipeline.source().name());
            stack.connect().deleteConnector(pipeline.sink().name());
            JsonNode found = new ReconcileTool(pipeline).topic(BankTable.ACCOUNTS);
            assertThat(found.path("result").asText()).as("%s", found).isEqualTo("equal");
            assertThat(found.path("key")).as("%s", found).hasSize(3);
        }
    }

    /** The control: the same search does find what is planted among the servers' files. */
    @Test
    void theSearchFindsWhatIsPlanted() throws Exception {
        LocalStack stack = STACK.stack();
        Canaries canaries = new Canaries(new SplittableRandom(SEED * 1_000));
        Canary inKafka = canaries.all().get(0);
        Canary inLog = canaries.all().get(5);
        Canary inStore = canaries.all().get(9);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers(), "compression.type", "zstd"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            "planted", (inKafka.token() + "x".repeat(5_000)).getBytes(StandardCharsets.UTF_16LE)))
                    .get();
        }
        Files.writeString(
                BankStack.folderOf(stack.registry()).resolve("planted.log"), "name=" + inLog.token() + " refused");
        Path metadata = stack.objectStore().dataDirectory().resolve("warehouse/wh/bank/customers/metadata");
        Files.createDirectories(metadata);
        Files.writeString(metadata.resolve("planted.metadata.json"), "{\"upper\":\"" + inStore.token() + "\"}");

        Leaks leaks = Leaks.search(
                canaries.all(),
                PipelineStack.WORK,
                List.of(BankStack.folderOf(stack.postgres())),
                BankStack.staging(PipelineStack.WORK));
        assertThat(leaks.leaks().stream().map(Leak::field)).contains(inKafka.field(), inLog.field(), inStore.field());
        assertThat(leaks.leaks().stream().map(Leak::place))
                .anyMatch(place -> place.contains("planted-0/"))
                .anyMatch(place -> place.endsWith("planted.log"))
                .anyMatch(place -> place.endsWith("planted.metadata.json"));
    }
}
