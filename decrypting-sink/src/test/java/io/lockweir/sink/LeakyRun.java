package io.lockweir.sink;

import io.lockweir.connect.EncryptFields;
import io.lockweir.sink.record.process.TestKeys;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sink in a JVM of its own, started by {@link LeakIT} with everything logged at TRACE: encrypts rows that hold canaries, has
 * them decrypted and written, and ends when they are committed or the task fails, whose exception it prints as Connect would.
 */
final class LeakyRun {

    static final String TEXT = "test.text";
    static final String NUMBER = "test.number";
    static final String ROWS = "test.rows";

    private static final long DEADLINE_NANOS = 120_000_000_000L;
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("email", Schema.STRING_SCHEMA)
            .field("salary", Decimal.schema(4))
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(LeakyRun.class);

    private LeakyRun() {}

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            run(read(Path.of(file)));
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> config = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> config.put(name, properties.getProperty(name)));
        return config;
    }

    private static void run(Map<String, String> config) {
        String text = Objects.requireNonNull(config.remove(TEXT));
        BigDecimal number = new BigDecimal(Objects.requireNonNull(config.remove(NUMBER)));
        long rows = Long.parseLong(Objects.requireNonNull(config.remove(ROWS)));
        TopicPartition partition = new TopicPartition(Objects.requireNonNull(config.get("topics")), 0);
        String brokers = Objects.requireNonNull(config.get("source.kafka.bootstrap.servers"));
        try (EncryptFields.Value<SinkRecord> transform = new EncryptFields.Value<>()) {
            transform.configure(Map.of("keyset.json", TestKeys.json(1), "fields", "email,salary"));
            try (DrivenTask task = new DrivenTask(
                    brokers,
                    partition.topic(),
                    config,
                    record -> transform.apply(record(record, text, number)),
                    partition.partition())) {
                long end = System.nanoTime() + DEADLINE_NANOS;
                while (committed(task, partition) < rows && System.nanoTime() < end) {
                    task.poll();
                }
                System.out.println("committed " + committed(task, partition) + " to " + config.get("mapping.topics"));
            } catch (ConnectException e) {
                LOG.error("Task threw an uncaught and unrecoverable exception", e);
            }
        }
    }

    private static long committed(DrivenTask task, TopicPartition partition) {
        OffsetAndMetadata offset = task.commitOffsets().get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private static SinkRecord record(ConsumerRecord<byte[], byte[]> record, String text, BigDecimal number) {
        long id = DrivenTask.id(record) % 10;
        Struct row =
                new Struct(ROW).put("id", id).put("email", text + id).put("salary", number.add(BigDecimal.valueOf(id)));
        return new SinkRecord(
                record.topic(),
                record.partition(),
                KEY,
                new Struct(KEY).put("id", id),
                ROW,
                row,
                record.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME);
    }
}
