package io.lockweir.reference.config;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.lockweir.cassandra.connector.CassandraCdcConfig;
import io.lockweir.cassandra.connector.CassandraCdcSourceConnector;
import io.lockweir.connect.DecryptFields;
import io.lockweir.connect.EncryptFields;
import io.lockweir.connect.converter.EncryptingConverter;
import io.lockweir.postgres.AuroraPostgresConfig;
import io.lockweir.postgres.AuroraPostgresConnector;
import io.lockweir.reference.config.Page.Section;
import io.lockweir.serde.EncryptingSerializer;
import io.lockweir.sink.DecryptingIcebergSinkConnector;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** What the reference describes: every plugin that is named in a configuration. */
final class Plugins {

    private static final String RULES =
            "One rule needs no name: give its keys as they stand here. Several rules are listed in `rules`, and each has the"
                    + " keys `topics`, `fields` or `clear.fields`, `mode` and those of the modes behind `rules.NAME.` instead. Unknown keys are refused.";

    private Plugins() {}

    static List<Page> pages() {
        return List.of(
                encryptFields(),
                decryptFields(),
                encryptingConverter(),
                serializers(),
                auroraPostgres(),
                cassandra(),
                icebergSink());
    }

    private static Page encryptFields() {
        return new Page(
                "encrypt-fields.md",
                "EncryptFields",
                EncryptFields.class.getName() + "$Value",
                "Transform that encrypts fields of record values (`$Value`) or keys (`$Key`).",
                List.of(new Section(
                        "Keys",
                        RULES,
                        KeyTable.of(new EncryptFields.Value<SourceRecord>().config())
                                .markdown())));
    }

    private static Page decryptFields() {
        return new Page(
                "decrypt-fields.md",
                "DecryptFields",
                DecryptFields.class.getName() + "$Value",
                "Transform that decrypts what EncryptFields encrypted, in values (`$Value`) or keys (`$Key`).",
                List.of(new Section(
                        "Keys",
                        RULES,
                        KeyTable.of(new DecryptFields.Value<SinkRecord>().config())
                                .markdown())));
    }

    private static Page encryptingConverter() {
        return new Page(
                "encrypting-converter.md",
                "EncryptingConverter",
                EncryptingConverter.class.getName(),
                "Converter that encrypts whole keys and values around another converter.",
                List.of(new Section(
                        "Keys",
                        "Behind `key.converter.` or `value.converter.`. Beside these it takes `inner.*`, the inner converter's own"
                                + " settings. Other unknown keys are refused.",
                        KeyTable.of(new EncryptingConverter().config()).markdown())));
    }

    private static Page serializers() {
        return new Page(
                "serde.md",
                "EncryptingSerializer, DecryptingDeserializer, EncryptedSerde",
                EncryptingSerializer.class.getName(),
                "Serializers for applications that encrypt whole records or fields around another serializer.",
                List.of(new Section(
                        "Keys",
                        "Behind the prefix `lockweir.`, among the properties of a producer, consumer or Streams application; behind"
                                + " `lockweir.record.key.` or `lockweir.record.value.` for record keys or values alone, which counts"
                                + " before the key of both. Keys without the prefix are the inner serializer's. "
                                + RULES,
                        KeyTable.of(EncryptingSerializer.config()).markdown())));
    }

    private static Page auroraPostgres() {
        return new Page(
                "aurora-postgres.md",
                "AuroraPostgresConnector",
                AuroraPostgresConnector.class.getName(),
                "Source connector for Aurora PostgreSQL and PostgreSQL, over Debezium's.",
                List.of(
                        new Section(
                                "Own keys",
                                "Beside these it takes every key of Debezium's PostgreSQL connector, with the same name and"
                                        + " meaning. Unknown keys are refused.",
                                KeyTable.of(AuroraPostgresConfig.CONFIG_DEF).markdown()),
                        new Section(
                                "Keys of Debezium's with another default",
                                "Each may be set to something else; Debezium's documentation says what they mean.",
                                changedDefaults())));
    }

    private static Page cassandra() {
        return new Page(
                "cassandra.md",
                "CassandraCdcSourceConnector",
                CassandraCdcSourceConnector.class.getName(),
                "Source connector for Cassandra 4.1 and 5.0, from the commit log of a node.",
                List.of(new Section(
                        "Keys",
                        "Beside these it takes Connect's own keys of a source connector. Unknown keys are refused.",
                        KeyTable.of(CassandraCdcConfig.CONFIG_DEF).markdown())));
    }

    private static Page icebergSink() {
        return new Page(
                "decrypting-iceberg-sink.md",
                "DecryptingIcebergSinkConnector",
                DecryptingIcebergSinkConnector.class.getName(),
                "Sink connector that decrypts at the last moment and writes exactly once to Iceberg.",
                List.of(new Section(
                        "Keys",
                        "Beside these it takes `iceberg.catalog.*` (the properties of an Iceberg catalog and of its file"
                                + " access, such as `iceberg.catalog.type`, `.uri`, `.credential`, `.io-impl`, `.s3.endpoint`;"
                                + " `type` or `catalog-impl` is required), `tenants.NAME.tables` and `tenants.NAME.catalog.*` for"
                                + " each of `tenants`, `columns.default.COLUMN`, `source.kafka.*` (an admin client's keys) and"
                                + " `hold.ID` = `replay` or `accept` (the answer to a HOLD). Of Connect's own keys"
                                + " `consumer.override.isolation.level` = `read_committed` is required. Unknown keys are"
                                + " refused.",
                        KeyTable.of(new DecryptingIcebergSinkConnector().config())
                                .markdown())));
    }

    private static String changedDefaults() {
        Map<String, ConfigKey> ours = AuroraPostgresConfig.configDef().configKeys();
        return PostgresConnectorConfig.configDef().configKeys().values().stream()
                .sorted(Comparator.comparing(debezium -> debezium.name))
                .flatMap(debezium -> Stream.ofNullable(ours.get(debezium.name))
                        .filter(our -> !Objects.equals(our.defaultValue, debezium.defaultValue))
                        .map(our -> "| `%s` | `%s` | `%s` |\n"
                                .formatted(our.name, our.defaultValue, debezium.defaultValue)))
                .collect(Collectors.joining("", "| key | default | Debezium's default |\n|---|---|---|\n", ""));
    }
}
