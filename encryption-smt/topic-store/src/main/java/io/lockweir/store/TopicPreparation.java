package io.lockweir.store;

import io.lockweir.encryption.keys.KeyUnavailableError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a topic that holds keys and checks it, or creates it. */
final class TopicPreparation {
    private static final Logger LOG = LoggerFactory.getLogger(TopicPreparation.class);
    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Admin admin;
    private final TopicSpec spec;
    private final Duration timeout;

    TopicPreparation(Admin admin, TopicSpec spec, Duration timeout) {
        this.admin = admin;
        this.spec = spec;
        this.timeout = timeout;
    }

    /**
     * A topic that may be used.
     *
     * @param id changes when it is deleted and made anew
     */
    record Prepared(int partitions, Uuid id) {}

    /**
     * Finds or creates it.
     *
     * @throws IllegalArgumentException if the topic is there and would lose keys
     * @throws KeyUnavailableError if the brokers can't be asked, or the topic is absent and may not be created
     */
    Prepared run() {
        @Nullable TopicDescription found = describe();
        if (found == null) {
            create();
            for (int attempt = 0; found == null && attempt < ATTEMPTS; attempt++) {
                // The broker that is asked may not have heard yet.
                pause();
                found = describe();
            }
        }
        if (found == null) {
            throw new KeyUnavailableError(
                    "Topic " + spec.name() + " was created and is not found. Look at the brokers' logs");
        }
        check(found);
        return new Prepared(found.partitions().size(), found.topicId());
    }

    private @Nullable TopicDescription describe() {
        try {
            return await(admin.describeTopics(List.of(spec.name())).allTopicNames())
                    .get(spec.name());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw failed("described", e.getCause());
        }
    }

    private void create() {
        NewTopic topic = new NewTopic(spec.name(), spec.partitions(), spec.replication()).configs(spec.settings());
        try {
            await(admin.createTopics(List.of(topic)).all());
            LOG.info("Created topic {} with {} partitions and {}", spec.name(), spec.partitions(), spec.settings());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed("created", e.getCause());
            }
        }
    }

    private void check(TopicDescription topic) {
        int replication = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        for (TopicSpec.Finding finding : findings(topic.partitions().size(), replication)) {
            if (finding.severity() == TopicSpec.Severity.REFUSE) {
                throw new IllegalArgumentException(finding.text() + ". Create it anew: " + spec.command());
            }
            LOG.warn("{}", finding.text());
        }
    }

    private List<TopicSpec.Finding> findings(int partitions, int replication) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
        try {
            Map<ConfigResource, Config> configs =
                    await(admin.describeConfigs(List.of(resource)).all());
            Map<String, String> settings = new HashMap<>();
            configs.values()
                    .forEach(config -> config.entries().forEach(entry -> settings.put(entry.name(), entry.value())));
            return spec.findings(settings, partitions, replication);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                LOG.warn(
                        "The settings of topic {} can't be checked: the principal may not describe them. It must be as after: {}",
                        spec.name(),
                        spec.command());
                return spec.findings(spec.settings(), partitions, replication);
            }
            throw failed("checked", e.getCause());
        }
    }

    private <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed("asked about", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "Interrupted while topic " + spec.name() + " was prepared", e);
        }
    }

    private KeyUnavailableError failed(String what, @Nullable Throwable cause) {
        boolean passes = cause instanceof RetriableException || cause instanceof TimeoutException;
        return new KeyUnavailableError(
                passes ? KeyUnavailableError.Reason.UNAVAILABLE : KeyUnavailableError.Reason.DENIED,
                "Topic " + spec.name() + " could not be " + what
                        + ". Look at store.kafka.* and at the principal's rights, or create it with: " + spec.command(),
                cause);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "Interrupted while a topic was created", e);
        }
    }
}
