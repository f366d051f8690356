package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.write.SliceFiles;
import io.lockweir.sink.write.SliceWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenSliceTest {

    private static final long MANY_BYTES = 1 << 28;
    private static final long MEGABYTE = 1 << 20;

    @Test
    void isCutForTheDeadLettersItWaitsFor() {
        OpenSlice slice = new OpenSlice(() -> {
            throw new AssertionError("no row came");
        });
        for (int i = 1; i < 10_000; i++) {
            slice.reports.add(CompletableFuture.completedFuture(null));
        }
        assertThat(slice.grew(0, MANY_BYTES)).isFalse();

        slice.reports.add(CompletableFuture.completedFuture(null));
        assertThat(slice.grew(0, MANY_BYTES)).isTrue();
    }

    @Test
    void isCutSoonAfterItReachedItsSizeHoweverLargeItsRowsAre() {
        OpenSlice slice = new OpenSlice(LargeRows::new);
        Record row = GenericRecord.create(new Schema(Types.NestedField.required(1, "id", Types.LongType.get())));
        int rows = 0;
        do {
            slice.append(new TopicPartition("t", 0), row, rows++);
        } while (!slice.grew(0, 64 * MEGABYTE));

        assertThat(rows).isBetween(64, 72);
    }

    @Test
    void isNotToWaitForEver() {
        OpenSlice slice = new OpenSlice(LargeRows::new);
        slice.aged(1_000_000, Duration.ofSeconds(1));
        assertThat(slice.large()).isFalse();

        slice.grew(1_000_000, MANY_BYTES);
        slice.aged(1_009_999, Duration.ofSeconds(1));
        assertThat(slice.large()).isFalse();
        slice.aged(1_010_000, Duration.ofSeconds(1));
        assertThat(slice.large()).isTrue();
    }

    /** Each takes a megabyte. */
    private static final class LargeRows implements SliceWriter {
        private long rows;

        @Override
        public void append(Record row) {
            rows++;
        }

        @Override
        public void upsert(Record row) {
            rows++;
        }

        @Override
        public void delete(Record key) {}

        @Override
        public long bytes() {
            return rows * MEGABYTE;
        }

        @Override
        public long heldBytes() {
            return 0;
        }

        @Override
        public int closedFiles() {
            return 0;
        }

        @Override
        public void closeOpen() {}

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public SliceFiles complete() {
            return SliceFiles.NONE;
        }

        @Override
        public void abort() {}
    }
}
