package io.lockweir.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * The configuration of the topics that hold keys: what users write behind {@code store.}. Its {@code toString} names keys, never values.
 */
public final class TopicStoreConfig {
    static final String TOPIC = "topic";
    static final String SUBJECTS_TOPIC = "subjects.topic";
    static final String KAFKA = "kafka.";
    static final String SUBJECTS_KAFKA = "subjects.kafka.";
    static final String SUBJECTS_PARTITIONS = "subjects.partitions";
    static final String REPLICATION = "topic.replication.factor";
    static final String MIN_ISR = "topic.min.insync.replicas";
    static final String COMPACTION_LAG = "topic.min.compaction.lag.ms";
    static final String START_TIMEOUT = "start.timeout.ms";
    static final String REQUEST_TIMEOUT = "request.timeout.ms";
    static final String SUBJECTS_MAX = "subjects.max";
    static final String SUBJECTS_STALE = "subjects.max.stale.ms";

    static final long SEVEN_DAYS = Duration.ofDays(7).toMillis();

    /** What the store itself decides about its clients; anything else would lose keys. */
    private static final Set<String> OWN = Set.of(
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG);

    /** The keys, without {@code store.}, beside {@code kafka.*} and {@code subjects.kafka.*}. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    TOPIC,
                    ConfigDef.Type.STRING,
                    "lockweir-deks",
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Compacted topic of wrapped data keys. Created if absent, with one partition: one with more is refused, since its order decides which "
                            + "key a join domain has. Every writer and reader of a namespace needs the same.")
            .define(
                    SUBJECTS_TOPIC,
                    ConfigDef.Type.STRING,
                    "lockweir-subjects",
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Compacted topic of the keys of data subjects, for crypto-shredding. Created at the first rule with a subject.")
            .define(
                    SUBJECTS_PARTITIONS,
                    ConfigDef.Type.INT,
                    12,
                    ConfigDef.Range.between(1, 1000),
                    Importance.LOW,
                    "Partitions of the topic of subjects, if it is created. A namespace keeps the number it began with.")
            .define(
                    REPLICATION,
                    ConfigDef.Type.SHORT,
                    (short) 3,
                    ConfigDef.Range.between(1, 100),
                    Importance.MEDIUM,
                    "Replication factor of the topics, if they are created; a lower one of an existing topic is warned about.")
            .define(
                    MIN_ISR,
                    ConfigDef.Type.INT,
                    2,
                    ConfigDef.Range.between(1, 100),
                    Importance.MEDIUM,
                    "min.insync.replicas of the topics, if they are created; a lower one of an existing topic is warned about.")
            .define(
                    COMPACTION_LAG,
                    ConfigDef.Type.LONG,
                    SEVEN_DAYS,
                    ConfigDef.Range.atLeast(SEVEN_DAYS),
                    Importance.LOW,
                    "min.compaction.lag.ms of the topics, if they are created: the time to repair after an accidental null. At least 7 days.")
            .define(
                    START_TIMEOUT,
                    ConfigDef.Type.LONG,
                    120_000L,
                    ConfigDef.Range.between(1_000L, 3_600_000L),
                    Importance.MEDIUM,
                    "How long a start waits until everything is read that stood in the topics.")
            .define(
                    REQUEST_TIMEOUT,
                    ConfigDef.Type.LONG,
                    30_000L,
                    ConfigDef.Range.between(1_000L, 600_000L),
                    Importance.LOW,
                    "How long a publication waits for its acknowledgement, and a read for its answer.")
            .define(
                    SUBJECTS_MAX,
                    ConfigDef.Type.LONG,
                    5_000_000L,
                    ConfigDef.Range.atLeast(1L),
                    Importance.MEDIUM,
                    "Most subjects of a namespace that the process keeps an index for, 96 bytes of heap each. More stop it.")
            .define(
                    SUBJECTS_STALE,
                    ConfigDef.Type.LONG,
                    60_000L,
                    ConfigDef.Range.atLeast(5_000L),
                    Importance.MEDIUM,
                    "How long the keys of subjects are used while the topic of subjects is out of reach and a SHRED may have been missed.");

    private final AbstractConfig values;
    private final Map<String, Object> kafka;
    private final Map<String, Object> subjectsKafka;

    private TopicStoreConfig(AbstractConfig values, Map<String, Object> kafka, Map<String, Object> subjectsKafka) {
        this.values = values;
        this.kafka = kafka;
        this.subjectsKafka = subjectsKafka;
    }

    /**
     * Checks settings, without I/O.
     *
     * @param settings names without {@code store.}
     * @throws IllegalArgumentException naming the key as the user wrote it, never a value
     */
    public static TopicStoreConfig of(Map<String, String> settings) {
        Map<String, Object> kafka = new LinkedHashMap<>();
        Map<String, Object> subjectsKafka = new LinkedHashMap<>();
        Map<String, String> own = new TreeMap<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String key = setting.getKey();
            if (key.startsWith(SUBJECTS_KAFKA)) {
                subjectsKafka.put(clientKey(key, SUBJECTS_KAFKA), setting.getValue());
            } else if (key.startsWith(KAFKA)) {
                kafka.put(clientKey(key, KAFKA), setting.getValue());
            } else {
                own.put(key, setting.getValue());
            }
        }
        Set<String> unknown = new TreeSet<>(own.keySet());
        unknown.removeAll(DEFINITION.names());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "Unknown keys: store." + String.join(", store.", unknown) + ". Correct or remove them.");
        }
        if (!kafka.containsKey(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(
                    "Key 'store.kafka.bootstrap.servers' is missing with store=topic. A plugin does not see "
                            + "the worker's own configuration: name the brokers.");
        }
        Map<String, Object> merged = new LinkedHashMap<>(kafka);
        merged.putAll(subjectsKafka);
        try {
            return new TopicStoreConfig(new AbstractConfig(DEFINITION, own, false), kafka, merged);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("Of the keys of store=topic, behind 'store.': " + e.getMessage());
        }
    }

    String topic() {
        return values.getString(TOPIC);
    }

    String subjectsTopic() {
        return values.getString(SUBJECTS_TOPIC);
    }

    long maxSubjects() {
        return values.getLong(SUBJECTS_MAX);
    }

    /** The topic of data keys as it should be. */
    TopicSpec deks() {
        return spec(topic(), TopicSpec.Order.WHOLE, 1);
    }

    /** The topic of subjects as it should be. */
    TopicSpec subjects() {
        return spec(subjectsTopic(), TopicSpec.Order.PER_PARTITION, values.getInt(SUBJECTS_PARTITIONS));
    }

    LogTimeouts timeouts() {
        return new LogTimeouts(
                Duration.ofMillis(values.getLong(START_TIMEOUT)),
                Duration.ofMillis(values.getLong(REQUEST_TIMEOUT)),
                Duration.ofMillis(values.getLong(SUBJECTS_STALE)));
    }

    /** Settings of Kafka's clients for data keys. */
    KafkaClients deksClients() {
        return new KafkaClients(kafka, timeouts());
    }

    /** Settings of Kafka's clients for subjects, which may name another principal. */
    KafkaClients subjectsClients() {
        return new KafkaClients(subjectsKafka, timeouts());
    }

    private TopicSpec spec(String name, TopicSpec.Order order, int partitions) {
        return new TopicSpec(
                name,
                order,
                partitions,
                values.getShort(REPLICATION),
                values.getInt(MIN_ISR),
                Duration.ofMillis(values.getLong(COMPACTION_LAG)));
    }

    private static String clientKey(String key, String prefix) {
        String client = key.substring(prefix.length());
        if (OWN.contains(client)) {
            throw new IllegalArgumentException(
                    "Key 'store." + key + "' can't be set: the store decides it, so that no key is lost.");
        }
        return client;
    }

    @Override
    public String toString() {
        return "TopicStoreConfig[" + topic() + ", " + subjectsTopic() + ", kafka " + kafka.keySet() + ", subjects "
                + subjectsKafka.keySet() + "]";
    }
}
