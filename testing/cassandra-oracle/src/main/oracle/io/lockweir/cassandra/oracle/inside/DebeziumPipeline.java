package io.lockweir.cassandra.oracle.inside;

import io.debezium.config.Configuration;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.cassandra.Cassandra5CommitLogSegmentReader;
import io.debezium.connector.cassandra.Cassandra5TypeProvider;
import io.debezium.connector.cassandra.CassandraConnectorConfig;
import io.debezium.connector.cassandra.CassandraOffsetContext;
import io.debezium.connector.cassandra.CassandraPartition;
import io.debezium.connector.cassandra.CommitLogSegmentReader;
import io.debezium.connector.cassandra.ComponentFactoryDebezium;
import io.debezium.connector.cassandra.DefaultCassandraConnectorContext;
import io.debezium.connector.cassandra.OffsetWriter;
import io.debezium.connector.cassandra.QueueProcessor;
import io.debezium.connector.cassandra.SchemaHolder;
import io.debezium.connector.cassandra.metrics.CassandraStreamingMetrics;
import io.debezium.connector.cassandra.transforms.CassandraTypeDeserializer;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.util.LoggingContext;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Debezium's parts put together as its Connect task does: a thread reads segments into a queue, a second one makes records of its events and
 * puts them into another queue, a third one (here the caller's) polls that, as a worker would. Only the tables' schemas are from a file and not from a
 * node, and segments are named instead of found.
 */
final class DebeziumPipeline {

    private static final Duration STALLED = Duration.ofSeconds(20);

    private final CassandraConnectorConfig config;
    private final SchemaHolder schemas;
    private final CassandraPartition partition;

    DebeziumPipeline(Path schema) throws Exception {
        this.config = new CassandraConnectorConfig(Configuration.create()
                .with("topic.prefix", "bench")
                .with("cassandra.node.id", "node")
                .with("commit.log.relocation.dir", "unused")
                // At most so long does the last, smaller batch wait, twice.
                .with("poll.interval.ms", 10)
                .build());
        Cassandra5TypeProvider types = new Cassandra5TypeProvider();
        CassandraTypeDeserializer.init(
                types.deserializers(), config.getDecimalMode(), config.getVarIntMode(), types.baseTypeForReversedType());
        this.schemas = new DebeziumTables(config).of(schema);
        this.partition = new CassandraPartition.Provider(config).getPartitions().iterator().next();
    }

    /** How many records it made of the segments; {@code expected} unless it failed. */
    long run(List<File> segments, int expected) throws Exception {
        ChangeEventQueue<DataChangeEvent> made = new ChangeEventQueue.Builder<DataChangeEvent>()
                .pollInterval(config.getPollInterval())
                .maxBatchSize(config.getMaxBatchSize())
                .maxQueueSize(config.getMaxQueueSize())
                .maxQueueSizeInBytes(config.getMaxQueueSizeInBytes())
                .loggingContextSupplier(() ->
                        LoggingContext.forConnector("cassandra", config.getLogicalName(), config.getContextName()))
                .build();
        CassandraOffsetContext offset = new CassandraOffsetContext.Loader().load(new HashMap<>());
        ComponentFactoryDebezium factory = new ComponentFactoryDebezium(made, partition, offset);
        Context context = new Context(config, schemas, factory.offsetWriter(config));
        QueueProcessor processor = new QueueProcessor(context, 0, factory.recordEmitter(context));
        CommitLogSegmentReader reader =
                new Cassandra5CommitLogSegmentReader(context, new CassandraStreamingMetrics(context));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> reading = threads.submit(() -> {
                for (File segment : segments) {
                    reader.readCommitLogSegment(segment, -1L, 0);
                }
                return null;
            });
            Future<?> processing = threads.submit(() -> {
                while (!Thread.interrupted()) {
                    processor.process();
                }
                return null;
            });
            return poll(made, expected, List.of(reading, processing));
        } finally {
            threads.shutdownNow();
        }
    }

    private static long poll(ChangeEventQueue<DataChangeEvent> made, int expected, List<Future<?>> threads)
            throws Exception {
        long records = 0;
        long last = System.nanoTime();
        while (records < expected) {
            List<SourceRecord> batch =
                    made.poll().stream().map(DataChangeEvent::getRecord).collect(Collectors.toList());
            records += batch.size();
            if (!batch.isEmpty()) {
                last = System.nanoTime();
                continue;
            }
            for (Future<?> thread : threads) {
                if (thread.isDone()) {
                    thread.get();
                }
            }
            if (System.nanoTime() - last > STALLED.toNanos()) {
                throw new IllegalStateException("only " + records + " records of " + expected);
            }
        }
        return records;
    }

    /** What its parts share; nothing is asked of a node. */
    private static final class Context extends DefaultCassandraConnectorContext {

        private final SchemaHolder schemas;
        private final OffsetWriter offsets;

        Context(CassandraConnectorConfig config, SchemaHolder schemas, OffsetWriter offsets) {
            super(config);
            this.schemas = schemas;
            this.offsets = offsets;
        }

        @Override
        public SchemaHolder getSchemaHolder() {
            return schemas;
        }

        @Override
        public OffsetWriter getOffsetWriter() {
            return offsets;
        }
    }
}
