package io.lockweir.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's clients as the store needs them, with the user's connection settings. Each client gets only the settings it knows. */
final class KafkaClients {
    private final Map<String, Object> settings;
    private final LogTimeouts timeouts;

    KafkaClients(Map<String, Object> settings, LogTimeouts timeouts) {
        this.settings = Map.copyOf(settings);
        this.timeouts = timeouts;
    }

    Admin admin() {
        Map<String, Object> config = known(AdminClientConfig.configNames());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis());
        return PluginLoader.with(() -> Admin.create(config));
    }

    /** A consumer without a group, which begins nowhere by itself. */
    Consumer<byte[], byte[]> consumer(int fetchBytes) {
        Map<String, Object> config = known(ConsumerConfig.configNames());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetchBytes);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis());
        return PluginLoader.with(
                () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** A producer for which a record either stands on all in-sync replicas, once and in order, or has failed. */
    Producer<byte[], byte[]> producer() {
        Map<String, Object> config = known(ProducerConfig.configNames());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis() / 2));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis());
        return PluginLoader.with(
                () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    private int millis() {
        return (int) timeouts.request().toMillis();
    }

    private Map<String, Object> known(Set<String> names) {
        Map<String, Object> config = new HashMap<>(settings);
        // A callback handler's own settings have names that no client declares, such as sasl.oauthbearer.…: they stay.
        config.keySet().removeIf(name -> !names.contains(name) && declaredByAnother(name));
        return config;
    }

    private static boolean declaredByAnother(String name) {
        return AdminClientConfig.configNames().contains(name)
                || ConsumerConfig.configNames().contains(name)
                || ProducerConfig.configNames().contains(name);
    }

    /** Connection settings and timeouts are compared, never printed. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KafkaClients clients
                && settings.equals(clients.settings)
                && timeouts.equals(clients.timeouts);
    }

    @Override
    public int hashCode() {
        return 31 * new TreeMap<>(settings).hashCode() + timeouts.hashCode();
    }

    /** The names of the settings. */
    @Override
    public String toString() {
        return "KafkaClients" + new TreeSet<>(settings.keySet());
    }
}
