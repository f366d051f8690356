package io.lockweir.sink.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the brokers answered one by one: a partition without a leader must not keep the others from starting. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Waits for all of them together; what failed or came too late is left out, and named in one warning. */
    static <K, V> Map<K, V> within(Map<K, KafkaFuture<V>> futures, Duration timeout, String what) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<K, V> answers = new HashMap<>();
        Map<String, String> failures = new TreeMap<>();
        futures.forEach((key, future) -> {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                answers.put(key, future.get(left, TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                failures.put(String.valueOf(key), String.valueOf(e.getCause()));
            } catch (TimeoutException e) {
                failures.put(String.valueOf(key), "no answer within " + timeout);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("Interrupted", e);
            }
        });
        if (!failures.isEmpty()) {
            LOG.warn(
                    "Could not {} by source.kafka.* for {} of {}: {}", what, failures.size(), futures.size(), failures);
        }
        return answers;
    }
}
