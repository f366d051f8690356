package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class AppendSliceWriterTest {
    private static final String CANARY = "canary-grace.hopper@example.com";
    private static final Schema COLUMNS = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "country", Types.StringType.get()),
            Types.NestedField.optional(3, "email", Types.StringType.get()),
            Types.NestedField.optional(
                    4,
                    "address",
                    Types.StructType.of(
                            Types.NestedField.optional(5, "street", Types.StringType.get()),
                            Types.NestedField.optional(6, "city", Types.StringType.get()))),
            Types.NestedField.optional(7, "tags", Types.ListType.ofOptional(8, Types.StringType.get())));
    private static final Set<String> DECRYPTED = Set.of("email", "address", "tags.element");

    @Test
    void writesOneFileOfAnUnpartitionedTable() {
        Table table = table(PartitionSpec.unpartitioned(), Map.of());
        SliceWriter writer = open(table, 4);
        for (int i = 0; i < 10; i++) {
            writer.append(row(i, "nl"));
        }
        assertThat(writer.rows()).isEqualTo(10);
        assertThat(writer.bytes()).isPositive();
        List<DataFile> files = writer.complete().data();
        assertThat(files).hasSize(1);
        assertThat(files.get(0).recordCount()).isEqualTo(10);
        assertThat(read(table, files)).hasSize(10);
    }

    @Test
    void writesNothingForAnEmptySlice() {
        assertThat(open(table(PartitionSpec.unpartitioned(), Map.of()), 4).complete())
                .isEqualTo(SliceFiles.NONE);
    }

    @Test
    void writesOneFilePerPartitionWithFewerWriters() {
        Table table =
                table(PartitionSpec.builderFor(COLUMNS).identity("country").build(), Map.of());
        SliceWriter writer = open(table, 2);
        for (int i = 0; i < 3_000; i++) {
            writer.append(row(i, "country-" + i * 7919 % 300));
        }
        List<DataFile> files = writer.complete().data();

        assertThat(files).hasSize(300);
        assertThat(read(table, files)).hasSize(3_000);
    }

    @Test
    void closesFilesForTheSakeOfMemoryAndGoesOn() {
        Table table =
                table(PartitionSpec.builderFor(COLUMNS).identity("country").build(), Map.of());
        SliceWriter writer = open(table, 2);
        for (int i = 0; i < 400; i++) {
            writer.append(row(i, "country-" + i % 4));
            if (i % 100 == 99) {
                assertThat(writer.heldBytes()).isPositive();
                writer.closeOpen();
                assertThat(writer.heldBytes()).isZero();
                assertThat(writer.closedFiles()).isEqualTo((i + 1) / 100 * 4);
            }
        }
        List<DataFile> files = writer.complete().data();

        assertThat(files).hasSize(16);
        assertThat(read(table, files)).hasSize(400);
    }

    @Test
    void givesBackWhatASliceTookForTheNextOne() {
        Table table =
                table(PartitionSpec.builderFor(COLUMNS).identity("country").build(), Map.of());
        ParquetSliceWriterFactory writers = new ParquetSliceWriterFactory(1);
        long oneWriter = 0;
        for (int slice = 0; slice < 3; slice++) {
            SliceWriter writer = writers.open(table, DECRYPTED);
            writer.append(row(1, "nl"));
            oneWriter = Math.max(oneWriter, writer.heldBytes());
            writer.append(row(2, "de"));
            // The second one waits.
            assertThat(writer.heldBytes()).isBetween(oneWriter + 1, oneWriter + 10_000);
            if (slice == 0) {
                writer.abort();
            } else {
                assertThat(writer.complete().data()).hasSize(2);
            }
        }
        assertThat(oneWriter).isGreaterThan(1_000_000);
    }

    @Test
    void acceptsASortOrderAndDoesNotClaimIt() {
        Table table = table(PartitionSpec.unpartitioned(), Map.of());
        table.replaceSortOrder().asc("email").asc("id").commit();
        SliceWriter writer = open(table, 4);
        writer.append(row(2, "nl"));
        writer.append(row(1, "nl"));
        List<DataFile> files = writer.complete().data();

        assertThat(files).allSatisfy(file -> {
            assertThat(file.sortOrderId()).isZero();
            // Iceberg keeps bounds of sort columns; not of a decrypted one.
            int email = COLUMNS.findField("email").fieldId();
            assertThat(file.lowerBounds()).containsKey(1).doesNotContainKey(email);
        });
        assertThat(read(table, files)).hasSize(2);
    }

    @Test
    void writesOneFilePerPartition() {
        Table table = table(
                PartitionSpec.builderFor(COLUMNS)
                        .identity("country")
                        .bucket("id", 2)
                        .build(),
                Map.of());
        SliceWriter writer = open(table, 100);
        for (int i = 0; i < 100; i++) {
            writer.append(row(i, i % 2 == 0 ? "nl" : "de"));
        }
        List<DataFile> files = writer.complete().data();
        assertThat(files)
                .hasSize(4)
                .allSatisfy(file -> assertThat(file.partition().size()).isEqualTo(2));
        assertThat(read(table, files)).hasSize(100);
    }

    @Test
    void closesAFileAtTheTargetSize() {
        Table table = table(
                PartitionSpec.unpartitioned(),
                Map.of("write.target-file-size-bytes", "1", "write.parquet.row-group-size-bytes", "1"));
        SliceWriter writer = open(table, 4);
        for (int i = 0; i < 2_500; i++) {
            writer.append(row(i, "nl"));
        }
        assertThat(writer.complete().data()).hasSize(3);
    }

    @Test
    void closesEachFileAtTheTargetSizeHoweverPartitionsAlternate() {
        Table table = table(
                PartitionSpec.builderFor(COLUMNS).identity("country").build(),
                Map.of("write.target-file-size-bytes", "1"));
        SliceWriter writer = open(table, 4);
        for (int i = 0; i < 4_002; i++) {
            writer.append(row(i, i % 2 == 0 ? "nl" : "de"));
        }
        assertThat(writer.complete().data()).hasSize(6);
    }

    @Test
    void abortsOnlyWhatWasNotHandedOver() {
        Table table =
                table(PartitionSpec.builderFor(COLUMNS).identity("country").build(), Map.of());
        SliceWriter aborted = open(table, 1);
        aborted.append(row(1, "nl"));
        aborted.append(row(2, "de"));
        SliceWriter completed = open(table, 1);
        completed.append(row(3, "nl"));
        List<DataFile> files = completed.complete().data();
        completed.abort();
        aborted.abort();
        aborted.abort();
        assertThat(aborted.complete().isEmpty()).isTrue();
        assertThat(read(table, files)).hasSize(1);
        assertThat(files)
                .allSatisfy(file -> assertThat(
                                table.io().newInputFile(file.location()).exists())
                        .isTrue());
    }

    @Test
    void keepsDecryptedValuesOutOfManifestsWhateverTheTableDemands() throws IOException {
        Table table = table(
                PartitionSpec.unpartitioned(),
                Map.of(
                        "write.metadata.metrics.default", "full",
                        "write.metadata.metrics.column.email", "full",
                        "write.metadata.metrics.column.address.street", "full"));
        table.replaceSortOrder().asc("email").commit();
        SliceWriter writer = open(table, 4);
        writer.append(row(1, "nl"));
        List<DataFile> files = writer.complete().data();
        for (DataFile file : files) {
            assertThat(file.lowerBounds()).containsOnlyKeys(1, 2);
            assertThat(file.upperBounds()).containsOnlyKeys(1, 2);
            assertThat(file.valueCounts()).containsOnlyKeys(1, 2);
            assertThat(file.nullValueCounts()).containsOnlyKeys(1, 2);
            assertThat(file.location()).doesNotContain("canary");
        }
        append(table, files);
        for (ManifestFile manifest : table.currentSnapshot().allManifests(table.io())) {
            assertThat(contains(table, manifest.path())).isFalse();
        }
        assertThat(contains(table, table.currentSnapshot().manifestListLocation()))
                .isFalse();
        // The check itself finds what is there: the data file holds the value.
        assertThat(contains(table, files.get(0).location())).isTrue();
    }

    @Test
    void refusesPartitionsThatTellDecryptedValues() {
        for (PartitionSpec spec : List.of(
                PartitionSpec.builderFor(COLUMNS).identity("email").build(),
                PartitionSpec.builderFor(COLUMNS).truncate("email", 3).build(),
                PartitionSpec.builderFor(COLUMNS).identity("address.street").build())) {
            assertThatThrownBy(() -> open(table(spec, Map.of()), 4))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("which the policy decrypts: its values would stand in paths and manifests."
                            + " Partition by bucket or by another column");
        }
        assertThatCode(() -> open(
                        table(
                                PartitionSpec.builderFor(COLUMNS)
                                        .bucket("email", 8)
                                        .build(),
                                Map.of()),
                        4))
                .doesNotThrowAnyException();
        assertThatCode(() -> open(
                        table(
                                PartitionSpec.builderFor(COLUMNS)
                                        .alwaysNull("email")
                                        .build(),
                                Map.of()),
                        4))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesOtherFormatsThanParquet() {
        Table table = table(PartitionSpec.unpartitioned(), Map.of("write.format.default", "avro"));
        assertThatThrownBy(() -> open(table, 4))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("demands write.format.default=avro; the sink writes parquet only");
    }

    @Test
    void refusesADecryptedColumnThatIsNotThere() {
        Table table = table(PartitionSpec.unpartitioned(), Map.of());
        assertThatThrownBy(() -> new ParquetSliceWriterFactory(1).open(table, Set.of("e-mail")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("The table has no column e-mail, which the policy decrypts");
    }

    private static SliceWriter open(Table table, int files) {
        return new ParquetSliceWriterFactory(files).open(table, DECRYPTED);
    }

    private static Record row(long id, String country) {
        GenericRecord address = GenericRecord.create(COLUMNS.findType("address").asStructType());
        address.setField("street", CANARY);
        GenericRecord row = GenericRecord.create(COLUMNS);
        row.setField("id", id);
        row.setField("country", country);
        row.setField("email", CANARY);
        row.setField("address", address);
        row.setField("tags", List.of(CANARY));
        return row;
    }

    private static Table table(PartitionSpec spec, Map<String, String> properties) {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        return catalog.createTable(TableIdentifier.of("bank", "customers"), COLUMNS, spec, properties);
    }

    private static void append(Table table, List<DataFile> files) {
        var append = table.newFastAppend();
        files.forEach(append::appendFile);
        append.commit();
    }

    private static List<Record> read(Table table, List<DataFile> files) {
        append(table, files);
        List<Record> rows = new ArrayList<>();
        Set<Object> ids = new TreeSet<>();
        try (CloseableIterable<Record> all = IcebergGenerics.read(table).build();
                CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            all.forEach(rows::add);
            assertThat(tasks).isNotEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        rows.forEach(row -> ids.add(row.getField("id")));
        assertThat(ids).hasSameSizeAs(rows);
        return rows;
    }

    private static boolean contains(Table table, String location) throws IOException {
        InputFile file = table.io().newInputFile(location);
        byte[] bytes = new byte[(int) file.getLength()];
        try (SeekableInputStream in = file.newStream()) {
            int read = 0;
            while (read < bytes.length) {
                read += in.read(bytes, read, bytes.length - read);
            }
        }
        String text = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes)).toString();
        return text.contains("canary");
    }
}
