package io.lockweir.sink;

import static org.awaitility.Awaitility.await;

import io.lockweir.stack.CatalogRequest.PathKind;
import io.lockweir.stack.LocalStack;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic with ids as values and a table for them, on real servers; one of each a test. */
final class SinkRig implements AutoCloseable {

    private static final Schema SCHEMA = new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));

    final String topic;
    final TableIdentifier id;
    private final LocalStack stack;
    private final Path staging;
    private final Catalog owner;
    private final Map<String, String> catalog;
    private final Transactions transactions;
    private final List<Long> produced = new ArrayList<>();
    private long nextId;

    SinkRig(LocalStack stack, Path staging, String name, int partitions) {
        this(stack, staging, name, partitions, SCHEMA, Map.of("format-version", "2"));
    }

    SinkRig(
            LocalStack stack,
            Path staging,
            String name,
            int partitions,
            Schema schema,
            Map<String, String> tableProperties) {
        this(stack, staging, name, partitions, schema, tableProperties, restCatalog(stack));
    }

    /** With a catalog of another kind; counts of requests are nothing then. */
    SinkRig(LocalStack stack, Path staging, String name, Map<String, String> catalog) {
        this(stack, staging, name, 1, SCHEMA, Map.of("format-version", "2"), catalog);
    }

    private SinkRig(
            LocalStack stack,
            Path staging,
            String name,
            int partitions,
            Schema schema,
            Map<String, String> tableProperties,
            Map<String, String> catalog) {
        this.stack = stack;
        this.staging = staging;
        this.topic = "it." + name;
        this.id = TableIdentifier.of("it", name);
        this.catalog = Map.copyOf(catalog);
        this.owner = CatalogUtil.buildIcebergCatalog(catalog.getOrDefault("name", "owner"), catalog, null);
        SupportsNamespaces namespaces = (SupportsNamespaces) owner;
        if (!namespaces.namespaceExists(Namespace.of("it"))) {
            namespaces.createNamespace(Namespace.of("it"));
        }
        owner.createTable(id, schema, PartitionSpec.unpartitioned(), tableProperties);
        Map<String, Object> kafka = Map.of("bootstrap.servers", stack.kafka().bootstrapServers());
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(Set.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
            // A producer's first batch that comes before the partition's log is refused, while those behind it are
            // taken.
            Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> admin.listOffsets(ends).all().get().size() == partitions);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Map<String, Object> config = new HashMap<>(kafka);
        config.put("transactional.id", name);
        transactions = new Transactions(
                () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
        stack.catalog().clearRequests();
    }

    private static Map<String, String> restCatalog(LocalStack stack) {
        Map<String, String> properties = objectStore(stack);
        properties.put("type", "rest");
        properties.put("uri", stack.catalog().uri().toString());
        properties.put("credential", stack.catalog().credential());
        properties.put("oauth2-server-uri", stack.catalog().tokenEndpoint().toString());
        return properties;
    }

    /** What every catalog needs to reach the stack's files. */
    static Map<String, String> objectStore(LocalStack stack) {
        Map<String, String> properties = new HashMap<>();
        properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        properties.put("s3.endpoint", stack.objectStore().endpoint().toString());
        properties.put("s3.path-style-access", "true");
        properties.put("s3.access-key-id", stack.objectStore().accessKey());
        properties.put("s3.secret-access-key", stack.objectStore().secretKey());
        properties.put("client.region", "us-east-1");
        properties.put("http-client.type", "urlconnection");
        return properties;
    }

    /** A connector's configuration, as Connect would hand it over. */
    Map<String, String> connector() {
        Map<String, String> config = new HashMap<>();
        config.put("name", "sink-" + topic);
        config.put("connector.class", DecryptingIcebergSinkConnector.class.getName());
        config.put("topics", topic);
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("sink.id", "it");
        config.put("staging.dir", staging.toString());
        config.put("source.kafka.bootstrap.servers", stack.kafka().bootstrapServers());
        config.put("commit.interval.ms", "300");
        config.put("idle.commit.interval.ms", "2000");
        config.put("mapping.topics", topic + ":" + id);
        config.put("row.images", "flat");
        catalog.forEach((key, value) -> config.put("iceberg.catalog." + key, value));
        return config;
    }

    String bootstrapServers() {
        return stack.kafka().bootstrapServers();
    }

    /** One committed transaction. */
    void produce(int partition, int count) {
        transactions.commit(() -> next(partition, count));
        LongStream.range(nextId - count, nextId).forEach(produced::add);
    }

    /** One aborted transaction. */
    void abort(int partition, int count) {
        transactions.abort(() -> next(partition, count));
    }

    /** With ids never used before. */
    private List<ProducerRecord<byte[], byte[]>> next(int partition, int count) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(nextId++).array();
            records.add(new ProducerRecord<>(topic, partition, null, value));
        }
        return records;
    }

    List<Long> produced() {
        return produced;
    }

    Table table() {
        return owner.loadTable(id);
    }

    /** As if the table had been made here. */
    void register(String metadataLocation) {
        owner.registerTable(id, metadataLocation);
        stack.catalog().clearRequests();
    }

    /** The same from this id on, which is above all of before. */
    void produceFrom(long first, int partition, int count) {
        nextId = Math.max(nextId, first);
        produce(partition, count);
    }

    void drop() {
        owner.dropTable(id);
        stack.catalog().clearRequests();
    }

    /** Ids as a reader sees them, sorted, doubles kept. */
    List<Long> ids() {
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table()).build()) {
            List<Long> ids = new ArrayList<>();
            rows.forEach(row -> ids.add((Long) row.getField("id")));
            ids.sort(null);
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of the current snapshot. */
    long rows() {
        return table().currentSnapshot() == null
                ? 0
                : Long.parseLong(table().currentSnapshot().summary().get("total-records"));
    }

    /** By quality rule, of all snapshots. */
    Map<String, Long> violations() {
        Map<String, Long> counts = new HashMap<>();
        table().snapshots().forEach(snapshot -> {
            String text = snapshot.summary().getOrDefault("lockweir.violations", "");
            for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
                int equals = each.indexOf('=');
                counts.merge(each.substring(0, equals), Long.parseLong(each.substring(equals + 1)), Long::sum);
            }
        });
        return counts;
    }

    /** Updates in commits, beside those of a snapshot and its properties. */
    List<String> foreignUpdates() {
        return stack.catalog().requests().stream()
                .filter(request -> request.path().endsWith("/tables/" + id.name()))
                .flatMap(request -> request.updates().stream())
                .filter(update -> !Set.of("add-snapshot", "set-snapshot-ref", "set-properties")
                        .contains(update))
                .toList();
    }

    /** Commits of whatever kind. */
    long commits() {
        return stack.catalog().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .filter(request -> request.path().endsWith("/tables/" + id.name()))
                .count();
    }

    long creations() {
        return stack.catalog().count("POST", PathKind.TABLES) + stack.catalog().count("POST", PathKind.NAMESPACES);
    }

    @Override
    public void close() {
        transactions.close();
        if (owner instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
