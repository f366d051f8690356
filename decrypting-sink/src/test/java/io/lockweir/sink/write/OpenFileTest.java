package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileWriter;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class OpenFileTest {
    private static final Schema SCHEMA = new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));

    private final List<WeakReference<Counting>> writers = new ArrayList<>();

    /** The buffers of a thousand closed Parquet writers were a gigabyte, held until the last of a slice was closed. */
    @Test
    void letsGoOfItsWriterWhenItIsComplete() {
        OpenFile<DataFile> file = new OpenFile<>("mem:/file", this::open, new WriterSlots(1), OpenFile.UNREGISTERED);
        file.write(GenericRecord.create(SCHEMA));

        assertThat(file.complete().recordCount()).isEqualTo(1);

        assertThat(writers).hasSize(1);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return writers.get(0).refersTo(null);
        });
        assertThat(file.exists()).isTrue();
        assertThat(file.rows()).isEqualTo(1);
    }

    private OpenFile.Writing<DataFile> open() {
        Counting writer = new Counting();
        writers.add(new WeakReference<>(writer));
        return new OpenFile.Writing<>(writer, writer::file, WriterCost.of(1, 1 << 20, 1 << 20));
    }

    private static final class Counting implements FileWriter<Record, Void> {
        private long rows;

        @Override
        public void write(Record row) {
            rows++;
        }

        @Override
        public long length() {
            return rows;
        }

        @Override
        public Void result() {
            throw new AssertionError("nobody asks for it");
        }

        @Override
        public void close() {}

        private DataFile file() {
            return DataFiles.builder(PartitionSpec.unpartitioned())
                    .withPath("mem:/file")
                    .withFormat("parquet")
                    .withFileSizeInBytes(1)
                    .withRecordCount(rows)
                    .build();
        }
    }
}
