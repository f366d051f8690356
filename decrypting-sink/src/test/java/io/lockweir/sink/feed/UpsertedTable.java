package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.commit.TableView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.deletes.BaseDVFileWriter;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;
import org.apache.kafka.common.TopicPartition;

/** A table that is upserted, as readers see it, and what others do to it. */
final class UpsertedTable {
    private final Bank bank;
    private final Changes changes;

    UpsertedTable(Bank bank, Changes changes) {
        this.bank = bank;
        this.changes = changes;
    }

    Table load() {
        return bank.table(Changes.TABLE);
    }

    /** Compares the table as it stands with what it must hold by its own progress. */
    void verify(String what) {
        Table table = load();
        Map<TopicPartition, Long> positions = new HashMap<>();
        new TableView(Bank.KEYS, ((HasTableOperations) table).operations().current())
                .progress()
                .partitions()
                .forEach((partition, progress) -> positions.put(partition, progress.to()));
        Map<Long, List<Changes.Row>> found = new TreeMap<>();
        for (Record row : rows(table)) {
            long id = (Long) row.getField("id");
            found.computeIfAbsent(id, none -> new ArrayList<>())
                    .add(new Changes.Row(id, (String) row.getField("region"), (Long) row.getField("version")));
        }
        Map<Long, List<Changes.Row>> expected = new TreeMap<>();
        changes.expected(positions).forEach((id, row) -> expected.put(id, List.of(row)));
        assertThat(found).as(what).isEqualTo(expected);
        verifyVectors(what, table);
    }

    /** Each data file has one vector at most, and each vector its data file. */
    private static void verifyVectors(String what, Table table) {
        Set<String> files = new HashSet<>();
        Map<String, Set<String>> vectors = new HashMap<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                files.add(task.file().location());
                for (DeleteFile deletes : task.deletes()) {
                    if (deletes.format() == FileFormat.PUFFIN) {
                        vectors.computeIfAbsent(deletes.referencedDataFile(), none -> new HashSet<>())
                                .add(deletes.location() + "@" + deletes.contentOffset());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (DeleteFile each : deleteFiles(table)) {
            if (each.format() == FileFormat.PUFFIN) {
                assertThat(vectors.computeIfAbsent(each.referencedDataFile(), none -> new HashSet<>()))
                        .as("%s: vectors of %s", what, each.referencedDataFile())
                        .contains(each.location() + "@" + each.contentOffset());
                assertThat(files).as(what).contains(each.referencedDataFile());
            }
        }
        vectors.forEach(
                (file, of) -> assertThat(of).as("%s: vectors of %s", what, file).hasSize(1));
    }

    /** All that the current snapshot lists. */
    static List<DeleteFile> deleteFiles(Table table) {
        List<DeleteFile> all = new ArrayList<>();
        Snapshot current = table.currentSnapshot();
        if (current != null) {
            current.deleteManifests(table.io()).forEach(manifest -> {
                try (var reader = ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
                    reader.forEach(file -> all.add(file.copy()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return all;
    }

    static List<Record> rows(Table table) {
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            List<Record> all = new ArrayList<>();
            rows.forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long vectors() {
        return deleteFiles(load()).stream()
                .filter(file -> file.format() == FileFormat.PUFFIN)
                .count();
    }

    long equalityDeletes() {
        return deleteFiles(load()).stream()
                .filter(file -> file.content() == FileContent.EQUALITY_DELETES)
                .count();
    }

    /** Somebody deletes rows of a data file by position, as a DELETE by another engine does. */
    void deletePosition(DataFile file, long position) {
        Table table = load();
        BaseDVFileWriter writer = new BaseDVFileWriter(
                OutputFileFactory.builderFor(table, 1, 1)
                        .format(FileFormat.PUFFIN)
                        .build(),
                location -> null);
        writer.delete(file.location(), position, table.spec(), file.partition());
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var delta = table.newRowDelta();
        writer.result().deleteFiles().forEach(delta::addDeletes);
        delta.validateFromSnapshot(table.currentSnapshot().snapshotId()).commit();
    }

    List<DataFile> dataFiles() {
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = load().newScan().planFiles()) {
            tasks.forEach(task -> files.add(task.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Prepares to rewrite some of the data files, as compaction does; run later, it may be refused. */
    Runnable compaction(Random random) {
        Table table = load();
        Snapshot from = table.currentSnapshot();
        if (from == null) {
            return () -> {};
        }
        List<FileScanTask> chosen = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            tasks.forEach(task -> {
                if (random.nextInt(3) > 0) {
                    chosen.add(task);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (chosen.isEmpty()) {
            return () -> {};
        }
        RewriteFiles rewrite = table.newRewrite().validateFromSnapshot(from.snapshotId());
        rewrite.dataSequenceNumber(from.sequenceNumber());
        chosen.forEach(task -> {
            rewrite.deleteFile(task.file());
            DataFile file = rewritten(table, task);
            // Without a row, the file was not even made.
            if (file.recordCount() > 0) {
                rewrite.addFile(file);
            }
        });
        return () -> {
            try {
                rewrite.commit();
            } catch (ValidationException | CommitFailedException e) {
                // Rows of its files were deleted meanwhile.
            }
        };
    }

    private static DataFile rewritten(Table table, FileScanTask task) {
        GenericDeleteFilter filter = new GenericDeleteFilter(table.io(), task, table.schema(), table.schema());
        StructLike partition = task.file().partition();
        OutputFileFactory names = OutputFileFactory.builderFor(table, 1, 1)
                .operationId(UUID.randomUUID().toString())
                .format(FileFormat.PARQUET)
                .build();
        try {
            DataWriter<Record> writer = Parquet.writeData(
                            task.spec().isPartitioned()
                                    ? names.newOutputFile(task.spec(), partition)
                                    : names.newOutputFile())
                    .forTable(table)
                    .withSpec(task.spec())
                    .withPartition(task.spec().isPartitioned() ? partition : null)
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer;
                    CloseableIterable<Record> all = Parquet.read(
                                    table.io().newInputFile(task.file().location()))
                            .project(filter.requiredSchema())
                            .createReaderFunc(
                                    schema -> GenericParquetReaders.buildReader(filter.requiredSchema(), schema))
                            .build();
                    CloseableIterable<Record> live = filter.filter(all)) {
                live.forEach(writer::write);
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
