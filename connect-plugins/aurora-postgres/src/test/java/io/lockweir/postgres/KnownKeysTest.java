package io.lockweir.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Field;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aurora.hosts",
                "tables.include.list",
                "slot.nmae",
                "aurora.auth",
                "aurora.",
                "AURORA.hosts",
                "database.pasword",
                "driver.nonsense",
                "transform.encrypt.type",
                "column.truncate.to.x.chars",
                "kafka.api.key"
            })
    void onlyTheFirstOfTheseIsKnown(String key) {
        assertThat(KnownKeys.unknown(Map.of(key, "x"), List.of()))
                .isEqualTo(key.equals("aurora.hosts") ? List.of() : List.of(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "connector.class",
                "connector.plugin.version",
                "tasks.max",
                "exactly.once.support",
                "offsets.storage.topic",
                "key.converter.schemas.enable",
                "value.converter.apicurio.registry.url",
                "transforms",
                "transforms.encrypt.keyset.file",
                "predicates.isHeartbeat.pattern",
                "producer.override.compression.type",
                "topic.creation.default.partitions",
                "table.include.list",
                "table.whitelist",
                "database.hostname",
                "database.sslpassword",
                "database.socketTimeout",
                "database.connection.factory.class",
                "driver.reWriteBatchedInserts",
                "offset.mismatch.strategy",
                "read.only",
                "money.fraction.digits",
                "include.schema.changes",
                "signal.kafka.topic",
                "signal.consumer.security.protocol",
                "topic.delimiter",
                "column.mask.hash.SHA-256.with.salt.pepper",
                "column.mask.hash.v2.SHA-256.with.salt.pepper",
                "column.mask.with.5.chars",
                "column.truncate.to.20.chars",
                "snapshot.select.statement.overrides.public.customers",
                "errors.max.retries"
            })
    void leavesDebeziumsAndConnectsKeysAlone(String key) {
        boolean gone = key.equals("table.whitelist");
        assertThat(KnownKeys.unknown(Map.of(key, "x"), List.of())).isEqualTo(gone ? List.of(key) : List.of());
    }

    @Test
    void knowsEveryFieldThatDebeziumDefines() throws Exception {
        Map<String, String> all = new HashMap<>();
        for (var constant : PostgresConnectorConfig.class.getFields()) {
            if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == Field.class) {
                all.put(((Field) constant.get(null)).name(), "x");
            }
        }
        assertThat(all).hasSizeGreaterThan(100);
        assertThat(KnownKeys.unknown(all, List.of())).isEmpty();
    }

    @Test
    void knowsTheKeysOfConvertersAndPostProcessorsThatAreListed() {
        Map<String, String> properties = Map.of(
                "converters", "isbn, geo",
                "isbn.type", "x",
                "geo.schema.name", "x",
                "other.type", "x",
                "post.processors", "reselector",
                "reselector.reselect.columns.include.list", "x");
        assertThat(KnownKeys.unknown(properties, List.of())).containsExactly("other.type");
    }

    @Test
    void letsListedKeysOfThePlatformThrough() {
        Map<String, String> properties =
                Map.of("kafka.api.key", "x", "kafka.api.secret", "x", "confluent.plugin.id", "x");
        assertThat(KnownKeys.unknown(properties, List.of("kafka.api.*"))).containsExactly("confluent.plugin.id");
        assertThat(KnownKeys.unknown(properties, List.of("kafka.api.*", "confluent.plugin.id")))
                .isEmpty();
        assertThat(KnownKeys.unknown(Map.of("aurora.typo", "x"), List.of("aurora.*")))
                .containsExactly("aurora.typo");
    }
}
