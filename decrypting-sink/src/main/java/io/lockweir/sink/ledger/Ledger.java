package io.lockweir.sink.ledger;

import io.lockweir.sink.commit.SnapshotLedger;
import io.lockweir.sink.progress.ProgressKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka topic with one record for each snapshot of a sink. It has a thread of its own, so that brokers that are away keep
 * no commit waiting; what is not published when this closes is found in the tables again.
 */
public final class Ledger implements LedgerLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final int BLOCK_MS = 10_000;
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private record Waiting(LedgerEntry entry, Runnable acknowledged) {}

    private final String topic;
    private final LedgerObserver observer;
    private final Producer<byte[], byte[]> producer;
    private final ScheduledThreadPoolExecutor executor;
    private final Map<TableIdentifier, TableLedger> tables = new ConcurrentHashMap<>();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean failing = new AtomicBoolean();

    /** Calls no server. */
    public Ledger(LedgerSettings settings, LedgerObserver observer, ThreadFactory threads) {
        this.topic = settings.topic();
        this.observer = observer;
        this.producer =
                new KafkaProducer<>(properties(settings.kafka()), new ByteArraySerializer(), new ByteArraySerializer());
        this.executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Map<String, Object> properties(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        return properties;
    }

    /** The one of a table. */
    public SnapshotLedger of(TableIdentifier table, ProgressKeys keys) {
        return tables.computeIfAbsent(table, id -> new TableLedger(id, keys, this));
    }

    @Override
    public void publish(LedgerEntry entry, Runnable acknowledged) {
        waiting.add(new Waiting(entry, acknowledged));
        later(this::send, Duration.ZERO);
    }

    @Override
    public void later(Runnable action, Duration delay) {
        try {
            var unused = executor.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The ledger {} is closed", topic);
        }
    }

    private void send() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            Waiting sent = next;
            try {
                var unused = producer.send(
                        new ProducerRecord<>(
                                topic, sent.entry().key(), sent.entry().value()),
                        (place, problem) -> {
                            if (problem == null) {
                                published(sent);
                            } else {
                                failed(sent, problem);
                            }
                        });
            } catch (KafkaException | IllegalStateException e) {
                failed(sent, e);
                return;
            }
        }
    }

    private void published(Waiting sent) {
        observer.published();
        if (failing.compareAndSet(true, false)) {
            LOG.info("The ledger {} takes entries again", topic);
        }
        sent.acknowledged().run();
    }

    private void failed(Waiting sent, Exception problem) {
        observer.unpublished();
        if (failing.compareAndSet(false, true)) {
            LOG.warn(
                    "Snapshot {} of {} is in the table and not in the ledger {}; trying again until it is: {}",
                    sent.entry().snapshotId(),
                    sent.entry().table(),
                    topic,
                    problem.toString());
        }
        waiting.add(sent);
        later(this::send, AGAIN);
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (!failing.get()) {
            send();
        }
        producer.close(CLOSING);
    }
}
