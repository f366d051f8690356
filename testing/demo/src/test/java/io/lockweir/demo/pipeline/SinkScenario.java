package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.lake.Lake;
import io.lockweir.demo.proof.TableProof;
import io.lockweir.demo.run.Evidence;
import io.lockweir.stack.LocalStack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shared bank's records in topics of this scenario's own, with tables and a sink of its own. */
final class SinkScenario implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Logger LOG = LoggerFactory.getLogger(SinkScenario.class);
    private static final int ATTEMPTS = 4;

    final BankPipeline shared;
    final BankPipeline own;
    private final LocalStack stack;
    private final long logStart;

    SinkScenario(String name, LocalStack stack) throws Exception {
        this.stack = stack;
        this.logStart = Files.size(stack.connect().log());
        this.shared = SharedBank.on(stack);
        this.own = new BankPipeline(new Bank(name), stack, ProjectFolder.ofProperty());
        own.topics().create(3);
    }

    SinkScenario withTables() {
        own.lake().createTables();
        return this;
    }

    SinkScenario withRecords() throws Exception {
        return withRecords(record -> record);
    }

    /** Copies topic by topic, partition by partition; ciphertext is bound to the field, not to the topic. */
    SinkScenario withRecords(UnaryOperator<ConsumerRecord<byte[], byte[]>> change) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            sendAll(producer, change);
        }
        return this;
    }

    /** Returns when the broker has every record. */
    void sendAll(KafkaProducer<byte[], byte[]> producer, UnaryOperator<ConsumerRecord<byte[], byte[]>> change)
            throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        shared.topics().forEach(record -> sent.add(producer.send(copy(change.apply(record)))));
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    /**
     * All records once more, in a transaction that is aborted. A broker under load may refuse one as a whole, which is fatal
     * for its producer; the next producer's start ends it.
     */
    void abortAll(String transactionalId) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try (KafkaProducer<byte[], byte[]> producer =
                    producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId))) {
                producer.initTransactions();
                producer.beginTransaction();
                sendAll(producer, record -> record);
                producer.abortTransaction();
                return;
            } catch (KafkaException | ExecutionException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("The broker refused to abort a transaction, attempt {}", attempt, e);
            }
        }
    }

    private ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
        String topic =
                record.topic().replaceFirst("^" + Bank.DEMO.name(), own.bank().name());
        return new ProducerRecord<>(
                topic, record.partition(), record.timestamp(), record.key(), record.value(), record.headers());
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers());
        properties.putAll(more);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The sink of {@code docker/connectors} for this scenario; commits every half second, with one task. */
    ConnectorFile sink() {
        return own.sink()
                .with(Map.of(
                        "namespace",
                        Bank.DEMO.name(),
                        "commit.interval.ms",
                        "500",
                        "tasks.max",
                        "1",
                        "consumer.override.session.timeout.ms",
                        "6000",
                        "consumer.override.heartbeat.interval.ms",
                        "1500"));
    }

    void start(ConnectorFile sink) {
        own.put(sink);
    }

    /** After a failure: the corrected configuration, and tasks that begin anew. */
    void restart(ConnectorFile sink) {
        own.put(sink);
        stack.connect().client().restart(sink.name());
    }

    String failure() {
        return stack.connect().awaitFailed(sink().name(), PATIENCE);
    }

    /** Waits for the worker to log this, from the scenario's start on. */
    MatchResult awaitLog(String regularExpression) {
        Pattern pattern = Pattern.compile(regularExpression);
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> find(pattern), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<MatchResult> find(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(logged());
        return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    /** What the worker has logged since the scenario's start. */
    String logged() throws IOException {
        try (FileChannel log = FileChannel.open(stack.connect().log())) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (log.size() - logStart));
            while (bytes.hasRemaining() && log.read(bytes, logStart + bytes.position()) >= 0) {
                // until the end as it was
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }

    Lake lake() {
        return own.lake();
    }

    /** Waits until the tables hold this many rows. */
    void awaitRows(long rows) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(lake().rows()).isGreaterThanOrEqualTo(rows));
    }

    /** Every change of the shared bank is here once, with its content. */
    void assertExact() throws Exception {
        assertExactBut(0);
    }

    /** Every change but the given number is here once, with its content, and nothing else is. */
    void assertExactBut(long missing) throws Exception {
        awaitRows(SharedBank.CHANGES - missing);
        Evidence evidence = Evidence.gather(shared.database(), lake());
        long absent = 0;
        for (TableProof proof : evidence.tables().values()) {
            absent += proof.missing();
            assertThat(proof.duplicates()).as("%s", evidence.doubts()).isZero();
        }
        assertThat(absent).as("%s", evidence.doubts()).isEqualTo(missing);
        assertThat(lake().rows()).isEqualTo(SharedBank.CHANGES - missing);
    }

    @Override
    public void close() throws Exception {
        stack.catalog().faultyProxy().ifPresent(proxy -> {
            proxy.clear();
            proxy.resume();
        });
        if (stack.connect().client().connectors().contains(sink().name())) {
            stack.connect().deleteConnector(sink().name());
        }
        own.close();
    }
}
