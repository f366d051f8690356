package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Garbage is what a transform costs everybody else in the worker. */
class AllocationTest {
    private static final int RECORDS = 20_000;
    private static final long MAX_BYTES_PER_RECORD = 2_200;

    private final EncryptFields<SourceRecord> encrypt = Transforms.encryptor("fields", "name");
    private final DecryptFields<SinkRecord> decrypt = Transforms.decryptor("fields", "name");
    private final SourceRecord clear = clear();
    private final SinkRecord hidden = Transforms.sink(encrypt.apply(clear));

    @Test
    void encryptingOneFieldOfThreeMakesLittleGarbage() {
        assertThat(bytesPerRecord(() -> encrypt.apply(clear))).isLessThanOrEqualTo(MAX_BYTES_PER_RECORD);
    }

    @Test
    void decryptingOneFieldOfThreeMakesLittleGarbage() {
        assertThat(bytesPerRecord(() -> decrypt.apply(hidden))).isLessThanOrEqualTo(MAX_BYTES_PER_RECORD);
    }

    private static long bytesPerRecord(Runnable oneRecord) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < RECORDS; i++) {
            oneRecord.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < RECORDS; i++) {
            oneRecord.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / RECORDS;
    }

    private static SourceRecord clear() {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("active", Schema.BOOLEAN_SCHEMA)
                .build();
        return Transforms.source(
                new Struct(schema).put("id", 1L).put("name", "x".repeat(28)).put("active", true));
    }
}
