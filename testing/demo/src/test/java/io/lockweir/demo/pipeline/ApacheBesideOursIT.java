package io.lockweir.demo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.lake.Lake;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import io.lockweir.stack.fault.Fault;
import io.lockweir.stack.fault.FaultRule;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.fault.ProxiedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two sinks in one worker read the same records of a topic with an idle partition, and the worker is killed before the first commit. */
@EnabledIfSystemProperty(named = ApachePlugin.PROPERTY, matches = ".*", disabledReason = "started by -Dapache")
class ApacheBesideOursIT {
    private static final Logger LOG = LoggerFactory.getLogger(ApacheBesideOursIT.class);
    private static final String TOPIC = "beside.records";
    private static final String OURS = "beside-ours";
    private static final String APACHE = "beside-apache";
    private static final int BEFORE = 5_000;
    private static final int AFTER = 100;
    private static final TopicPartition BUSY = new TopicPartition(TOPIC, 0);

    @RegisterExtension
    static final LocalStackExtension STACK = PipelineStack.extension();

    @Test
    void killedBeforeTheFirstCommitOursLosesNothingAndApachesAllItHadTaken() throws Exception {
        LocalStack stack = STACK.stack();
        Map<String, String> catalog = BankPipeline.catalogProperties(stack);
        FaultyProxy proxy = stack.catalog().faultyProxy().orElseThrow();
        try (RESTCatalog owner = new RESTCatalog();
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            owner.initialize("owner", catalog);
            prepare(owner, admin);
            produce(stack, 0, BEFORE);
            FaultRule ours = proxy.always(commitOf("ours"), new Fault.AnswerInstead(503));
            FaultRule apaches = proxy.always(commitOf("apache"), new Fault.AnswerInstead(503));
            stack.connect().putConnector(OURS, ours(stack, catalog));
            stack.connect().putConnector(APACHE, apache(stack, catalog));
            await(() -> ours.fired() > 0 && apaches.fired() > 0);
            stack.connect().kill();
            // Apache's moves the group's offsets before the table has the rows.
            long taken = committed(admin);
            assertThat(taken).as("records that the group has behind it").isPositive();
            assertThat(rows(owner, "apache")).isZero();
            proxy.clear();
            stack.connect().restart();

            await(() -> rows(owner, "ours") == BEFORE);
            produce(stack, BEFORE, AFTER);
            await(() -> rows(owner, "ours") == BEFORE + AFTER
                    && committed(admin) == BEFORE + AFTER
                    && rows(owner, "apache") >= BEFORE + AFTER - taken);
            assertThat(stack.connect().status(APACHE).running())
                    .as("Apache's sink says that it runs")
                    .isTrue();
            assertThat(rows(owner, "apache"))
                    .as("it has no lag, and has lost what it had taken before the kill")
                    .isEqualTo(BEFORE + AFTER - taken);
            LOG.info("Of {} records, ours lost 0 and Apache's {}", BEFORE + AFTER, taken);
        } finally {
            proxy.clear();
            for (String connector : List.of(OURS, APACHE)) {
                if (stack.connect().client().connectors().contains(connector)) {
                    stack.connect().deleteConnector(connector);
                }
            }
        }
    }

    private static void prepare(RESTCatalog owner, Admin admin) throws ExecutionException, InterruptedException {
        owner.createNamespace(Namespace.of("beside"));
        Schema schema = new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));
        for (String table : List.of("ours", "apache")) {
            owner.createTable(TableIdentifier.of("beside", table), schema);
        }
        admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1), new NewTopic("control-" + APACHE, 1, (short) 1)))
                .all()
                .get();
    }

    private static Map<String, String> ours(LocalStack stack, Map<String, String> catalog) {
        Map<String, String> config = new HashMap<>(Map.of(
                "connector.class", "io.lockweir.sink.DecryptingIcebergSinkConnector",
                "consumer.override.isolation.level", "read_committed",
                "sink.id", "beside",
                "staging.dir", "${env:LOCKWEIR_STAGING_DIR}",
                "commit.interval.ms", "1000",
                "source.kafka.bootstrap.servers", stack.kafka().bootstrapServers(),
                "mapping.topics", TOPIC + ":beside.ours",
                "row.images", "flat"));
        config.put("iceberg.catalog.type", "rest");
        return common(config, catalog);
    }

    /** With its defaults, but for the interval: five minutes are too long for a test. */
    private static Map<String, String> apache(LocalStack stack, Map<String, String> catalog) {
        Map<String, String> config = new HashMap<>(Map.of(
                "connector.class", "org.apache.iceberg.connect.IcebergSinkConnector",
                "iceberg.tables", "beside.apache",
                "iceberg.control.topic", "control-" + APACHE,
                // It reads the worker's own file for this, if the process began with Connect's main class: ours begins
                // with another.
                "iceberg.kafka.bootstrap.servers", stack.kafka().bootstrapServers(),
                "iceberg.control.commit.interval-ms", "10000",
                "iceberg.catalog.type", "rest"));
        return common(config, catalog);
    }

    private static Map<String, String> common(Map<String, String> config, Map<String, String> catalog) {
        config.put("topics", TOPIC);
        config.put("tasks.max", "1");
        config.put("consumer.override.session.timeout.ms", "6000");
        config.put("consumer.override.heartbeat.interval.ms", "1500");
        catalog.forEach((key, value) -> config.put("iceberg.catalog." + key, value));
        return config;
    }

    private static void produce(LocalStack stack, int from, int count) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int id = from; id < from + count; id++) {
                byte[] value = "{\"id\":%d}".formatted(id).getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(new ProducerRecord<>(TOPIC, BUSY.partition(), null, value)));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    /** Where Connect says that Apache's sink has read to. */
    private static long committed(Admin admin) throws ExecutionException, InterruptedException {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets("connect-" + APACHE)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(BUSY);
        return offset == null ? 0 : offset.offset();
    }

    private static long rows(RESTCatalog owner, String table) {
        return Lake.rows(owner.loadTable(TableIdentifier.of("beside", table)));
    }

    private static Predicate<ProxiedRequest> commitOf(String table) {
        return ProxiedRequest.tableCommit()
                .and(request -> request.path().endsWith("/namespaces/beside/tables/" + table));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(300))
                .until(condition);
    }
}
