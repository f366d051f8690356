package io.lockweir.sink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions of one transactional id. A broker under load may refuse one as a whole ({@code InvalidTxnStateException} was
 * seen), which is fatal for its producer: the next one ends what was open, and other records are sent instead. So nobody
 * expects a record of a refused transaction, and one that was committed after all shows as a record nobody produced.
 */
final class Transactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int REPEATS = 3;

    private final Supplier<? extends Producer<byte[], byte[]>> producers;
    private Producer<byte[], byte[]> producer;

    /** @param producers give a producer of the same transactional id each time */
    Transactions(Supplier<? extends Producer<byte[], byte[]>> producers) {
        this.producers = producers;
        this.producer = open();
    }

    private Producer<byte[], byte[]> open() {
        Producer<byte[], byte[]> fresh = producers.get();
        fresh.initTransactions();
        return fresh;
    }

    /** @param records asked again after a refusal, for other records; those of the last answer are committed */
    void commit(Supplier<List<ProducerRecord<byte[], byte[]>>> records) {
        run(records, Producer::commitTransaction);
    }

    /** @param records asked again after a refusal, for other records */
    void abort(Supplier<List<ProducerRecord<byte[], byte[]>>> records) {
        run(records, last -> {
            last.flush();
            last.abortTransaction();
        });
    }

    private void run(
            Supplier<List<ProducerRecord<byte[], byte[]>>> records, Consumer<Producer<byte[], byte[]>> ending) {
        for (int repeat = 1; ; repeat++) {
            try {
                producer.beginTransaction();
                for (ProducerRecord<byte[], byte[]> each : records.get()) {
                    // Errors of single records show in the commit.
                    Future<RecordMetadata> unused = producer.send(each);
                }
                ending.accept(producer);
                return;
            } catch (InterruptException | TimeoutException e) {
                // No refusal: nobody answered.
                throw e;
            } catch (KafkaException e) {
                if (repeat > REPEATS) {
                    throw e;
                }
                LOG.warn("The broker refused a transaction; other records follow in another one, {}", repeat, e);
                producer.close(Duration.ZERO);
                producer = open();
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
