package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A task lives for months and sees new schemas all the time. */
class MemoryTest {
    private static final int SCHEMAS = 10_000;
    private static final long MAX_RETAINED = 40L << 20;
    /** Each schema kept would keep these bytes, 100 MB for all. */
    private static final String LONG_NAME = "n".repeat(10_000);

    private final EncryptFields<SourceRecord> encrypt = Transforms.encryptor("fields", "f");
    private final DecryptFields<SinkRecord> decrypt = Transforms.decryptor("fields", "f");

    @Test
    void forgetsSchemasSeenLongAgo() {
        roundTrip(0);
        long before = used();

        for (int i = 1; i <= SCHEMAS; i++) {
            roundTrip(i);
        }

        assertThat(used() - before).isLessThan(MAX_RETAINED);
        roundTrip(SCHEMAS);
    }

    private void roundTrip(int number) {
        Schema field = SchemaBuilder.string().name(LONG_NAME + number).build();
        Schema schema = SchemaBuilder.struct().field("f", field).build();
        Struct row = new Struct(schema).put("f", "x");
        SinkRecord read = decrypt.apply(Transforms.sink(encrypt.apply(Transforms.source(row))));
        assertThat(read.value()).isEqualTo(row);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
