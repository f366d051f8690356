package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class DecryptedEncodingsTest {
    private static final Types.StructType ADDRESS =
            Types.StructType.of(Types.NestedField.required(5, "street", Types.StringType.get()));
    private static final Schema COLUMNS = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.required(2, "country", Types.StringType.get()),
            Types.NestedField.required(3, "email", Types.StringType.get()),
            Types.NestedField.required(4, "address", ADDRESS));
    private static final Set<String> DECRYPTED = Set.of("email", "address");

    @Test
    void triesNoDictionaryOnDecryptedLeaves() {
        assertThat(DecryptedEncodings.of(table(Map.of()), DECRYPTED))
                .containsEntry("write.parquet.dict-encoding-enabled.column.email", "false")
                .containsEntry("write.parquet.dict-encoding-enabled.column.address.street", "false")
                .hasSize(4);
    }

    @Test
    void leavesToTheTableWhatItSaysItself() {
        Table table = table(Map.of("write.parquet.dict-encoding-enabled.column.email", "true"));
        assertThat(DecryptedEncodings.of(table, Set.of("email")))
                .containsOnlyKeys("write.parquet.stats-enabled.column.email");
    }

    @Test
    void nobodyFindsBoundsOfDecryptedValuesInAFooter() {
        Metrics footer = footer(table(Map.of()));
        assertThat(footer.lowerBounds()).containsOnlyKeys(1, 2);
        assertThat(footer.upperBounds()).containsOnlyKeys(1, 2);
    }

    @Test
    void aTableMayWantBoundsInFooters() {
        Metrics footer = footer(table(Map.of("write.parquet.stats-enabled.column.email", "true")));
        assertThat(StandardCharsets.UTF_8.decode(footer.lowerBounds().get(3)).toString())
                .isEqualTo("ada@example.org");
    }

    /** What a tool makes of a file that it knows nothing else of. */
    private static Metrics footer(Table table) {
        SliceWriter writer = new ParquetSliceWriterFactory(2).open(table, DECRYPTED);
        GenericRecord address = GenericRecord.create(ADDRESS);
        address.setField("street", "Queen Street");
        GenericRecord row = GenericRecord.create(table.schema());
        row.setField("id", 1L);
        row.setField("country", "nl");
        row.setField("email", "ada@example.org");
        row.setField("address", address);
        writer.append(row);
        String location = writer.complete().data().get(0).location();
        return ParquetUtil.fileMetrics(
                table.io().newInputFile(location),
                MetricsConfig.from(Map.of("write.metadata.metrics.default", "full"), table.schema(), null));
    }

    private static Table table(Map<String, String> properties) {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        return catalog.createTable(
                TableIdentifier.of("bank", "customers"), COLUMNS, PartitionSpec.unpartitioned(), properties);
    }
}
