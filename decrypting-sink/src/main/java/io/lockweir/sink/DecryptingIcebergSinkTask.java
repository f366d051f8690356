package io.lockweir.sink;

import io.lockweir.sink.feed.DeadLetters;
import io.lockweir.sink.feed.FeedTask;
import io.lockweir.sink.feed.TaskLoop;
import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.record.process.TableRecordProcessor;
import io.lockweir.sink.source.AdminSourceLog;
import io.lockweir.sink.source.SourceLog;
import io.lockweir.sink.write.ParquetSliceWriterFactory;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, decrypts, writes and commits. What a table says about its sources is the truth; the consumer group's offsets are
 * written for lag monitoring and never read.
 */
public final class DecryptingIcebergSinkTask extends SinkTask {

    private static final Logger LOG = LoggerFactory.getLogger(DecryptingIcebergSinkTask.class);

    private final Deque<Runnable> cleanUp = new ArrayDeque<>();
    private @Nullable TaskLoop loop;

    @Override
    public String version() {
        return BuildVersion.TEXT;
    }

    @Override
    public void start(Map<String, String> properties) {
        SinkConfig config = new SinkConfig(properties);
        String task = FeedTask.instance(config.connector(), properties.getOrDefault(SinkConfig.TASK, "0"));
        try {
            SinkMetrics metrics = SinkMetrics.acquire(config.connector());
            cleanUp.push(metrics::release);
            cleanUp.push(() -> metrics.forget(task));
            WorkerTables tables = WorkerTables.acquire(config, metrics);
            cleanUp.push(tables::release);
            SourceLog log = new AdminSourceLog(config.sourceKafka());
            cleanUp.push(log::close);
            RecordProcessor processor = TableRecordProcessor.open(config.records());
            cleanUp.push(processor::close);
            FeedTask parts = new FeedTask(
                    task,
                    config.progressKeys(),
                    config.feeds(),
                    processor,
                    new ParquetSliceWriterFactory(config.openFiles()),
                    tables,
                    log,
                    deadLetters(config),
                    metrics.ofTask(task),
                    Clock.systemUTC());
            loop = parts.loop(context);
        } catch (RuntimeException e) {
            cleanUp();
            throw e;
        }
        LOG.info("Task {} started, build {}", task, BuildVersion.TEXT);
    }

    private @Nullable DeadLetters deadLetters(SinkConfig config) {
        if (!config.hasDeadLetters()) {
            return null;
        }
        ErrantRecordReporter reporter = context.errantRecordReporter();
        if (reporter == null) {
            throw new ConfigException("A dead-letter queue is configured, but Connect gives no way to report to it");
        }
        return new ReportedDeadLetters(reporter);
    }

    private TaskLoop loop() {
        TaskLoop started = loop;
        if (started == null) {
            throw new IllegalStateException("The task was not started");
        }
        return started;
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        loop().open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        loop().put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        return loop().preCommit(current);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        if (loop != null) {
            loop.close(partitions);
        }
    }

    @Override
    public void stop() {
        if (loop != null) {
            loop.stop();
            loop = null;
        }
        cleanUp();
    }

    private void cleanUp() {
        while (!cleanUp.isEmpty()) {
            try {
                cleanUp.pop().run();
            } catch (RuntimeException e) {
                LOG.warn("A part of the task did not close cleanly", e);
            }
        }
    }
}
