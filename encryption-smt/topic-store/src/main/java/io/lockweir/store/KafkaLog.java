package io.lockweir.store;

import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A compacted topic as a log: one thread follows it, single records are read by offset, and what is appended is acknowledged by all in-sync replicas. */
final class KafkaLog implements SubjectLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
    private static final int SEQUENTIAL_FETCH = 1 << 20;
    private static final int RANDOM_FETCH = 1 << 16;

    private final String topic;
    private final TopicPreparation.Prepared prepared;
    private final KafkaClients clients;
    private final LogTimeouts timeouts;
    private final RecordReader reader;
    private final Followers followers;
    private @Nullable Tail tail;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    private KafkaLog(String topic, TopicPreparation.Prepared prepared, KafkaClients clients, LogTimeouts timeouts) {
        this.topic = topic;
        this.prepared = prepared;
        this.clients = clients;
        this.timeouts = timeouts;
        this.reader = new RecordReader(topic, () -> clients.consumer(RANDOM_FETCH), timeouts.request());
        this.followers = new Followers(prepared.partitions());
    }

    /**
     * Finds or creates the topic.
     *
     * @throws IllegalArgumentException if the topic is there and would lose keys
     * @throws KeyUnavailableError if the brokers can't be asked
     */
    static KafkaLog open(TopicSpec spec, KafkaClients clients, LogTimeouts timeouts) {
        try (Admin admin = clients.admin()) {
            TopicPreparation.Prepared prepared = new TopicPreparation(admin, spec, timeouts.request()).run();
            return new KafkaLog(spec.name(), prepared, clients, timeouts);
        } catch (KafkaException e) {
            throw new KeyUnavailableError(
                    "No client for topic " + spec.name() + " could be made. Look at store.kafka.*", e);
        }
    }

    @Override
    public int partitions() {
        return prepared.partitions();
    }

    /** Many may follow: whoever comes later reads what was before with a consumer of its own, and then goes on with the others. */
    @Override
    public void follow(Follower follower) {
        if (!begin(follower)) {
            started().awaitStarted();
            new CatchUp(topic, places(), followers, timeouts.start())
                    .run(follower, () -> clients.consumer(SEQUENTIAL_FETCH));
            awaitEnd();
        }
        started().awaitStarted();
        followers.check(follower);
    }

    /** As {@link #follow}, without waiting; for the first follower. */
    void followLater(Follower follower) {
        if (!begin(follower)) {
            throw new IllegalStateException("Topic " + topic + " is followed already");
        }
    }

    /** Whether it was the first. */
    private synchronized boolean begin(Follower follower) {
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "The reader of topic " + topic + " was closed", null);
        }
        if (tail != null) {
            return false;
        }
        boolean unused = followers.join(follower, new long[prepared.partitions()]);
        tail = new Tail(prepared.id(), places(), clients, followers, timeouts);
        tail.start();
        return true;
    }

    /** Ends what {@link #follow} began. */
    void leave(Follower follower) {
        followers.leave(follower);
    }

    /** Throws if a follower was left out because it failed. */
    void check(Follower follower) {
        followers.check(follower);
    }

    /** Whether a follower was not left out. */
    boolean follows(Follower follower) {
        return followers.follows(follower);
    }

    @Override
    public synchronized boolean usable() {
        return !closed && (tail == null || tail.usable());
    }

    private List<TopicPartition> places() {
        return IntStream.range(0, prepared.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    void awaitStarted() {
        started().awaitStarted();
    }

    DekStore.Progress progress() {
        return started().progress();
    }

    @Override
    public void scan(int partition, long from, Follower follower) {
        try (LogScan scan = scan(partition, from)) {
            scan.forEachRemaining(follower::accept);
        }
    }

    /** The records of one partition from an offset on up to its present end. */
    LogScan scan(int partition, long from) {
        return new LogScan(
                new TopicPartition(topic, partition),
                from,
                () -> clients.consumer(SEQUENTIAL_FETCH),
                timeouts.request());
    }

    @Override
    public CompletableFuture<Long> append(int partition, byte[] key, byte @Nullable [] value) {
        CompletableFuture<Long> offset = new CompletableFuture<>();
        try {
            ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, partition, key, value);
            Future<RecordMetadata> unused = producer().send(sent, (metadata, failure) -> {
                if (failure == null) {
                    offset.complete(metadata.offset());
                } else {
                    offset.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            offset.completeExceptionally(e);
        }
        return offset;
    }

    @Override
    public void awaitFollowed(int partition, long offset) {
        started().awaitFollowed(partition, offset);
    }

    @Override
    public void awaitEnd() {
        long[] ends = reader.ends(prepared.partitions());
        for (int partition = 0; partition < ends.length; partition++) {
            awaitFollowed(partition, ends[partition] - 1);
        }
    }

    @Override
    public Optional<Entry> read(int partition, long offset) {
        return reader.read(partition, offset);
    }

    @Override
    public void checkFresh() {
        started().checkFresh();
    }

    @Override
    public void close() {
        Tail running;
        Producer<byte[], byte[]> writing;
        synchronized (this) {
            closed = true;
            running = tail;
            writing = producer;
            producer = null;
        }
        if (running != null) {
            running.close();
        }
        if (writing != null) {
            writing.close(timeouts.request());
        }
        reader.close();
        LOG.info("Closed the clients of topic {}", topic);
    }

    private synchronized Tail started() {
        if (tail == null) {
            throw new IllegalStateException("Topic " + topic + " is not followed yet");
        }
        return tail;
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "The writer of topic " + topic + " was closed", null);
        }
        Producer<byte[], byte[]> ready = producer;
        if (ready == null) {
            ready = clients.producer();
            producer = ready;
        }
        return ready;
    }

    @Override
    public String toString() {
        return "KafkaLog[" + topic + "]";
    }
}
