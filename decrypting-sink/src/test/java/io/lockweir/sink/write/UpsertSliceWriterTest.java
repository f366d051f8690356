package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.ContentFileUtil;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class UpsertSliceWriterTest {
    private static final Schema COLUMNS = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.required(2, "email", Types.StringType.get()),
            Types.NestedField.optional(3, "region", Types.StringType.get()));
    private static final List<Integer> KEY = List.of(1, 2);

    private final AdjustableClock clock = new AdjustableClock();

    @Test
    void deletesRowsOfBeforeByKeyAndItsOwnByPosition() {
        Table table = table(PartitionSpec.unpartitioned(), 2);
        SliceWriter writer = open(table, index(100));
        writer.upsert(row(1));
        writer.upsert(row(2));
        writer.upsert(row(1));
        writer.delete(row(2));
        writer.delete(row(2));
        writer.upsert(row(2));

        SliceFiles files = writer.complete();

        assertThat(files.data())
                .singleElement()
                .extracting(DataFile::recordCount)
                .isEqualTo(4L);
        assertThat(equalityDeletes(files))
                .singleElement()
                .extracting(DeleteFile::recordCount)
                .isEqualTo(2L);
        assertThat(files.deletes())
                .filteredOn(file -> file.content() == FileContent.POSITION_DELETES)
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.recordCount()).isEqualTo(2L);
                    assertThat(ContentFileUtil.referencedDataFileLocation(file))
                            .isEqualTo(files.data().get(0).location());
                });
        assertThat(files.vectors()).isEmpty();
    }

    @Test
    void leavesPositionsOfVersionThreeToTheCommitter() {
        SliceWriter writer = open(table(PartitionSpec.unpartitioned(), 3), index(100));
        writer.upsert(row(1));
        writer.upsert(row(1));

        SliceFiles files = writer.complete();

        assertThat(equalityDeletes(files)).hasSize(1);
        assertThat(files.deletes()).hasSize(1);
        assertThat(positions(files)).isEqualTo(Map.of(files.data().get(0).location(), List.of(0L)));
    }

    @Test
    void deletesByPositionOnlyWhatIsKnownToHaveLanded() {
        Table table = table(PartitionSpec.unpartitioned(), 3);
        KeyIndex index = index(100);
        SliceFiles first = slice(table, index, "first", 1, 2, 3);
        index.landed("first");
        SliceFiles second = slice(table, index, "second", 1);
        SliceFiles third = slice(table, index, "third", 1, 2);

        assertThat(positions(second)).isEqualTo(Map.of(first.data().get(0).location(), List.of(0L)));
        assertThat(second.deletes()).isEmpty();
        // The row of 1 is on its way, and the one of before is deleted already.
        assertThat(positions(third)).isEqualTo(Map.of(first.data().get(0).location(), List.of(1L)));
        assertThat(third.deletes())
                .singleElement()
                .extracting(DeleteFile::recordCount)
                .isEqualTo(1L);
    }

    @Test
    void deletesByKeyWhatWasForgotten() {
        Table table = table(PartitionSpec.unpartitioned(), 3);
        KeyIndex index = index(100);
        slice(table, index, "first", 1, 2, 3);
        index.landed("first");
        index.forget();

        assertThat(equalityDeletes(slice(table, index, "second", 1))).hasSize(1);
    }

    @Test
    void forgetsWithAge() {
        Table table = table(PartitionSpec.unpartitioned(), 3);
        KeyIndex index = index(100);
        slice(table, index, "first", 1);
        index.landed("first");
        clock.now = clock.now.plus(Duration.ofMinutes(5));

        assertThat(equalityDeletes(slice(table, index, "second", 1))).hasSize(1);
    }

    @Test
    void remembersTheLatestSlicesWhenItIsFull() {
        Table table = table(PartitionSpec.unpartitioned(), 3);
        KeyIndex index = index(3);
        slice(table, index, "first", 1, 2);
        slice(table, index, "second", 3, 4, 5);
        index.landed("first");
        index.landed("second");

        SliceFiles third = slice(table, index, "third", 1, 3);

        assertThat(third.deletes())
                .singleElement()
                .extracting(DeleteFile::recordCount)
                .isEqualTo(1L);
        assertThat(positions(third)).hasSize(1);
    }

    @Test
    void remembersNoMoreFilesThanACommitCanRewriteTheVectorsOf() {
        Table table = table(PartitionSpec.unpartitioned(), 3);
        KeyIndex index = index(1_000_000);
        for (int i = 0; i < 300; i++) {
            slice(table, index, "slice" + i, i);
            index.landed("slice" + i);
        }

        SliceFiles last = slice(table, index, "last", 299, 0);

        // The first slice's row is deleted by key, the latest one's by position.
        assertThat(last.deletes())
                .singleElement()
                .extracting(DeleteFile::recordCount)
                .isEqualTo(1L);
        assertThat(positions(last)).hasSize(1);
    }

    @Test
    void remembersNothingButTheOpenSliceWithoutEntries() {
        Table table = table(PartitionSpec.unpartitioned(), 3);
        KeyIndex index = index(0);
        SliceFiles first = slice(table, index, "first", 1, 1);
        index.landed("first");

        assertThat(positions(first)).hasSize(1);
        assertThat(equalityDeletes(slice(table, index, "second", 1))).hasSize(1);
    }

    @Test
    void findsEveryRowOfALargeSlice() {
        KeyIndex index = index(10);
        SliceWriter writer = open(table(PartitionSpec.unpartitioned(), 3), index);
        for (int round = 0; round < 3; round++) {
            for (int id = 0; id < 10_000; id++) {
                writer.upsert(row(id));
            }
        }
        SliceFiles files = writer.complete();
        assertThat(files.deletes())
                .singleElement()
                .extracting(DeleteFile::recordCount)
                .isEqualTo(10_000L);
        assertThat(positions(files).values())
                .singleElement()
                .satisfies(positions -> assertThat(positions).hasSize(20_000).doesNotHaveDuplicates());
    }

    @Test
    void keepsDecryptedKeysOutOfTheMetricsOfDeletes() {
        Table table = table(PartitionSpec.unpartitioned(), 3);
        SliceFiles files = slice(table, index(100), "first", 1);
        assertThat(equalityDeletes(files)).singleElement().satisfies(file -> {
            assertThat(file.lowerBounds()).containsOnlyKeys(1);
            assertThat(file.upperBounds()).containsOnlyKeys(1);
            assertThat(file.valueCounts()).containsOnlyKeys(1);
            assertThat(file.nullValueCounts()).containsOnlyKeys(1);
            assertThat(file.equalityFieldIds()).containsExactlyInAnyOrder(1, 2);
            assertThat(file.location()).doesNotContain("example");
        });
    }

    @Test
    void deletesInThePartitionThatTheKeyTells() {
        PartitionSpec spec = PartitionSpec.builderFor(COLUMNS).bucket("id", 4).build();
        SliceFiles files = slice(table(spec, 2), index(100), "first", 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(equalityDeletes(files)).hasSameSizeAs(files.data()).hasSizeGreaterThan(1);
    }

    @Test
    void deletesEverywhereWhenTheKeyDoesNotTellThePartition() {
        Table table = table(PartitionSpec.unpartitioned(), 2);
        int unpartitioned = table.spec().specId();
        table.updateSpec().addField("region").commit();
        SliceFiles files = slice(table, index(100), "first", 1, 2);
        assertThat(files.data()).allSatisfy(file -> assertThat(file.specId()).isNotEqualTo(unpartitioned));
        assertThat(equalityDeletes(files))
                .singleElement()
                .extracting(DeleteFile::specId)
                .isEqualTo(unpartitioned);
    }

    @Test
    void refusesATableInWhichNoDeleteReachesAllRows() {
        PartitionSpec spec =
                PartitionSpec.builderFor(COLUMNS).identity("region").build();
        assertThatThrownBy(() -> open(table(spec, 3), index(100)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("UNSAFE_UPSERT");
    }

    @Test
    void tellsKeysOfEachTypeApart() {
        Schema schema = new Schema(
                Types.NestedField.required(1, "a", Types.StringType.get()),
                Types.NestedField.required(2, "b", Types.StringType.get()));
        KeyDigest digest = new KeyDigest(schema, List.of(1, 2));
        Set<List<Long>> seen = new HashSet<>();
        for (List<String> key :
                List.of(List.of("ab", "c"), List.of("a", "bc"), List.of("", "abc"), List.of("abc", ""))) {
            GenericRecord row = GenericRecord.create(schema);
            row.set(0, key.get(0));
            row.set(1, key.get(1));
            digest.take(row);
            seen.add(List.of(digest.high(), digest.low()));
        }
        assertThat(seen).hasSize(4);
    }

    private SliceFiles slice(Table table, KeyIndex index, String id, long... ids) {
        SliceWriter writer = open(table, index);
        for (long each : ids) {
            writer.upsert(row(each));
        }
        SliceFiles files = writer.complete();
        index.cut(id);
        return files;
    }

    private KeyIndex index(int entries) {
        return new KeyIndex(new IndexPolicy(entries, Duration.ofMinutes(5)), clock);
    }

    private static SliceWriter open(Table table, KeyIndex index) {
        return new ParquetSliceWriterFactory(10).openUpsert(table, Set.of("email"), new KeyedRows(KEY, index));
    }

    private static List<DeleteFile> equalityDeletes(SliceFiles files) {
        return files.deletes().stream()
                .filter(file -> file.content() == FileContent.EQUALITY_DELETES)
                .toList();
    }

    private static Map<String, List<Long>> positions(SliceFiles files) {
        Map<String, List<Long>> all = new HashMap<>();
        files.vectors().forEach((location, positions) -> {
            List<Long> list = new ArrayList<>();
            positions.forEach(list::add);
            all.put(location, list);
        });
        return all;
    }

    private static Record row(long id) {
        GenericRecord row = GenericRecord.create(COLUMNS);
        row.setField("id", id);
        row.setField("email", "grace-" + id + "@example.com");
        row.setField("region", "nl");
        return row;
    }

    private static Table table(PartitionSpec spec, int formatVersion) {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        return catalog.createTable(
                TableIdentifier.of("bank", "customers"),
                COLUMNS,
                spec,
                Map.of("format-version", Integer.toString(formatVersion), "write.metadata.metrics.default", "full"));
    }

    private static final class AdjustableClock extends Clock {
        Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC only");
        }
    }
}
