package io.lockweir.cli.topic;

import io.lockweir.cli.config.UsageException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic that a copy goes to: partitions, replication and settings of the source. */
record TargetTopic(Admin admin, String source, String target) {
    private static final Duration LEADERS = Duration.ofMinutes(1);
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    /** Makes it if it is not there; says whether it was made. */
    boolean ensure() {
        TopicDescription original = described(source);
        try {
            TopicDescription found = described(target);
            if (found.partitions().size() != original.partitions().size()) {
                throw new UsageException(
                        "Topic " + target + " has " + found.partitions().size() + " partitions, "
                                + source + " has " + original.partitions().size()
                                + ". A record keeps its partition: make the target with as many.");
            }
            return false;
        } catch (UnknownTopicOrPartitionException e) {
            create(original);
            return true;
        }
    }

    private void create(TopicDescription original) {
        short replicas = (short) original.partitions().get(0).replicas().size();
        NewTopic topic = new NewTopic(target, original.partitions().size(), replicas).configs(settings());
        done(admin.createTopics(List.of(topic)).all());
        awaitLeaders(original.partitions().size());
    }

    /**
     * Brokers answer before every partition has its log. A producer's first batch that comes too early is refused while the
     * batches behind it are taken; it never finds its place again and is lost with its delivery timeout.
     */
    private void awaitLeaders(int partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(target, partition), OffsetSpec.latest());
        }
        long deadline = System.nanoTime() + LEADERS.toNanos();
        while (true) {
            try {
                done(admin.listOffsets(ends).all());
                return;
            } catch (RetriableException e) {
                // The client itself does not ask twice about a topic that the broker has not heard of.
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
        }
    }

    /** What was set for the source itself; the rest is the brokers' default for both. */
    private Map<String, String> settings() {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, source);
        Collection<ConfigEntry> entries = done(admin.describeConfigs(List.of(resource))
                        .all())
                .values()
                .iterator()
                .next()
                .entries();
        Map<String, String> settings = new HashMap<>();
        entries.stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }

    private TopicDescription described(String topic) {
        return done(admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .iterator()
                .next();
    }

    private static <T> T done(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking the brokers", e);
        }
    }
}
