package io.lockweir.sink.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class CatalogConfigTest {

    @Test
    void demandsAKindOfCatalog() {
        assertThatThrownBy(() -> new CatalogConfig(Map.of("uri", "http://catalog")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("iceberg.catalog.type or iceberg.catalog.catalog-impl is missing");
    }

    @Test
    void refusesAHadoopCatalogOnAnObjectStore() {
        for (String scheme : new String[] {"s3", "s3a", "gs", "abfss"}) {
            assertThatThrownBy(() -> new CatalogConfig(Map.of("type", "hadoop", "warehouse", scheme + "://bucket/wh")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("object stores have no atomic rename");
        }
        assertThatThrownBy(() -> new CatalogConfig(Map.of(
                        "catalog-impl", "org.apache.iceberg.hadoop.HadoopCatalog", "warehouse", "s3://bucket/wh")))
                .isInstanceOf(ConfigException.class);
        assertThatCode(() -> new CatalogConfig(Map.of("type", "hadoop", "warehouse", "hdfs://nodes/wh")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesHiveWithoutLocks() {
        assertThatThrownBy(() -> new CatalogConfig(Map.of("type", "hive", "engine.hive.lock-enabled", "false")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Hive catalog without locks");
    }

    @Test
    void stagesWhereTheSinkSweeps() {
        CatalogConfig config = new CatalogConfig(Map.of("type", "rest", "s3.staging-dir", "/tmp"));

        assertThat(config.effective("/staging/own"))
                .containsEntry("s3.staging-dir", "/staging/own")
                .containsEntry("http-client.type", "urlconnection");
    }

    @Test
    void doesNotWaitForACatalogForEver() {
        CatalogConfig config = new CatalogConfig(Map.of("type", "rest", "rest.client.socket-timeout-ms", "5000"));

        assertThat(config.effective("/staging/own"))
                .containsEntry("rest.client.connection-timeout-ms", "10000")
                .containsEntry("rest.client.socket-timeout-ms", "5000");
        assertThat(new CatalogConfig(Map.of("type", "rest")).effective("/staging/own"))
                .containsEntry("rest.client.socket-timeout-ms", "60000");
    }

    @Test
    void takesTheNextTokenAsItTookTheFirst() {
        assertThat(new CatalogConfig(Map.of("type", "rest", "credential", "id:secret")).effective("/s"))
                .containsEntry("token-exchange-enabled", "false");
        assertThat(new CatalogConfig(
                                Map.of("type", "rest", "credential", "id:secret", "token-exchange-enabled", "true"))
                        .effective("/s"))
                .containsEntry("token-exchange-enabled", "true");
        assertThat(new CatalogConfig(Map.of("type", "rest", "token", "t")).effective("/s"))
                .doesNotContainKey("token-exchange-enabled");
    }

    @Test
    void tellsThePrincipalAsFarAsThePropertiesDo() {
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"sub\":\"1f\",\"azp\":\"lake-sink\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(principal("credential", "lake-sink:s3cret")).contains("lake-sink");
        assertThat(principal("credential", "s3cret-alone")).isEmpty();
        assertThat(principal("token", "e30." + claims + ".c2ln")).contains("lake-sink");
        assertThat(principal("token", "opaque")).isEmpty();
        assertThat(principal("token", "a.b.c")).isEmpty();
        assertThat(principal("jdbc.user", "sink")).contains("sink");
        assertThat(principal("client.assume-role.arn", "arn:aws:iam::1:role/sink"))
                .contains("arn:aws:iam::1:role/sink");
        assertThat(principal("rest.access-key-id", "AKIA1", "rest.secret-access-key", "s3cret"))
                .contains("AKIA1");
    }

    private static Optional<String> principal(String... properties) {
        Map<String, String> map = new HashMap<>(Map.of("type", "rest"));
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        return new CatalogConfig(map).principal();
    }

    @Test
    void demandsTheNameByWhichAJdbcCatalogKnowsItsTables() {
        for (Map<String, String> kind :
                List.of(Map.of("type", "jdbc"), Map.of("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog"))) {
            assertThatThrownBy(() -> new CatalogConfig(kind))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("iceberg.catalog.name is missing");
        }
        CatalogConfig named = new CatalogConfig(Map.of("type", "jdbc", "name", "prod"));
        assertThat(named.name()).contains("prod");
        assertThat(named.effective("/s")).doesNotContainKey("name");
    }

    @Test
    void neverPrintsAValue() {
        assertThat(new CatalogConfig(Map.of("type", "rest", "credential", "id:s3cret")).toString())
                .doesNotContain("s3cret");
    }

    @Test
    void refusesFormatVersionOneAndATableWithoutLocks() {
        try (InMemoryCatalog catalog = new InMemoryCatalog()) {
            catalog.initialize("test", Map.of());
            catalog.createNamespace(Namespace.of("bank"));
            Table old = table(catalog, "old", Map.of("format-version", "1"));
            Table unlocked = table(catalog, "unlocked", Map.of("engine.hive.lock-enabled", "false"));
            Table fine = table(catalog, "fine", Map.of("write.metadata.delete-after-commit.enabled", "true"));

            assertThat(TablePreflight.problems(old)).singleElement().asString().contains("format version 1");
            assertThat(TablePreflight.problems(unlocked))
                    .singleElement()
                    .asString()
                    .contains("engine.hive.lock-enabled=false");
            assertThat(TablePreflight.problems(fine)).isEmpty();
            assertThat(TablePreflight.requireEncryption(fine)).isSameAs(fine);
            assertThat(TablePreflight.advice(fine)).isEmpty();
            assertThat(TablePreflight.advice(old)).hasSize(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesToWriteClearFilesToATableThatIsToBeEncrypted() throws IOException {
        try (InMemoryCatalog catalog = new InMemoryCatalog()) {
            catalog.initialize("test", Map.of());
            catalog.createNamespace(Namespace.of("bank"));
            Table table = table(catalog, "secret", Map.of("format-version", "3", "encryption.key-id", "kek"));

            assertThatThrownBy(() -> TablePreflight.requireEncryption(table))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("bank.secret is to be encrypted (encryption.key-id)")
                    .hasMessageContaining("this catalog's client writes clear files");
        }
    }

    private static Table table(InMemoryCatalog catalog, String name, Map<String, String> properties) {
        return catalog.createTable(
                TableIdentifier.of("bank", name),
                new Schema(Types.NestedField.required(1, "id", Types.LongType.get())),
                PartitionSpec.unpartitioned(),
                properties);
    }
}
