package io.lockweir.sink.commit;

import static io.lockweir.sink.commit.TestTable.ID;
import static io.lockweir.sink.commit.TestTable.KEYS;
import static io.lockweir.sink.commit.TestTable.P0;
import static io.lockweir.sink.commit.TestTable.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.write.SliceFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.TableOperations;
import org.junit.jupiter.api.Test;

class KnownFilesTest {

    private final TestTable table = new TestTable();
    private final KnownFiles known = new KnownFiles(KEYS.sinkId(), Duration.ofHours(1), Clock.systemUTC());

    @Test
    void remembersFilesOnlyWhereVectorsMayBeMadeForThem() {
        assertThat(known.knows(commit(Progress.NONE, 10))).as("format 2").isFalse();

        table.load().updateProperties().set("format-version", "3").commit();
        assertThat(known.knows(commit(10, 20))).as("format 3").isTrue();
    }

    /** Returns the location of the one file. */
    private String commit(long expected, long to) {
        Slice rows = table.slice("t", P0, expected, to);
        DeleteFile deletes = FileMetadata.deleteFileBuilder(PartitionSpec.unpartitioned())
                .ofEqualityDeletes(1)
                .withPath("data/" + rows.id() + "-deletes.parquet")
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
        Slice slice = new Slice(
                rows.id(),
                rows.task(),
                rows.table(),
                rows.ranges(),
                rows.sources(),
                new SliceFiles(rows.files().data(), List.of(deletes), Map.of()),
                rows.facts(),
                rows.answers(),
                rows.partitionCounts(),
                rows.validThroughMs());
        TableOperations ops = ((HasTableOperations) table.load()).operations();
        known.follow(new BaseTable(ops, ID.toString()), ops.current().currentSnapshot());
        new CommitAttempt(ID, KEYS, WRITER, List.of(slice), known)
                .send(new SingleShotOps(ops, ops.current(), () -> true));
        known.follow(new BaseTable(ops, ID.toString()), ops.current().currentSnapshot());
        return rows.files().data().get(0).location();
    }
}
