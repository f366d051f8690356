package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.DekStoreProvider;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TopicStoreConfigTest {
    private static final String SECRET = "canary4711secret";

    @Test
    void hasSafeDefaults() {
        TopicStoreConfig config = TopicStoreConfig.of(settings());
        assertThat(config.deks())
                .isEqualTo(new TopicSpec("lockweir-deks", TopicSpec.Order.WHOLE, 1, (short) 3, 2, Duration.ofDays(7)));
        assertThat(config.subjects())
                .isEqualTo(new TopicSpec(
                        "lockweir-subjects", TopicSpec.Order.PER_PARTITION, 12, (short) 3, 2, Duration.ofDays(7)));
        assertThat(config.timeouts())
                .isEqualTo(new LogTimeouts(Duration.ofMinutes(2), Duration.ofSeconds(30), Duration.ofMinutes(1)));
        assertThat(config.maxSubjects()).isEqualTo(5_000_000);
    }

    @Test
    void readsEveryKey() {
        TopicStoreConfig config = TopicStoreConfig.of(settings(
                "topic", "d",
                "subjects.topic", "s",
                "subjects.partitions", "3",
                "topic.replication.factor", "1",
                "topic.min.insync.replicas", "1",
                "topic.min.compaction.lag.ms", "864000000",
                "start.timeout.ms", "5000",
                "request.timeout.ms", "6000",
                "subjects.max", "7",
                "subjects.max.stale.ms", "8000"));
        assertThat(config.deks())
                .isEqualTo(new TopicSpec("d", TopicSpec.Order.WHOLE, 1, (short) 1, 1, Duration.ofDays(10)));
        assertThat(config.subjects())
                .isEqualTo(new TopicSpec("s", TopicSpec.Order.PER_PARTITION, 3, (short) 1, 1, Duration.ofDays(10)));
        assertThat(config.timeouts())
                .isEqualTo(new LogTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(8)));
        assertThat(config.maxSubjects()).isEqualTo(7);
        assertThat(new TreeSet<>(TopicStoreConfig.DEFINITION.names())).hasSize(10);
    }

    @Test
    void givesSubjectsTheirOwnPrincipal() {
        TopicStoreConfig config = TopicStoreConfig.of(
                settings("kafka.sasl.jaas.config", "one", "subjects.kafka.sasl.jaas.config", "two"));
        assertThat(config.deksClients()).isNotEqualTo(config.subjectsClients());
        assertThat(TopicStoreConfig.of(settings("kafka.sasl.jaas.config", "one"))
                        .deksClients())
                .isEqualTo(config.deksClients());
    }

    @Test
    void refusesWhatWouldLoseKeys() {
        assertThatThrownBy(() -> TopicStoreConfig.of(settings("kafka.acks", "1")))
                .hasMessage("Key 'store.kafka.acks' can't be set: the store decides it, so that no key is lost.");
        assertThatThrownBy(() -> TopicStoreConfig.of(settings("subjects.kafka.enable.idempotence", "false")))
                .hasMessageContaining("store.subjects.kafka.enable.idempotence");
        assertThatThrownBy(() -> TopicStoreConfig.of(settings("topic.min.compaction.lag.ms", "1000")))
                .hasMessageContaining("topic.min.compaction.lag.ms")
                .hasMessageContaining("at least 604800000");
    }

    @Test
    void refusesUnknownAndMissingKeys() {
        assertThatThrownBy(() -> TopicStoreConfig.of(settings("topics", "x")))
                .hasMessage("Unknown keys: store.topics. Correct or remove them.");
        assertThatThrownBy(() -> TopicStoreConfig.of(Map.of()))
                .hasMessageStartingWith("Key 'store.kafka.bootstrap.servers' is missing with store=topic.");
    }

    @Test
    void printsNoSecret() {
        TopicStoreConfig config = TopicStoreConfig.of(settings(
                "kafka.sasl.jaas.config", SECRET, "subjects.kafka.ssl.keystore.password", SECRET, "topic", "deks"));
        assertThat(List.of(
                        config.toString(),
                        config.deksClients().toString(),
                        config.subjectsClients().toString()))
                .noneMatch(text -> text.contains(SECRET))
                .anyMatch(text -> text.contains("sasl.jaas.config"));
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(DekStoreProvider.class, TopicDekStoreProvider.class.getClassLoader()))
                .anyMatch(provider -> provider.name().equals("topic"));
        new TopicDekStoreProvider().check(settings());
    }

    private static Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("kafka.bootstrap.servers", "localhost:9092"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }
}
