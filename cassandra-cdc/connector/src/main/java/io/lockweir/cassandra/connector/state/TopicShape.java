package io.lockweir.cassandra.connector.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topic of the state, or checks the one that is there. */
final class TopicShape {
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TopicShape() {}

    static void ensure(StateSettings settings) {
        try (Admin admin = Admin.create(settings.clients())) {
            // A topic that was just made is not known to every broker at once.
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < PATIENCE.toNanos()) {
                try {
                    if (exists(admin, settings)) {
                        check(admin, settings);
                        return;
                    }
                    create(admin, settings);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                }
                Thread.sleep(AGAIN.toMillis());
            }
            throw new KafkaException("The state topic " + settings.topic() + " was made, and after "
                    + PATIENCE.toSeconds() + " s no broker tells of it. Check that the user may describe it.");
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The state topic " + settings.topic() + " could not be made or checked", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static boolean exists(Admin admin, StateSettings settings) throws ExecutionException, InterruptedException {
        try {
            int partitions = admin.describeTopics(List.of(settings.topic()))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            if (partitions != settings.partitions()) {
                throw new ConfigException(
                        "The state topic " + settings.topic() + " has " + partitions + " partitions and "
                                + "state.topic.partitions says " + settings.partitions()
                                + "; the number is fixed at creation: correct the key.");
            }
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static void create(Admin admin, StateSettings settings) throws ExecutionException, InterruptedException {
        Optional<Short> replication =
                settings.replication() < 0 ? Optional.empty() : Optional.of(settings.replication());
        NewTopic topic = new NewTopic(settings.topic(), Optional.of(settings.partitions()), replication)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void check(Admin admin, StateSettings settings) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
        String policy = admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next()
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
        if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
            throw new ConfigException("The state topic " + settings.topic() + " has cleanup.policy=" + policy
                    + ": rows would be lost. Set it to compact, or name another state.topic.");
        }
    }
}
