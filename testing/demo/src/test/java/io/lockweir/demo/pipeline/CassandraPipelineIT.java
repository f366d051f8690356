package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.topics.CommittedRecords;
import io.lockweir.demo.topics.RegistryAvro;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Cassandra source in a real worker, as {@code docker/connectors} has it: encrypted, exactly once, decrypted again. */
class CassandraPipelineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PAYMENTS = 400;

    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    @Test
    void everyWriteArrivesEncryptedExactlyOnceAlthoughTheWorkerIsKilled() throws Exception {
        LocalStack stack = STACK.stack();
        try (BankPipeline pipeline = new BankPipeline(new Bank("ledgers"), stack, ProjectFolder.ofProperty());
                CommittedRecords records = new CommittedRecords(stack.kafka().bootstrapServers())) {
            LedgerDatabase ledger = pipeline.ledger();
            ledger.create();
            ConnectorFile source = pipeline.ledgerSource().with(Map.of("max.batch.records", "20"));
            pipeline.put(source);
            stack.connect().awaitRunning(source.name(), PATIENCE);
            pay(ledger, 1, PAYMENTS / 2);
            await().atMost(PATIENCE)
                    .until(() -> !records.of(ledger.topic("payments")).isEmpty());
            stack.connect().kill();
            pay(ledger, PAYMENTS / 2 + 1, PAYMENTS);
            stack.connect().start();
            await().atMost(PATIENCE)
                    .until(() -> records.of(ledger.topic("payments")).size() >= PAYMENTS);
            await().atMost(PATIENCE)
                    .until(() -> !records.of(ledger.staticTopic("payments")).isEmpty());

            assertThat(timestamps(stack, records.of(ledger.topic("payments"))))
                    .isEqualTo(LongStream.rangeClosed(1, PAYMENTS).boxed().toList());
            assertThat(Stream.of("payments", "payments.static")
                            .flatMap(table -> records.of(ledger.topic(table)).stream()))
                    .allSatisfy(record ->
                            assertThat(text(record)).doesNotContain("memo-", "Ada Lovelace", "party-", "DE0012"));
            assertThat(decrypted(pipeline, ledger, PAYMENTS))
                    .containsAll(LongStream.rangeClosed(1, PAYMENTS)
                            .mapToObj(payment -> "memo-" + payment + " Struct{name=party-" + payment + ",iban=DE0012"
                                    + payment + "}")
                            .toList());
            stack.connect().deleteConnector(source.name());
        }
    }

    /** Each with a timestamp of its own. */
    private static void pay(LedgerDatabase ledger, int from, int to) {
        try (CqlSession session = ledger.connect()) {
            session.execute("INSERT INTO " + ledger.keyspace()
                    + ".payments (account, holder, iban) VALUES (1, 'Ada Lovelace', 'DE0012')");
            IntStream.rangeClosed(from, to)
                    .mapToObj(payment ->
                            session.executeAsync(insert(ledger, payment)).toCompletableFuture())
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private static String insert(LedgerDatabase ledger, int payment) {
        return ("INSERT INTO %1$s.payments (account, payment, amount, counterparty, memo, status) VALUES (%3$d, %2$d, %2$d.25,"
                        + " {name: 'party-%2$d', iban: 'DE0012%2$d'}, 'memo-%2$d', 'booked') USING TIMESTAMP %2$d")
                .formatted(ledger.keyspace(), payment, payment % 7);
    }

    private static List<Long> timestamps(LocalStack stack, List<ConsumerRecord<byte[], byte[]>> records) {
        RegistryAvro avro = new RegistryAvro(stack.registry().ccompatUrl());
        return records.stream()
                .map(record -> {
                    try {
                        return (Long) ((GenericRecord) avro.read(record.value()).get("source")).get("ts_us");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .sorted()
                .toList();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.ISO_8859_1);
    }

    /** Memo and counterparty of each payment, as another worker's sink behind DecryptFields sees them. */
    private static List<String> decrypted(BankPipeline pipeline, LedgerDatabase ledger, int count) throws Exception {
        Path file = PipelineStack.WORK.resolve("payments.txt");
        ConnectorFile sink = sink(pipeline.ledgerSource(), ledger.topic("payments"), file);
        pipeline.put(sink);
        await().atMost(PATIENCE)
                .until(() -> Files.exists(file) && Files.readAllLines(file).size() >= count);
        pipeline.stack().connect().deleteConnector(sink.name());
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst(".*counterparty=(Struct\\{[^}]*}),memo=([^,]*),.*", "$2 $1"))
                .toList();
    }

    private static ConnectorFile sink(ConnectorFile source, String topic, Path file) {
        Map<String, String> same = new HashMap<>();
        source.config().forEach((key, value) -> {
            if (key.contains(".converter")) {
                same.put(key, value);
            } else if (key.startsWith("transforms.encrypt.")) {
                same.put(key.replace("transforms.encrypt.", "transforms.decrypt."), value);
            }
        });
        same.putAll(Map.of(
                "connector.class",
                "org.apache.kafka.connect.file.FileStreamSinkConnector",
                "tasks.max",
                "1",
                "topics",
                topic,
                "file",
                file.toString(),
                "consumer.override.isolation.level",
                "read_committed",
                "transforms",
                "decrypt,after",
                "transforms.decrypt.type",
                "io.lockweir.connect.DecryptFields$Value",
                "transforms.after.type",
                "org.apache.kafka.connect.transforms.ExtractField$Value",
                "transforms.after.field",
                "after"));
        return new ConnectorFile("read-" + source.name(), same);
    }
}
