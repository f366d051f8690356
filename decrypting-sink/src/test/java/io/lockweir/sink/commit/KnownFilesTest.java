package io.lockweir.sink.commit;

import static io.lockweir.sink.commit.TestTable.ID;
import static io.lockweir.sink.commit.TestTable.KEYS;
import static io.lockweir.sink.commit.TestTable.P0;
import static io.lockweir.sink.commit.TestTable.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.write.IndexPolicy;
import io.lockweir.sink.write.KeyIndex;
import io.lockweir.sink.write.KeyedRows;
import io.lockweir.sink.write.ParquetSliceWriterFactory;
import io.lockweir.sink.write.SliceFiles;
import io.lockweir.sink.write.SliceWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
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

    @Test
    void writesAVectorOnceHoweverOftenTheCatalogDoesNotAnswer() {
        table.load().updateProperties().set("format-version", "3").commit();
        Slice slice = sliceWithAVector();
        FaultyOps ops = table.faulty();
        for (int attempt = 0; attempt < 5; attempt++) {
            ops.faults().next(Faults.Fault.LOST, new CommitStateUnknownException(new RuntimeException("503")));
            known.follow(new BaseTable(ops, ID.toString()), ops.current().currentSnapshot());
            CommitAttempt sent = new CommitAttempt(ID, KEYS, WRITER, List.of(slice), known);

            assertThatThrownBy(() -> sent.send(new SingleShotOps(ops, ops.current(), () -> true)))
                    .isInstanceOf(CommitStateUnknownException.class);

            assertThat(sent.written()).as("attempt %s", attempt).hasSize(attempt == 0 ? 1 : 0);
        }
        CommitAttempt last = new CommitAttempt(ID, KEYS, WRITER, List.of(slice), known);
        last.send(new SingleShotOps(ops, ops.current(), () -> true));

        known.follow(new BaseTable(ops, ID.toString()), ops.refresh().currentSnapshot());
        DataFile file = slice.files().data().get(0);
        assertThat(known.vector(file.location())).isNotNull();
        assertThat(table.load().currentSnapshot().summary()).containsEntry("added-dvs", "1");
    }

    /** Its vectors are deleted: as of a task that closes while a commit for several is prepared. */
    @Test
    void usesNoVectorOfAnAttemptThatWasCalledOff() {
        table.load().updateProperties().set("format-version", "3").commit();
        Slice slice = sliceWithAVector();
        FaultyOps ops = table.faulty();
        known.follow(new BaseTable(ops, ID.toString()), ops.current().currentSnapshot());
        CommitAttempt calledOff = new CommitAttempt(ID, KEYS, WRITER, List.of(slice), known);
        assertThatThrownBy(() -> calledOff.send(new SingleShotOps(ops, ops.current(), () -> false)))
                .isInstanceOf(CommitCancelledException.class);
        assertThat(calledOff.written()).hasSize(1);

        CommitAttempt next = new CommitAttempt(ID, KEYS, WRITER, List.of(slice), known);
        next.send(new SingleShotOps(ops, ops.current(), () -> true));

        assertThat(next.written()).hasSize(1).doesNotContainAnyElementsOf(calledOff.written());
        DataFile file = slice.files().data().get(0);
        known.follow(new BaseTable(ops, ID.toString()), ops.refresh().currentSnapshot());
        assertThat(known.vector(file.location())).returns(next.written().get(0), DeleteFile::location);
    }

    @Test
    void forgetsEverythingRatherThanTooManyAttempts() {
        table.load().updateProperties().set("format-version", "3").commit();
        String first = commit(Progress.NONE, 10);
        for (int attempt = 0; attempt < 100; attempt++) {
            known.sending(1_000 + attempt, List.of(), List.of());
        }
        assertThat(known.knows(first)).isTrue();

        String second = commit(10, 20);

        assertThat(known.knows(first)).isFalse();
        assertThat(known.knows(second)).isFalse();
        assertThat(known.knows(commit(20, 30))).isTrue();
    }

    /** Of two rows with one key. */
    private Slice sliceWithAVector() {
        Slice rows = table.slice("t", P0, Progress.NONE, 10);
        SliceWriter writer = new ParquetSliceWriterFactory(1)
                .openUpsert(
                        table.load(),
                        Set.of(),
                        new KeyedRows(List.of(1), new KeyIndex(IndexPolicy.DEFAULT, Clock.systemUTC())));
        GenericRecord row = GenericRecord.create(TestTable.SCHEMA);
        row.set(0, 7L);
        writer.upsert(row);
        writer.upsert(row);
        return with(rows, writer.complete());
    }

    private static Slice with(Slice slice, SliceFiles files) {
        return new Slice(
                slice.id(),
                slice.task(),
                slice.table(),
                slice.ranges(),
                slice.sources(),
                files,
                slice.facts(),
                slice.answers(),
                slice.partitionCounts(),
                slice.validThroughMs());
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
        Slice slice = with(rows, new SliceFiles(rows.files().data(), List.of(deletes), Map.of()));
        TableOperations ops = ((HasTableOperations) table.load()).operations();
        known.follow(new BaseTable(ops, ID.toString()), ops.current().currentSnapshot());
        new CommitAttempt(ID, KEYS, WRITER, List.of(slice), known)
                .send(new SingleShotOps(ops, ops.current(), () -> true));
        known.follow(new BaseTable(ops, ID.toString()), ops.current().currentSnapshot());
        return rows.files().data().get(0).location();
    }
}
