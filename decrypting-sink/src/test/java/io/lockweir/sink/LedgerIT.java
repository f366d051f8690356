package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.management.ObjectName;
import org.apache.iceberg.Snapshot;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The ledger on a real broker, for a table in a real catalog. */
class LedgerIT {
    @RegisterExtension
    static final LocalStackExtension STACK = LocalStackExtension.of(
            LocalStack.builder().withKafka().withObjectStore().withCatalog());

    private static final String LEDGER = "it.ledger-of-snapshots";
    /** Nobody listens there. */
    private static final String NOWHERE = "127.0.0.1:1";

    @TempDir
    private Path staging;

    private final Map<String, String> entries = new HashMap<>();
    private SinkRig rig;
    private Admin admin;
    private KafkaConsumer<byte[], byte[]> reader;

    @BeforeEach
    void open() throws Exception {
        rig = new SinkRig(STACK.stack(), staging, "ledger", 1);
        Map<String, Object> kafka = Map.of("bootstrap.servers", rig.bootstrapServers());
        admin = Admin.create(kafka);
        admin.createTopics(List.of(new NewTopic(LEDGER, 1, (short) 1))).all().get(1, TimeUnit.MINUTES);
        reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", rig.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        reader.assign(List.of(new TopicPartition(LEDGER, 0)));
    }

    @AfterEach
    void close() {
        reader.close();
        admin.close();
        rig.close();
    }

    @Test
    void hasEverySnapshotAlthoughAWorkerIsKilledBetweenCommitAndPublication() throws Exception {
        Map<String, String> config = rig.connector();
        config.put("ledger.topic", LEDGER);
        Map<String, String> cutOff = new HashMap<>(config);
        cutOff.put("name", "sink-cut-off");
        cutOff.put("ledger.kafka.bootstrap.servers", NOWHERE);
        cutOff.put("ledger.kafka.delivery.timeout.ms", "1000");
        cutOff.put("ledger.kafka.request.timeout.ms", "500");
        try (DrivenTask task = new DrivenTask(rig, config, 0)) {
            commits(task, 3);
            until(task, () -> entries().containsAll(snapshots()));
        }
        DrivenTask killed = new DrivenTask(rig, cutOff, 0);
        commits(killed, 3);
        until(killed, () -> failures("sink-cut-off") > 0);
        killed.kill();
        int unpublished = snapshots().size() - entries().size();
        assertThat(unpublished).isGreaterThanOrEqualTo(3);

        try (DrivenTask task = new DrivenTask(rig, config, 0)) {
            until(task, () -> entries().containsAll(snapshots()));
            commits(task, 2);
            until(task, () -> entries().containsAll(snapshots()));
        }

        assertThat(rig.ids()).isEqualTo(rig.produced().stream().sorted().toList());
        assertThat(rig.foreignUpdates()).isEmpty();
        assertThat(Long.parseLong(rig.table().properties().get("lockweir.it.ledger")))
                .isPositive();
        Snapshot last = rig.table().currentSnapshot();
        assertThat(entries.get(Long.toString(last.snapshotId())))
                .contains("\"table\":\"" + rig.id + "\"", rig.table().uuid().toString())
                .contains("\"lockweir.ranges\":\"" + last.summary().get("lockweir.ranges") + "\"");
    }

    /** So many, with rows, one after the other. */
    private void commits(DrivenTask task, int count) {
        for (int i = 0; i < count; i++) {
            rig.produce(0, 10);
            until(task, () -> rig.rows() == rig.produced().size());
        }
    }

    private Set<String> snapshots() {
        return StreamSupport.stream(rig.table().snapshots().spliterator(), false)
                .map(snapshot -> Long.toString(snapshot.snapshotId()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> entries() {
        reader.poll(Duration.ofMillis(50))
                .forEach(record -> entries.put(
                        new String(record.key(), StandardCharsets.UTF_8),
                        new String(record.value(), StandardCharsets.UTF_8)));
        return entries.keySet();
    }

    private static long failures(String connector) throws Exception {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(
                        new ObjectName("io.lockweir:type=iceberg-sink,connector=" + ObjectName.quote(connector)),
                        "LedgerFailures");
    }

    private static void until(DrivenTask task, Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    task.poll();
                    return condition.call();
                });
    }
}
