package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileWriter;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class PartitionFilesTest {
    private static final Schema SCHEMA = new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));
    private static final PartitionKey NONE = new PartitionKey(PartitionSpec.unpartitioned(), SCHEMA);

    private final WriterSlots slots = new WriterSlots(1);
    private final FullDisk writer = new FullDisk();
    private final List<String> deleted = new ArrayList<>();
    private final PartitionFiles<DataFile> files = new PartitionFiles<>(
            partition -> new OpenFile<DataFile>(
                    "mem:/file",
                    () -> new OpenFile.Writing<>(
                            writer, PartitionFilesTest::incomplete, WriterCost.of(1, 1 << 20, 1 << 20)),
                    slots,
                    OpenFile.UNREGISTERED),
            deleted::add,
            1 << 20);

    @Test
    void closesAndDeletesAFileWhoseFirstWriteFails() {
        // So that the row waits until the file is completed.
        assertThat(slots.take()).isTrue();
        files.write(NONE, files.at(NONE), GenericRecord.create(SCHEMA));

        assertThatThrownBy(files::complete).hasMessage("disk full");
        files.abort();

        assertThat(writer.closed).isTrue();
        assertThat(deleted).containsExactly("mem:/file");
    }

    private static DataFile incomplete() {
        throw new AssertionError("the file is not complete");
    }

    private static final class FullDisk implements FileWriter<Record, Void> {
        private boolean closed;

        @Override
        public void write(Record row) {
            throw new IllegalStateException("disk full");
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public Void result() {
            throw new AssertionError("nothing was written");
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
