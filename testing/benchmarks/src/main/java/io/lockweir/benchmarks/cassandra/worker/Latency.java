package io.lockweir.benchmarks.cassandra.worker;

import io.lockweir.demo.topics.RegistryAvro;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How long after its acknowledgement by the node a write is a committed record that a consumer has, under a load that does not change.
 *
 * @param medianMs of all writes
 * @param p99Ms what one of a hundred exceeds
 */
record Latency(double medianMs, double p99Ms) {

    private static final int WARM_UP_SECONDS = 15;
    private static final int SECONDS = 30;

    static Latency measure(WorkerRun run, RegistryAvro avro, double perSecond) throws InterruptedException {
        int first = (int) (WARM_UP_SECONDS * perSecond);
        int count = first + (int) (SECONDS * perSecond);
        AtomicLongArray acknowledged = new AtomicLongArray(count);
        AtomicLongArray arrived = new AtomicLongArray(count);
        AtomicLong missing = new AtomicLong(count);
        run.startConnector();
        try (Arrivals arrivals = run.payments();
                Load load = new Load(
                        run, count, perSecond, payment -> acknowledged.set((int) payment, System.nanoTime()))) {
            run.until(() -> missing.get() == 0, () -> {
                for (ConsumerRecord<byte[], byte[]> record : arrivals.poll()) {
                    int payment = payment(avro, record);
                    if (arrived.compareAndSet(payment, 0, System.nanoTime())) {
                        missing.decrementAndGet();
                    }
                }
                load.check();
            });
        }
        double[] milliseconds = new double[count - first];
        for (int i = first; i < count; i++) {
            // A record may come before its acknowledgement does.
            milliseconds[i - first] = Math.max(0, arrived.get(i) - acknowledged.get(i)) / 1e6;
        }
        Arrays.sort(milliseconds);
        return new Latency(milliseconds[milliseconds.length / 2], milliseconds[milliseconds.length * 99 / 100]);
    }

    private static int payment(RegistryAvro avro, ConsumerRecord<byte[], byte[]> record) {
        try {
            GenericRecord key = avro.read(record.key());
            return ((Long) key.get("payment")).intValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
