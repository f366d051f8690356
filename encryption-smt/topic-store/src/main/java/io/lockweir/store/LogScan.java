package io.lockweir.store;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectLog;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The records of a partition from an offset on to the end that it had when the scan began. Belongs to one thread; to be closed. */
final class LogScan implements Iterator<SubjectLog.Entry>, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;
    private final long end;
    private Iterator<ConsumerRecord<byte[], byte[]>> polled =
            List.<ConsumerRecord<byte[], byte[]>>of().iterator();

    /**
     * Begins.
     *
     * @param from an offset; the beginning where records before it were deleted
     */
    LogScan(TopicPartition partition, long from, Supplier<Consumer<byte[], byte[]>> consumers, Duration timeout) {
        this.partition = partition;
        this.timeout = timeout;
        this.consumer = consumers.get();
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, Math.max(from, beginning()));
            this.end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        } catch (KafkaException e) {
            consumer.close();
            throw failed(e);
        }
    }

    private long beginning() {
        return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    @Override
    public boolean hasNext() {
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            while (!polled.hasNext() && consumer.position(partition) < end) {
                polled = consumer.poll(POLL).iterator();
                if (!polled.hasNext() && System.nanoTime() - deadline >= 0) {
                    throw new KeyUnavailableError(
                            "Nothing came from " + partition + " in " + timeout.toMillis() + " ms");
                }
            }
            return polled.hasNext();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    @Override
    public SubjectLog.Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ConsumerRecord<byte[], byte[]> record = polled.next();
        return new SubjectLog.Entry(record.partition(), record.offset(), record.key(), record.value());
    }

    @Override
    public void close() {
        consumer.close();
    }

    private KeyUnavailableError failed(KafkaException e) {
        return new KeyUnavailableError("Topic " + partition.topic() + " could not be read", e);
    }
}
