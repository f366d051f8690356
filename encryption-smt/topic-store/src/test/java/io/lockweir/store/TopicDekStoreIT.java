package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekRecordCodec;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueType;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicDekStoreIT {
    @RegisterExtension
    static final LocalStackExtension STACK =
            LocalStackExtension.of(LocalStack.builder().withKafka());

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Scope BANK = new Scope.Namespace("bank");
    private final String topic = "deks-" + UUID.randomUUID();
    private final TopicDekStoreProvider provider = new TopicDekStoreProvider();

    @Test
    void createsTheTopicAndPublishesToAllProcesses() throws Exception {
        try (DekStore one = provider.open(settings());
                DekStore other = provider.open(settings("request.timeout.ms", "20000"))) {
            DekRecord record = record(BANK, 1);
            one.publish(record);
            assertThat(one.find(record.id())).containsExactly(record);
            await().untilAsserted(() -> assertThat(other.find(record.id())).containsExactly(record));
            assertThat(other.find(DekId.of(new byte[DekId.LENGTH]))).isEmpty();
            try (Stream<DekRecord> all = other.records()) {
                assertThat(all).containsExactly(record);
            }
            assertThat(other.progress().complete()).isTrue();
        }
        try (Admin admin = admin()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            var config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
            assertThat(config.get("min.compaction.lag.ms").value()).isEqualTo("604800000");
        }
    }

    @Test
    void sharesOneTailAProcessAndConfiguration() {
        DekStore one = provider.open(settings());
        DekStore two = provider.open(settings());
        assertThat(tails()).isEqualTo(1);
        one.close();
        one.close();
        DekRecord record = record(BANK, 1);
        two.publish(record);
        assertThat(two.find(record.id())).containsExactly(record);
        two.close();
        await().untilAsserted(() -> assertThat(tails()).isZero());
        try (DekStore three = provider.open(settings())) {
            assertThat(three.find(record.id())).containsExactly(record);
        }
    }

    @Test
    void poisonNeverDisplacesAGoodKey() throws Exception {
        List<String> poison = new CopyOnWriteArrayList<>();
        KeyEvents events = new KeyEvents() {
            @Override
            public void poison(String store, int partition, long offset) {
                poison.add(store + " " + partition + " " + offset);
            }
        };
        try (DekStore store = provider.open(settings(), events);
                DekStore same = provider.open(settings(), events)) {
            DekRecord good = record(BANK, 1);
            store.publish(good);
            byte[] value = DekRecordCodec.encode(good);
            byte[] key = DekTopicKey.of(good.id(), value);
            DekRecord bad = new DekRecord(good.id(), BANK, List.of(wrap(2)), Instant.EPOCH, "somebody else");
            try (KafkaLog log = KafkaLog.open(config().deks(), config().deksClients(), config().timeouts())) {
                log.append(0, key, null).get();
                log.append(0, key, "garbage".getBytes(StandardCharsets.UTF_8)).get();
                log.append(0, key, DekRecordCodec.encode(bad)).get();
                log.append(0, "garbage".getBytes(StandardCharsets.UTF_8), value).get();
                log.append(0, new byte[0], null).get();
            }
            store.publish(bad);
            assertThat(same.find(good.id())).containsExactly(good, bad);
            assertThat(poison).containsExactly("deks 0 1", "deks 0 2", "deks 0 3", "deks 0 4", "deks 0 5");
        }
        try (DekStore again = provider.open(settings())) {
            assertThat(again.find(record(BANK, 1).id())).hasSize(2).first().isEqualTo(record(BANK, 1));
        }
    }

    @Test
    void listsDomainKeysInTheOrderOfTheirPublication() {
        Scope.Join customers = new Scope.Join(JoinDomain.of("customer", ValueType.INT64));
        try (DekStore store = provider.open(settings())) {
            List<DekRecord> published =
                    Stream.of(1, 2, 3).map(i -> record(customers, i)).toList();
            published.forEach(store::publish);
            store.publish(record(BANK, 4));
            assertThat(store.domainKeys(customers)).isEqualTo(published);
            assertThat(store.domainKeys(new Scope.Join(JoinDomain.of("account", ValueType.INT64))))
                    .isEmpty();
        }
    }

    @Test
    void exportsAndRestoresWhatIsMissing() throws Exception {
        DekRecord one = record(BANK, 1);
        DekRecord two = record(BANK, 2);
        try (DekStore store = provider.open(settings())) {
            store.publish(one);
            store.publish(two);
        }
        StringWriter exported = new StringWriter();
        try (TopicExport export = TopicExport.ofDeks(settings())) {
            assertThat(export.export(exported, count -> {})).isEqualTo(2);
            assertThat(export.restore(new StringReader(exported.toString()), count -> {}))
                    .isZero();
        }
        byte[] value = DekRecordCodec.encode(two);
        try (KafkaLog log = KafkaLog.open(config().deks(), config().deksClients(), config().timeouts())) {
            log.append(0, DekTopicKey.of(two.id(), value), null).get();
        }
        try (TopicExport export = TopicExport.ofDeks(settings())) {
            assertThat(export.restore(new StringReader(exported.toString()), count -> {}))
                    .isEqualTo(1);
            assertThatThrownBy(() -> export.restore(new StringReader("x\n"), count -> {}))
                    .hasMessage("Line 1 is no line of an export");
        }
        try (DekStore store = provider.open(settings())) {
            assertThat(store.find(two.id())).containsExactly(two);
        }
    }

    @Test
    void refusesATopicThatDeletesKeys() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "delete"))))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> provider.open(settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Topic " + topic + ": cleanup.policy is delete")
                .hasMessageContaining("kafka-topics.sh --create --topic " + topic);
    }

    @Test
    void refusesATopicWhoseRecordsHaveNoOneOrder() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> provider.open(settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Topic " + topic + ": it has 3 partitions instead of 1")
                .hasMessageContaining("kafka-topics.sh --create --topic " + topic + " --partitions 1");
    }

    @Test
    void aTopicThatIsDeletedAndMadeAnewIsNoticedAndNotSkipped() throws Exception {
        DekRecord record = record(BANK, 1);
        try (DekStore store = provider.open(settings());
                Admin admin = admin()) {
            store.publish(record);
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(LONG).until(() -> !admin.listTopics().names().get().contains(topic));
            try (KafkaLog anew = KafkaLog.open(config().deks(), config().deksClients(), config().timeouts())) {
                for (int i = 2; i < 5; i++) {
                    byte[] value = DekRecordCodec.encode(record(BANK, i));
                    anew.append(0, DekTopicKey.of(record(BANK, i).id(), value), value)
                            .get();
                }
            }
            await().atMost(LONG)
                    .untilAsserted(() -> assertThatThrownBy(() -> store.publish(record))
                            .isInstanceOfSatisfying(
                                    KeyUnavailableError.class,
                                    e -> assertThat(e.reason()).isEqualTo(KeyUnavailableError.Reason.MISSING))
                            .hasMessageContaining("Topic " + topic + " was ")
                            .hasMessageContaining("restore it from an export"));
            try (DekStore another = provider.open(settings())) {
                assertThat(another.find(record(BANK, 3).id())).containsExactly(record(BANK, 3));
            }
        }
    }

    @Test
    void saysWhatIsWrongWhenNoBrokerAnswers() {
        assertThatThrownBy(() -> provider.open(settings(
                        "kafka.bootstrap.servers",
                        "127.0.0.1:1",
                        "request.timeout.ms",
                        "1500",
                        "kafka.sasl.jaas.config",
                        "canary4711secret")))
                .isInstanceOf(KeyUnavailableError.class)
                .hasMessageContaining(topic)
                .hasMessageContaining("store.kafka.*")
                .message()
                .doesNotContain("canary4711secret");
    }

    private long tails() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lockweir-tail-" + topic))
                .count();
    }

    private DekRecord record(Scope scope, int number) {
        byte[] id = new byte[DekId.LENGTH];
        new Random(number).nextBytes(id);
        return new DekRecord(DekId.of(id), scope, List.of(wrap(number)), Instant.ofEpochMilli(number), "test");
    }

    private DekRecord.Wrap wrap(int number) {
        byte[] wrapped = new byte[48];
        new Random(number).nextBytes(wrapped);
        return new DekRecord.Wrap("kek", wrapped);
    }

    private TopicStoreConfig config() {
        return TopicStoreConfig.of(settings());
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", STACK.stack().kafka().bootstrapServers()));
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                STACK.stack().kafka().bootstrapServers(),
                "topic",
                topic,
                "topic.replication.factor",
                "1",
                "topic.min.insync.replicas",
                "1"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }
}
