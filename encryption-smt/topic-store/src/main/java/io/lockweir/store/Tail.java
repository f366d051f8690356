package io.lockweir.store;

import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that reads a topic from its beginning and follows it. Whoever waits for a position is woken by it. Trouble with the brokers is tried
 * again; a topic that was cut, or a follower that fails, ends it, and from then on every wait fails with the reason.
 */
final class Tail implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CONTACT_EVERY = Duration.ofSeconds(1);
    private static final Duration CONTACT_TIMEOUT = Duration.ofSeconds(5);
    private static final long LOG_EVERY = 200_000;

    private final String topic;
    private final List<TopicPartition> partitions;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final SubjectLog.Follower follower;
    private final LogTimeouts timeouts;
    private final long[] followed;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private long @Nullable [] ends;
    private long read;
    private long contact = System.nanoTime();
    private boolean started;
    private boolean closed;
    private @Nullable Throwable trouble;
    private @Nullable Throwable failed;
    private @Nullable Consumer<byte[], byte[]> consumer;

    Tail(
            String topic,
            int partitions,
            Supplier<Consumer<byte[], byte[]>> consumers,
            SubjectLog.Follower follower,
            LogTimeouts timeouts) {
        this.topic = topic;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        this.consumers = consumers;
        this.follower = follower;
        this.timeouts = timeouts;
        this.followed = new long[partitions];
        this.thread = new Thread(this, "lockweir-tail-" + topic);
        thread.setDaemon(true);
        thread.setContextClassLoader(Tail.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    void close() {
        synchronized (this) {
            closed = true;
            closing.countDown();
            notifyAll();
            if (consumer != null) {
                consumer.wakeup();
            }
        }
        try {
            // The thread closes its consumer itself.
            thread.join(timeouts.request().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized DekStore.Progress progress() {
        long[] goal = ends;
        long end = goal == null ? 0 : LongStream.of(goal).sum();
        return new DekStore.Progress(read, end, started);
    }

    /** Waits until everything was read that stood in the topic at the start. */
    synchronized void awaitStarted() {
        await(
                timeouts.start(),
                () -> started,
                () -> "reading it from the beginning took longer than store.start.timeout.ms="
                        + timeouts.start().toMillis() + "; " + read + " records were read");
    }

    /** Waits until an offset was read. */
    synchronized void awaitFollowed(int partition, long offset) {
        await(
                timeouts.request(),
                () -> followed[partition] > offset,
                () -> "offset " + offset + " of partition " + partition + " was written and not read back in "
                        + timeouts.request().toMillis() + " ms");
    }

    synchronized void checkFresh() {
        checkRunning();
        Duration since = Duration.ofNanos(System.nanoTime() - contact);
        if (since.compareTo(timeouts.stale()) > 0) {
            throw new KeyUnavailableError(
                    "Topic " + topic + " has been out of reach for " + since.toSeconds()
                            + " s, longer than store.subjects.max.stale.ms: a SHRED may have been missed",
                    trouble);
        }
    }

    @Override
    public void run() {
        while (!isClosed()) {
            try (Consumer<byte[], byte[]> opened = consumers.get()) {
                synchronized (this) {
                    consumer = opened;
                }
                follow(opened);
            } catch (WakeupException | InterruptException e) {
                end(e);
                return;
            } catch (org.apache.kafka.clients.consumer.InvalidOffsetException e) {
                end(e);
                LOG.error("Topic {} was cut or made anew while it was followed; restart the process", topic, e);
                return;
            } catch (KafkaException e) {
                trouble(e);
            } catch (RuntimeException | Error e) {
                end(e);
                LOG.error("Following topic {} ended", topic, e);
                return;
            } finally {
                synchronized (this) {
                    consumer = null;
                }
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, Math.max(followedUpTo(partition.partition()), beginning(consumer, partition)));
        }
        learnEnds(consumer);
        long nextContact = System.nanoTime();
        while (!isClosed()) {
            for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
                follower.accept(
                        new SubjectLog.Entry(polled.partition(), polled.offset(), polled.key(), polled.value()));
                count();
            }
            advance(consumer);
            if (System.nanoTime() - nextContact >= 0) {
                contact(consumer);
                nextContact = System.nanoTime() + CONTACT_EVERY.toNanos();
            }
        }
    }

    private static long beginning(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private void learnEnds(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> found = consumer.endOffsets(partitions);
        synchronized (this) {
            if (ends == null) {
                ends = partitions.stream()
                        .mapToLong(partition -> found.getOrDefault(partition, 0L))
                        .toArray();
            }
        }
    }

    /** A poll that brings nothing says nothing: it looks the same when the brokers are away. */
    private void contact(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> found;
        try {
            found = consumer.endOffsets(partitions, CONTACT_TIMEOUT);
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            synchronized (this) {
                trouble = e;
            }
            LOG.debug("Topic {} could not be asked for its end", topic, e);
            return;
        }
        synchronized (this) {
            boolean caughtUp = partitions.stream()
                    .allMatch(partition -> followed[partition.partition()] >= found.getOrDefault(partition, 0L));
            if (caughtUp) {
                contact = System.nanoTime();
                trouble = null;
            }
        }
    }

    private void advance(Consumer<byte[], byte[]> consumer) {
        Map<Integer, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition.partition(), consumer.position(partition)));
        synchronized (this) {
            boolean moved = false;
            for (Map.Entry<Integer, Long> position : positions.entrySet()) {
                moved |= followed[position.getKey()] != position.getValue();
                followed[position.getKey()] = position.getValue();
            }
            if (moved) {
                contact = System.nanoTime();
            }
            long[] goal = ends;
            if (!started && goal != null && IntStream.range(0, goal.length).allMatch(i -> followed[i] >= goal[i])) {
                started = true;
                contact = System.nanoTime();
                LOG.info("Read topic {}: {} records", topic, read);
            }
            notifyAll();
        }
    }

    private synchronized void count() {
        read++;
        if (!started && read % LOG_EVERY == 0) {
            LOG.info(
                    "Reading topic {}: {} of at most {} records",
                    topic,
                    read,
                    progress().end());
        }
    }

    private synchronized long followedUpTo(int partition) {
        return followed[partition];
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void trouble(KafkaException e) {
        synchronized (this) {
            trouble = e;
        }
        LOG.warn("Topic {} can't be followed; trying again", topic, e);
        try {
            if (closing.await(CONTACT_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Topic {} was closed meanwhile", topic);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end(interrupted);
        }
    }

    private synchronized void end(Throwable reason) {
        if (!closed) {
            failed = reason;
        }
        closed = true;
        notifyAll();
    }

    private void await(Duration bound, Supplier<Boolean> reached, Supplier<String> late) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!reached.get()) {
            checkRunning();
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new KeyUnavailableError("Topic " + topic + ": " + late.get(), trouble);
            }
            try {
                wait(Math.max(1, left / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KeyUnavailableError(
                        KeyUnavailableError.Reason.CLOSED, "Interrupted while waiting for topic " + topic, e);
            }
        }
    }

    private void checkRunning() {
        if (failed != null) {
            throw new KeyUnavailableError(
                    "Topic " + topic + " is not followed any more: "
                            + failed.getClass().getSimpleName()
                            + (failed instanceof IllegalStateException ? ": " + failed.getMessage() : ""),
                    failed);
        }
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "The reader of topic " + topic + " was closed", null);
        }
    }
}
