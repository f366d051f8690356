package io.lockweir.cli.topic;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.config.UsageException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's clients with the user's settings behind {@code kafka.}; what correctness needs is not theirs to change. */
public final class KafkaConnection {
    /** How long is waited for brokers that do not answer: the setting of Kafka's clients that says so. */
    static final String BOUND = ToolConfig.KAFKA + ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG;

    private static final Duration DEFAULT_BOUND = Duration.ofMinutes(1);

    private final Map<String, Object> settings;
    private final Duration bound;

    public KafkaConnection(ToolConfig config) {
        this.settings = Map.copyOf(config.section(ToolConfig.KAFKA));
        if (!settings.containsKey(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new UsageException("Key 'kafka.bootstrap.servers' is missing. Name the brokers of the topic.");
        }
        this.bound = bound(config);
    }

    /** How long is waited for brokers that do not answer. */
    Duration bound() {
        return bound;
    }

    private static Duration bound(ToolConfig config) {
        try {
            return config.has(BOUND) ? Duration.ofMillis(Long.parseLong(config.text(BOUND, ""))) : DEFAULT_BOUND;
        } catch (NumberFormatException e) {
            throw new UsageException("Key '" + BOUND + "' is no number of milliseconds.");
        }
    }

    /** An admin client. */
    Admin admin() {
        return Admin.create(settings);
    }

    /** A consumer of committed records that commits nothing by itself. */
    Consumer<byte[], byte[]> consumer(int maxPollRecords) {
        return new KafkaConsumer<>(reading(maxPollRecords), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The same, whose positions belong to a group. */
    Consumer<byte[], byte[]> consumer(int maxPollRecords, String group) {
        Map<String, Object> config = reading(maxPollRecords);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer whose records and positions are committed together; another one of the same id is fenced off. */
    Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> reading(int maxPollRecords) {
        Map<String, Object> config = new HashMap<>(settings);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
        return config;
    }

    /** Names of the settings. */
    @Override
    public String toString() {
        return "KafkaConnection" + settings.keySet();
    }
}
