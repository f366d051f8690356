package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.ledger.LedgerSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class SinkConfigTest {

    private final Map<String, String> config = new HashMap<>(Map.of(
            "name", "bank",
            "connector.class", DecryptingIcebergSinkConnector.class.getName(),
            "tasks.max", "2",
            "topics", "bank.public.customers, bank.public.accounts",
            "consumer.override.isolation.level", "read_committed",
            "sink.id", "bank",
            "staging.dir", "/staging",
            "source.kafka.bootstrap.servers", "broker:9092",
            "iceberg.catalog.type", "rest",
            "mapping.regex", "bank\\.public\\.(.+)"));

    SinkConfigTest() {
        config.put("mapping.regex.table", "bank.$1");
    }

    @Test
    void hasSafeDefaults() {
        SinkConfig sink = new SinkConfig(config);

        assertThat(sink.connector()).isEqualTo("bank");
        assertThat(sink.topics()).containsExactly("bank.public.customers", "bank.public.accounts");
        assertThat(sink.feeds().commitInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(sink.feeds().idleInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(sink.feeds().sliceBytes()).isEqualTo(256 << 20);
        assertThat(sink.feeds().uncommitted()).isEqualTo(3);
        assertThat(sink.feeds().memoryBytes()).isEqualTo(256 << 20);
        assertThat(sink.openFiles()).isEqualTo(32);
        assertThat(sink.commitPolicy().gather()).isEqualTo(Duration.ofMillis(100));
        assertThat(sink.hasDeadLetters()).isFalse();
        assertThat(sink.ledger()).isEmpty();
    }

    @Test
    void publishesToTheLedgerByTheSourcesBrokersUnlessToldOthers() {
        config.put("ledger.kafka.client.id", "ledger");
        refused("ledger.kafka.client.id has no effect without ledger.topic. Set both, or neither.");

        config.put("ledger.topic", "bank.ledger");
        config.put("source.kafka.security.protocol", "SSL");
        LedgerSettings ledger = new SinkConfig(config).ledger().orElseThrow();

        assertThat(ledger.topic()).isEqualTo("bank.ledger");
        assertThat(ledger.kafka())
                .containsOnly(
                        Map.entry("bootstrap.servers", "broker:9092"),
                        Map.entry("security.protocol", "SSL"),
                        Map.entry("client.id", "ledger"));
        assertThat(ledger).hasToString("LedgerSettings[bank.ledger]");
        config.put("ledger.topic", "bank/ledger");
        refused("a topic's name has 1 to 249 letters, digits, '.', '_' and '-'");
    }

    @Test
    void readsEveryKey() {
        config.put("commit.interval.ms", "2000");
        config.put("idle.commit.interval.ms", "5000");
        config.put("slice.max.bytes", "2000000");
        config.put("uncommitted.slices.max", "7");
        config.put("open.files.max", "9");
        config.put("memory.max.bytes", "20000000");
        config.put("commit.gather.ms", "0");
        config.put("source.kafka.security.protocol", "SSL");
        config.put("iceberg.catalog.credential", "lake-writer:secret");
        config.put("hold.retention-1", "accept");
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", "bank.dlq");

        SinkConfig sink = new SinkConfig(config);

        assertThat(sink.feeds().commitInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(sink.feeds().idleInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sink.feeds().sliceBytes()).isEqualTo(2_000_000);
        assertThat(sink.feeds().uncommitted()).isEqualTo(7);
        assertThat(sink.feeds().memoryBytes()).isEqualTo(20_000_000);
        assertThat(sink.feeds().answers()).containsExactly(Map.entry("retention-1", HoldAnswer.ACCEPT));
        assertThat(sink.openFiles()).isEqualTo(9);
        assertThat(sink.commitPolicy().gather()).isZero();
        assertThat(sink.sourceKafka())
                .containsOnly(Map.entry("bootstrap.servers", "broker:9092"), Map.entry("security.protocol", "SSL"));
        assertThat(sink.tenants().all().get(0).catalog().principal()).contains("lake-writer");
        assertThat(sink.hasDeadLetters()).isTrue();
        assertThat(sink).hasToString("SinkConfig[bank]");
    }

    @Test
    void demandsReadCommitted() {
        config.remove("consumer.override.isolation.level");
        refused(
                "Set consumer.override.isolation.level=read_committed: by default a sink reads what transactions wrote and"
                        + " then aborted.");
        config.put("consumer.override.isolation.level", "read_uncommitted");
        refused("read_committed");
    }

    @Test
    void refusesToleranceWithoutADeadLetterQueue() {
        config.put("errors.tolerance", "all");
        refused(
                "errors.tolerance=all without a dead-letter queue loses records that a converter or transform fails on. Set"
                        + " errors.deadletterqueue.topic.name, or errors.tolerance=none.");
    }

    @Test
    void refusesADeadLetterQueueThatWouldStayEmpty() {
        config.put("errors.deadletterqueue.topic.name", "dlq");
        refused("errors.deadletterqueue.topic.name has no effect without errors.tolerance=all. Set both, or neither.");
    }

    @Test
    void refusesUnknownKeysAndAllowsThoseOfConnect() {
        for (String key : List.of(
                "key.converter",
                "value.converter.x",
                "transforms",
                "transforms.a.type",
                "predicates.p.type",
                "errors.log.enable",
                "errors.retry.timeout",
                "config.action.reload",
                "consumer.override.max.poll.records",
                "tasks.max.enforce")) {
            config.put(key, "0");
        }
        assertThatCode(() -> new SinkConfig(config)).doesNotThrowAnyException();

        config.put("commit.intervall.ms", "1");
        refused("Unknown key commit.intervall.ms: correct or remove it.");
    }

    @Test
    void refusesAHoldAnswerItDoesNotKnow() {
        config.put("hold.retention-1", "ignore");
        refused("hold.retention-1 must be replay or accept.");
    }

    @Test
    void validatesTheWholeConfigurationForTheRestInterface() {
        config.remove("consumer.override.isolation.level");
        config.remove("sink.id");
        config.put("no.such.key", "1");

        Map<String, List<String>> errors = new HashMap<>();
        new DecryptingIcebergSinkConnector()
                .validate(config)
                .configValues()
                .forEach(value -> errors.put(value.name(), value.errorMessages()));

        assertThat(errors.get("consumer.override.isolation.level")).hasSize(1);
        assertThat(errors.get("sink.id")).isNotEmpty();
        assertThat(errors.get("no.such.key")).containsExactly("Unknown key no.such.key: correct or remove it.");
    }

    @Test
    void givesEachTaskItsNumber() {
        DecryptingIcebergSinkConnector connector = new DecryptingIcebergSinkConnector();

        assertThat(connector.taskConfigs(2))
                .extracting(task -> task.get("lockweir.task"))
                .containsExactly("0", "1");
        assertThat(connector.taskClass()).isEqualTo(DecryptingIcebergSinkTask.class);
        config.put("lockweir.task", "1");
        assertThatCode(() -> new SinkConfig(config)).doesNotThrowAnyException();
    }

    @Test
    void refusesToAlterOffsets() {
        assertThatThrownBy(() -> new DecryptingIcebergSinkConnector().alterOffsets(config, Map.of()))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("Offsets of this sink are not Connect's to alter");
    }

    @Test
    void keepsTenantsApart() {
        config.put("iceberg.catalog.credential", "lake-writer:secret");
        config.put("tenants", "shop,bank");
        config.put("tenants.shop.tables", "shop\\..*");
        config.put("tenants.shop.catalog.credential", "shop-writer:secret");
        config.put("tenants.bank.tables", "bank\\..*");

        assertThat(new SinkConfig(config).tenants().all())
                .extracting(tenant -> tenant.catalog().principal().orElse("-"))
                .containsExactly("shop-writer", "lake-writer");

        config.put("tenants.shop.catalogue.credential", "x");
        refused("Unknown key tenants.shop.catalogue.credential");
    }

    @Test
    void refusesTimesThatNoClockReaches() {
        for (String key : List.of("commit.interval.ms", "idle.commit.interval.ms", "upsert.index.max.age.ms")) {
            config.put(key, Long.toString(Long.MAX_VALUE));
            refused(key);
            config.remove(key);
        }
    }

    @Test
    void refusesToChangeTablesWithoutADesign() {
        config.put("schema.evolve", "design");
        refused("schema.evolve=design needs table.design");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> new SinkConfig(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }
}
