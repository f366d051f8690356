package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class ForeignBoundsTest {
    private static final String PREFIX = "write.metadata.metrics.column.";
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "email", Types.StringType.get()),
            Types.NestedField.optional(3, "phones", Types.ListType.ofOptional(4, Types.StringType.get())));

    @Test
    void namesTheLeavesOfDecryptedColumnsThatATableDoesNotHide() {
        assertThat(ForeignBounds.unhidden(table(Map.of()), Set.of("email", "phones")))
                .containsOnly(Map.entry(PREFIX + "email", "none"), Map.entry(PREFIX + "phones.element", "none"));
        assertThat(ForeignBounds.unhidden(table(Map.of(PREFIX + "email", "none")), Set.of("email", "phones")))
                .containsOnlyKeys(PREFIX + "phones.element");
        assertThat(ForeignBounds.unhidden(table(Map.of(PREFIX + "email", "counts")), Set.of("email")))
                .hasSize(1);
    }

    @Test
    void hasNothingToSayOfATableThatHidesAll() {
        assertThat(ForeignBounds.unhidden(
                        table(Map.of("write.metadata.metrics.default", "none")), Set.of("email", "phones")))
                .isEmpty();
        assertThat(ForeignBounds.unhidden(table(Map.of()), Set.of())).isEmpty();
    }

    private static Table table(Map<String, String> properties) {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("bounds", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        return catalog.createTable(
                TableIdentifier.of("bank", "customers"), SCHEMA, PartitionSpec.unpartitioned(), properties);
    }
}
