package io.lockweir.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Looks at a topic on its brokers. For one thread; to be closed. */
final class TopicProbe implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final List<TopicPartition> partitions;
    private final Supplier<Admin> admins;
    private @Nullable Admin admin;

    TopicProbe(String topic, List<TopicPartition> partitions, Supplier<Admin> admins) {
        this.topic = topic;
        this.partitions = List.copyOf(partitions);
        this.admins = admins;
    }

    /**
     * One look.
     *
     * @throws KafkaException if the brokers do not answer in time, or refuse
     */
    TopicSight look() {
        Admin asked = open();
        KafkaFuture<Map<String, TopicDescription>> described =
                asked.describeTopics(List.of(topic)).allTopicNames();
        KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> beginnings = offsets(asked, OffsetSpec.earliest());
        KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends = offsets(asked, OffsetSpec.latest());
        // The identity last: what is found of the ends is of this topic, or of an earlier one, which is noticed.
        long[] first = inOrder(answer(beginnings));
        long[] last = inOrder(answer(ends));
        TopicDescription description = answer(described).get(topic);
        if (description == null) {
            throw new KafkaException("The brokers did not describe topic " + topic);
        }
        return new TopicSight(description.topicId(), first, last);
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(TIMEOUT);
            admin = null;
        }
    }

    private Admin open() {
        Admin ready = admin;
        if (ready == null) {
            ready = admins.get();
            admin = ready;
        }
        return ready;
    }

    private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets(Admin asked, OffsetSpec wanted) {
        return asked.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), each -> wanted)))
                .all();
    }

    private long[] inOrder(Map<TopicPartition, ListOffsetsResultInfo> found) {
        return partitions.stream()
                .mapToLong(partition -> {
                    ListOffsetsResultInfo info = found.get(partition);
                    if (info == null) {
                        throw new KafkaException("The brokers said nothing of " + partition);
                    }
                    return info.offset();
                })
                .toArray();
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("No answer in " + TIMEOUT.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
