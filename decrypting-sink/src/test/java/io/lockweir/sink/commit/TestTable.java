package io.lockweir.sink.commit;

import io.lockweir.sink.facts.SliceFacts;
import io.lockweir.sink.facts.Writer;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.progress.SourceRange;
import io.lockweir.sink.progress.TableProgress;
import io.lockweir.sink.write.SliceFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;

/** One table in a real catalog in memory, and slices for it. */
final class TestTable {

    static final TableIdentifier ID = TableIdentifier.of("bank", "customers");
    static final ProgressKeys KEYS = new ProgressKeys("s1");
    static final Writer WRITER = new Writer("connector", "s1", "test", "-");
    static final TopicPartition P0 = new TopicPartition("bank.customers", 0);
    static final TopicPartition P1 = new TopicPartition("bank.customers", 1);
    static final SourceIdentity SOURCE = new SourceIdentity("cluster", "topic");
    static final Schema SCHEMA = new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));

    final InMemoryCatalog catalog = new InMemoryCatalog();
    private int files;

    TestTable() {
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        create();
    }

    void create() {
        catalog.createTable(ID, SCHEMA, PartitionSpec.unpartitioned(), Map.of("format-version", "2"));
    }

    Table load() {
        return catalog.loadTable(ID);
    }

    FaultyOps faulty() {
        return new FaultyOps(((HasTableOperations) load()).operations(), new Faults());
    }

    static Table over(FaultyOps ops) {
        return new BaseTable(ops, ID.toString());
    }

    TableView view() {
        return new TableView(KEYS, ((HasTableOperations) load()).operations().current());
    }

    TableProgress progress() {
        return view().progress();
    }

    /** A slice of one file named after its range. */
    Slice slice(String task, TopicPartition partition, long expected, long to) {
        return slice(task, Map.of(partition, new SourceRange(expected, Math.max(expected, 0), to)));
    }

    Slice slice(String task, Map<TopicPartition, SourceRange> ranges) {
        long rows = ranges.values().stream().mapToLong(r -> r.to() - r.from()).sum();
        DataFile file = DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath("data/" + files++ + ".parquet")
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(100)
                .withRecordCount(rows)
                .build();
        return new Slice(
                UUID.randomUUID().toString(),
                task,
                view().current(),
                ranges,
                Map.of(P0.topic(), SOURCE),
                SliceFiles.ofData(List.of(file)),
                new SliceFacts(rows, rows, 0, 0, 0, 0, SliceFacts.NO_TIME, SliceFacts.NO_TIME),
                Map.of(),
                Map.of(),
                SliceFacts.NO_TIME);
    }

    /** Rows as the current snapshot's totals tell. */
    long rows() {
        return Long.parseLong(load().currentSnapshot().summary().get("total-records"));
    }

    /** Every file in the current snapshot; a file committed twice appears twice. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        load().newScan().planFiles().forEach(task -> paths.add(task.file().location()));
        return paths;
    }

    long snapshots() {
        return StreamSupport.stream(load().snapshots().spliterator(), false).count();
    }
}
