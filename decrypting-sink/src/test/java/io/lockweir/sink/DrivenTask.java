package io.lockweir.sink;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** The real task on a real consumer, called as Connect's WorkerSinkTask calls it; values are ids of eight bytes. */
final class DrivenTask implements SinkTaskContext, AutoCloseable {

    private static final Schema ROW =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

    private final DecryptingIcebergSinkTask task = new DecryptingIcebergSinkTask();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, String> config;
    private final Function<ConsumerRecord<byte[], byte[]>, SinkRecord> converter;
    private final Map<TopicPartition, Long> requested = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();

    /** What the dead-letter queue got: offset and reason. */
    final List<String> deadLetters = new ArrayList<>();

    DrivenTask(SinkRig rig, Map<String, String> config, int... partitions) {
        this(rig.bootstrapServers(), rig.topic, config, DrivenTask::row, partitions);
    }

    /** @param converter stands for the worker's converter and transforms */
    DrivenTask(
            String bootstrapServers,
            String topic,
            Map<String, String> config,
            Function<ConsumerRecord<byte[], byte[]>, SinkRecord> converter,
            int... partitions) {
        this.config = config;
        this.converter = converter;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        config.get("consumer.override.isolation.level"),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false",
                        "max.poll.records",
                        config.getOrDefault("consumer.override.max.poll.records", "50")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> assigned = IntStream.of(partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(assigned);
        task.initialize(this);
        task.start(config);
        task.open(assigned);
    }

    private static SinkRecord row(ConsumerRecord<byte[], byte[]> record) {
        return new SinkRecord(
                record.topic(),
                record.partition(),
                null,
                null,
                ROW,
                new Struct(ROW).put("id", id(record)),
                record.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME);
    }

    static long id(ConsumerRecord<byte[], byte[]> record) {
        return ByteBuffer.wrap(record.value()).getLong();
    }

    void poll() {
        requested.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            current.put(partition, new OffsetAndMetadata(offset));
        });
        requested.clear();
        List<SinkRecord> batch = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
            batch.add(converter.apply(record));
        }
        task.put(batch);
        batch.forEach(record -> current.put(
                new TopicPartition(record.topic(), record.kafkaPartition()),
                new OffsetAndMetadata(record.kafkaOffset() + 1)));
    }

    /** Whether nothing is read of any partition. */
    boolean pausedAll() {
        return consumer.paused().equals(consumer.assignment());
    }

    Map<TopicPartition, OffsetAndMetadata> commitOffsets() {
        return task.preCommit(current);
    }

    /** The object is dropped, as by a SIGKILL: nothing is closed but what would stop the test's JVM. */
    void kill() {
        consumer.close();
    }

    @Override
    public void close() {
        task.close(consumer.assignment());
        task.stop();
        consumer.close();
    }

    @Override
    public Map<String, String> configs() {
        return config;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        requested.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        requested.put(partition, offset);
    }

    @Override
    public void timeout(long timeoutMs) {}

    @Override
    public Set<TopicPartition> assignment() {
        return consumer.assignment();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        consumer.pause(Arrays.asList(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        consumer.resume(Arrays.asList(partitions));
    }

    @Override
    public void requestCommit() {}

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return (record, error) -> {
            deadLetters.add(record.kafkaOffset() + ": " + error.getMessage());
            return CompletableFuture.completedFuture(null);
        };
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("not on Connect 3.9");
    }
}
