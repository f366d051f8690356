package io.lockweir.sink;

import io.lockweir.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Payments of ten columns in any number of topic and table partitions, and what they cost. */
final class ScaleRig implements AutoCloseable {

    private static final org.apache.kafka.connect.data.Schema TEXT = org.apache.kafka.connect.data.Schema.STRING_SCHEMA;

    private static final org.apache.kafka.connect.data.Schema PAYMENT = SchemaBuilder.struct()
            .field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
            .field("branch", org.apache.kafka.connect.data.Schema.INT32_SCHEMA)
            .field("holder", TEXT)
            .field("iban", TEXT)
            .field("email", TEXT)
            .field("currency", TEXT)
            .field("status", TEXT)
            .field("amount", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
            .field("quantity", org.apache.kafka.connect.data.Schema.INT32_SCHEMA)
            .field("disputed", org.apache.kafka.connect.data.Schema.BOOLEAN_SCHEMA)
            .build();

    private static final Schema COLUMNS = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.required(2, "branch", Types.IntegerType.get()),
            Types.NestedField.required(3, "holder", Types.StringType.get()),
            Types.NestedField.required(4, "iban", Types.StringType.get()),
            Types.NestedField.required(5, "email", Types.StringType.get()),
            Types.NestedField.required(6, "currency", Types.StringType.get()),
            Types.NestedField.required(7, "status", Types.StringType.get()),
            Types.NestedField.required(8, "amount", Types.LongType.get()),
            Types.NestedField.required(9, "quantity", Types.IntegerType.get()),
            Types.NestedField.required(10, "disputed", Types.BooleanType.get()));

    final SinkRig sink;
    private final int partitions;
    private final int branches;
    private final KafkaProducer<byte[], byte[]> producer;
    private int produced;
    private long mostAfterCollection;

    /** @param branches partitions of the table; it has none for 1 */
    ScaleRig(LocalStack stack, Path staging, String name, int partitions, int branches) {
        this.sink = new SinkRig(stack, staging, name, partitions, COLUMNS, Map.of("format-version", "2"));
        if (branches > 1) {
            sink.table().updateSpec().addField("branch").commit();
        }
        this.partitions = partitions;
        this.branches = branches;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", sink.bootstrapServers(), "linger.ms", "20", "batch.size", "65536"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Evenly over all partitions, in no order as to branches. */
    void produce(int count) {
        @Nullable Future<RecordMetadata> lastSent = null;
        for (int i = 0; i < count; i++) {
            byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(produced).array();
            lastSent = producer.send(new ProducerRecord<>(sink.topic, produced % partitions, null, value));
            produced++;
        }
        producer.flush();
        try {
            Objects.requireNonNull(lastSent, "nothing to produce").get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int produced() {
        return produced;
    }

    /** As a converter makes it of a consumed one. */
    SinkRecord record(ConsumerRecord<byte[], byte[]> consumed) {
        return new SinkRecord(
                consumed.topic(),
                consumed.partition(),
                null,
                null,
                PAYMENT,
                row(ByteBuffer.wrap(consumed.value()).getLong()),
                consumed.offset(),
                consumed.timestamp(),
                TimestampType.CREATE_TIME);
    }

    DrivenTask task(Map<String, String> config, int... assigned) {
        return new DrivenTask(sink.bootstrapServers(), sink.topic, config, this::record, assigned);
    }

    private Struct row(long id) {
        long random = id * 0x9E3779B97F4A7C15L;
        return new Struct(PAYMENT)
                .put("id", id)
                .put("branch", (int) Math.floorMod(random >>> 20, (long) branches))
                .put("holder", "Holder " + Long.toHexString(random))
                .put("iban", "DE" + Math.abs(random))
                .put("email", Long.toString(random, 36) + "@bank.example")
                .put("currency", id % 5 == 0 ? "USD" : "EUR")
                .put("status", id % 3 == 0 ? "settled" : "authorised")
                .put("amount", random % 1_000_000)
                .put("quantity", (int) (id % 17))
                .put("disputed", id % 31 == 0);
    }

    /** Nothing missing, nothing twice: by one bit a record. */
    String differences() {
        BitSet seen = new BitSet(produced);
        long twice = 0;
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(sink.table()).select("id").build()) {
            for (Record row : rows) {
                int id = Math.toIntExact((Long) row.getField("id"));
                twice += seen.get(id) ? 1 : 0;
                seen.set(id);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (produced - seen.cardinality()) + " missing, " + twice + " twice";
    }

    long metadataBytes() {
        BaseTable table = (BaseTable) sink.table();
        return table.io()
                .newInputFile(table.operations().current().metadataFileLocation())
                .getLength();
    }

    /** To be called often. Returns the most heap that was in use after a collection of the old generation so far. */
    long heapAfterCollection() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && after != null && isOld(pool.getName())) {
                mostAfterCollection = Math.max(mostAfterCollection, after.getUsed());
            }
        }
        return mostAfterCollection;
    }

    private static boolean isOld(String pool) {
        return pool.contains("Old") || pool.contains("Tenured");
    }

    /** The sum over all connectors. */
    static long metric(String attribute) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            Set<ObjectName> names = server.queryNames(new ObjectName("io.lockweir:type=iceberg-sink,*"), null);
            long sum = 0;
            for (ObjectName name : names) {
                sum += ((Number) Objects.requireNonNull(server.getAttribute(name, attribute))).longValue();
            }
            return sum;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    static long percentile(List<Long> values, int percent) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? -1 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    @Override
    public void close() {
        producer.close();
        sink.close();
    }
}
