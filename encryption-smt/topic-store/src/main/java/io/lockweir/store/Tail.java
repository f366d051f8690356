package io.lockweir.store;

import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that reads a topic from its beginning and follows it. Whoever waits for a position is woken by it. Trouble with the brokers is tried
 * again; a topic that was cut or made anew ends it, as soon as that is certain, and from then on every wait fails with the reason. In contact is who has read to an end that the topic had
 * when it was looked at: reading something says nothing, for it may be old.
 */
final class Tail implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int SEQUENTIAL_FETCH = 1 << 20;
    private static final long LOG_EVERY = 200_000;

    /** What the brokers said, and when they were asked. */
    private record Look(TopicSight sight, long at) {}

    private final String topic;
    private final Uuid id;
    private final List<TopicPartition> partitions;
    private final KafkaClients clients;
    private final SubjectLog.Follower follower;
    private final LogTimeouts timeouts;
    private final long[] followed;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CutDoubt doubt = new CutDoubt();
    /** Where the topic ended at the first look. */
    private long @Nullable [] ends;
    /** A look whose ends were not reached yet. */
    private @Nullable Look goal;

    private long read;
    private long contact = System.nanoTime();
    private boolean started;
    private boolean closed;
    private @Nullable Throwable trouble;
    private @Nullable Throwable failed;
    private @Nullable Consumer<byte[], byte[]> consumer;

    /**
     * Not started yet.
     *
     * @param id of the topic, so that another one of the same name is noticed
     * @param partitions all of the topic, in their order
     */
    Tail(
            Uuid id,
            List<TopicPartition> partitions,
            KafkaClients clients,
            SubjectLog.Follower follower,
            LogTimeouts timeouts) {
        this.topic = partitions.get(0).topic();
        this.id = id;
        this.partitions = List.copyOf(partitions);
        this.clients = clients;
        this.follower = follower;
        this.timeouts = timeouts;
        this.followed = new long[partitions.size()];
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
                // An offset of another topic's, which is not noticed for certain yet, says nothing.
                () -> !doubt.exists() && followed[partition] > offset,
                () -> "offset " + offset + " of partition " + partition + " was written and not read back in "
                        + timeouts.request().toMillis() + " ms");
    }

    /** Whether it did not end, except by being closed. */
    synchronized boolean usable() {
        return failed == null;
    }

    synchronized void checkFresh() {
        checkRunning();
        Duration since = sinceContact();
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
            try (Consumer<byte[], byte[]> opened = clients.consumer(SEQUENTIAL_FETCH);
                    TopicProbe probe = new TopicProbe(topic, partitions, clients::admin)) {
                synchronized (this) {
                    consumer = opened;
                }
                follow(opened, probe);
            } catch (WakeupException | InterruptException | CutException e) {
                end(e);
                return;
            } catch (LogTruncationException e) {
                end(cut("was truncated", e));
                return;
            } catch (KafkaException e) {
                trouble(e);
                pause();
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

    private void follow(Consumer<byte[], byte[]> consumer, TopicProbe probe) {
        consumer.assign(partitions);
        begin(probe);
        partitions.forEach(partition -> consumer.seek(partition, followedUpTo(partition.partition())));
        long nextLook = System.nanoTime();
        while (!isClosed()) {
            for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
                follower.accept(
                        new SubjectLog.Entry(polled.partition(), polled.offset(), polled.key(), polled.value()));
                count();
            }
            advance(consumer);
            if (System.nanoTime() - nextLook >= 0) {
                look(probe);
                nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
            }
        }
    }

    /** Whoever begins takes the topic as it is; whoever comes back must not have missed anything. */
    private void begin(TopicProbe probe) {
        Look look = new Look(probe.look(), System.nanoTime());
        synchronized (this) {
            if (ends == null) {
                check(look.sight(), look.sight().beginnings());
                ends = look.sight().ends();
                for (int partition = 0; partition < followed.length; partition++) {
                    followed[partition] = look.sight().beginnings()[partition];
                    if (followed[partition] > 0) {
                        LOG.warn(
                                "Topic {} begins at offset {} in partition {}: older records, perhaps keys, were deleted. Compare it with an export",
                                topic,
                                followed[partition],
                                partition);
                    }
                }
            }
        }
        take(look);
    }

    private void look(TopicProbe probe) {
        long at = System.nanoTime();
        TopicSight sight;
        try {
            sight = probe.look();
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            // Reading goes on, perhaps. Whether it is in contact is another question.
            trouble(e);
            return;
        }
        take(new Look(sight, at));
    }

    private synchronized void take(Look look) {
        check(look.sight(), followed);
        // An earlier one stays the goal until it is reached: whoever is always a little late would else never be in
        // contact.
        goal = goal == null ? look : goal;
        arrive();
    }

    /** Nothing is read from a topic in doubt, and other clients look the next time: these may know an old leader. */
    private synchronized void check(TopicSight sight, long[] upTo) {
        Optional<String> cut = sight.cut(id, upTo);
        if (doubt.ends(cut)) {
            throw cut(cut.orElseThrow(), null);
        }
        if (cut.isPresent()) {
            throw new KafkaException(
                    "Topic " + topic + " seems to be another: " + cut.get() + ". It is looked at again");
        }
    }

    private synchronized void advance(Consumer<byte[], byte[]> consumer) {
        for (TopicPartition partition : partitions) {
            followed[partition.partition()] = consumer.position(partition);
        }
        arrive();
        notifyAll();
    }

    private synchronized void arrive() {
        Look reached = goal;
        if (reached == null || !reached.sight().isReached(followed)) {
            return;
        }
        goal = null;
        contact = reached.at();
        trouble = null;
        // After a long start what was reached may be long past.
        if (!started && sinceContact().compareTo(timeouts.stale().dividedBy(2)) < 0) {
            started = true;
            LOG.info("Read topic {}: {} records", topic, read);
            notifyAll();
        }
    }

    private CutException cut(String what, @Nullable Throwable cause) {
        CutException cut = new CutException(
                "Topic " + topic + " " + what
                        + ", while it was followed. Keys may be lost: restore it from an export, then restart the connectors that use it",
                cause);
        LOG.error("{}", cut.getMessage());
        return cut;
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
        boolean first;
        synchronized (this) {
            first = trouble == null;
            trouble = e;
        }
        if (first) {
            LOG.warn("Topic {} can't be followed; trying again", topic, e);
        } else {
            LOG.debug("Topic {} still can't be followed", topic, e);
        }
    }

    private void pause() {
        try {
            if (closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
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

    private Duration sinceContact() {
        return Duration.ofNanos(System.nanoTime() - contact);
    }

    private void checkRunning() {
        if (failed != null) {
            // Nobody but people can mend that.
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.MISSING,
                    failed instanceof CutException
                            ? String.valueOf(failed.getMessage())
                            : "Topic " + topic + " is not followed any more: "
                                    + failed.getClass().getSimpleName(),
                    failed);
        }
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "The reader of topic " + topic + " was closed", null);
        }
    }

    /** The topic is another one than was followed. */
    private static final class CutException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private CutException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
