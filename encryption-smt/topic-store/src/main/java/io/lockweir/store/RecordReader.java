package io.lockweir.store;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records by their offset. A fetch brings what follows too; it is kept, since what was written together is often read together.
 * Offsets are never used twice, so what is kept never is wrong.
 */
final class RecordReader implements AutoCloseable {
    private static final int KEPT = 16_384;
    private static final Duration POLL = Duration.ofMillis(200);

    private record At(int partition, long offset) {}

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Duration timeout;
    private final Map<At, SubjectLog.Entry> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<At, SubjectLog.Entry> eldest) {
            return size() > KEPT;
        }
    };
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean closed;

    RecordReader(String topic, Supplier<Consumer<byte[], byte[]>> consumers, Duration timeout) {
        this.topic = topic;
        this.consumers = consumers;
        this.timeout = timeout;
    }

    /** Empty when nothing stands there, because it was removed or was never written. */
    synchronized Optional<SubjectLog.Entry> read(int partition, long offset) {
        SubjectLog.Entry known = kept.get(new At(partition, offset));
        return known != null ? Optional.of(known) : attempt(() -> fetch(partition, offset));
    }

    /** The ends of partitions 0 to n-1. */
    synchronized long[] ends(int partitions) {
        return attempt(() -> {
            List<TopicPartition> all = java.util.stream.IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            Map<TopicPartition, Long> ends = open().endOffsets(all);
            return all.stream().mapToLong(each -> ends.getOrDefault(each, 0L)).toArray();
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        discard();
        kept.clear();
    }

    private Optional<SubjectLog.Entry> fetch(int partition, long offset) {
        Consumer<byte[], byte[]> opened = open();
        TopicPartition place = new TopicPartition(topic, partition);
        opened.assign(List.of(place));
        opened.seek(place, offset);
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean more = true;
        while (more) {
            for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
                kept.put(
                        new At(partition, record.offset()),
                        new SubjectLog.Entry(partition, record.offset(), record.key(), record.value()));
            }
            more = opened.position(place) <= offset;
            if (more && System.nanoTime() - deadline >= 0) {
                throw new KeyUnavailableError("Offset " + offset + " of partition " + partition + " of topic " + topic
                        + " could not be read in " + timeout.toMillis() + " ms");
            }
        }
        return Optional.ofNullable(kept.get(new At(partition, offset)));
    }

    private Consumer<byte[], byte[]> open() {
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "The reader of topic " + topic + " was closed", null);
        }
        Consumer<byte[], byte[]> ready = consumer;
        if (ready == null) {
            ready = consumers.get();
            consumer = ready;
        }
        return ready;
    }

    private <T> T attempt(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (org.apache.kafka.common.errors.InterruptException e) {
            discard();
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "Interrupted while topic " + topic + " was read", e);
        } catch (KafkaException e) {
            discard();
            throw new KeyUnavailableError("Topic " + topic + " could not be read", e);
        }
    }

    private void discard() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
