package io.lockweir.store;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLog;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Gives a follower that comes late everything from the beginning, until it is where the others are and joins them. In the calling thread. */
final class CatchUp {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final List<TopicPartition> partitions;
    private final Followers others;
    private final Duration timeout;

    CatchUp(String topic, List<TopicPartition> partitions, Followers others, Duration timeout) {
        this.topic = topic;
        this.partitions = List.copyOf(partitions);
        this.others = others;
        this.timeout = timeout;
    }

    /** Reads with a consumer of its own. */
    void run(SubjectLog.Follower follower, Supplier<Consumer<byte[], byte[]>> consumers) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!others.join(follower, positions(consumer))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    follower.accept(
                            new SubjectLog.Entry(record.partition(), record.offset(), record.key(), record.value()));
                }
                if (System.nanoTime() - deadline >= 0) {
                    throw new KeyUnavailableError("Topic " + topic
                            + ": reading it from the beginning took longer than store.start.timeout.ms="
                            + timeout.toMillis());
                }
            }
        } catch (InterruptException e) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "Interrupted while topic " + topic + " was read", e);
        } catch (KafkaException e) {
            throw new KeyUnavailableError("Topic " + topic + " could not be read from its beginning", e);
        } catch (IllegalStateException e) {
            throw Followers.failed(e);
        }
    }

    private long[] positions(Consumer<byte[], byte[]> consumer) {
        return partitions.stream().mapToLong(consumer::position).toArray();
    }
}
