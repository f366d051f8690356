package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class DeleteScopeTest {
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.required(2, "region", Types.StringType.get()));

    @Test
    void isTheWholeTableWithoutPartitions() {
        Table table = table(PartitionSpec.unpartitioned());
        assertThat(DeleteScope.of(table, Set.of(1)).spec()).isEqualTo(table.spec());
        assertThat(DeleteScope.of(table, Set.of(1)).inPartition()).isFalse();
    }

    @Test
    void isThePartitionIfTheKeyTellsIt() {
        Table table = table(PartitionSpec.builderFor(SCHEMA)
                .identity("region")
                .bucket("id", 4)
                .build());
        assertThat(DeleteScope.of(table, Set.of(1, 2)).inPartition()).isTrue();
    }

    @Test
    void isRefusedIfTheKeyDoesNotTellThePartition() {
        Table table = table(PartitionSpec.builderFor(SCHEMA)
                .identity("region")
                .bucket("id", 4)
                .build());
        assertThatThrownBy(() -> DeleteScope.of(table, Set.of(1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("UNSAFE_UPSERT: table")
                .hasMessageContaining("is partitioned by region, outside of the key");
    }

    @Test
    void isTheWholeTableIfItOnceHadNoPartitions() {
        Table table = table(PartitionSpec.unpartitioned());
        table.updateSpec().addField("region").commit();
        DeleteScope scope = DeleteScope.of(table, Set.of(1));
        assertThat(scope.inPartition()).isFalse();
        assertThat(scope.spec().specId()).isNotEqualTo(table.spec().specId());
        assertThat(DeleteScope.of(table, Set.of(1, 2)).inPartition()).isFalse();
    }

    @Test
    void isRefusedIfThePartitioningChangedFromPartitionsToOthers() {
        Table table = table(PartitionSpec.builderFor(SCHEMA).bucket("id", 4).build());
        table.updateSpec().addField(Expressions.bucket("id", 8)).commit();
        assertThatThrownBy(() -> DeleteScope.of(table, Set.of(1, 2)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "has the partition specs [0, 1], and deletes of one do not reach rows of another");
    }

    private static Table table(PartitionSpec spec) {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        return catalog.createTable(
                TableIdentifier.of("bank", "customers"), SCHEMA, spec, Map.of("format-version", "2"));
    }
}
