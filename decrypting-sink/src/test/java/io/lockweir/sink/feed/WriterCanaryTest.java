package io.lockweir.sink.feed;

import static io.lockweir.sink.feed.Bank.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.lockweir.sink.write.KeyedRows;
import io.lockweir.sink.write.ParquetSliceWriterFactory;
import io.lockweir.sink.write.SliceFiles;
import io.lockweir.sink.write.SliceWriter;
import io.lockweir.sink.write.SliceWriterFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parquet's decimal writer names the decimal whose scale is wrong: no log, HOLD or exception of ours repeats it. */
class WriterCanaryTest {
    private static final String CANARY = "424242.13371337";
    private static final Schema DECIMALS =
            new Schema(Types.NestedField.optional(1, "amount", Types.DecimalType.of(20, 2)));
    private static final TopicPartition C0 = new TopicPartition("t.customers", 0);

    private final Bank bank = new Bank();
    private final Table decimals = bank.catalog.createTable(TableIdentifier.of("bank", "decimals"), DECIMALS);
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @BeforeEach
    void captureOutput() {
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
    }

    @AfterEach
    void releaseOutput() {
        System.setOut(out);
        System.setErr(err);
        bank.close();
    }

    @Test
    void isNowhereWhenTheFileFormatQuotesIt() {
        assertThat(catchThrowable(() -> new Misfit().append(GenericRecord.create(DECIMALS))))
                .as("the trap")
                .hasStackTraceContaining(CANARY);
        bank.produce(C0, 5);
        Worker worker = Worker.writing(bank, new Misfits(), new FastClock());
        worker.assign(C0);

        Throwable failure =
                catchThrowable(() -> await().atMost(Duration.ofSeconds(60)).until(() -> {
                    worker.poll();
                    return false;
                }));

        assertThat(worker.holds)
                .singleElement()
                .satisfies(hold -> assertThat(hold.message())
                        .contains("HOLD write-failed-", "java.lang.IllegalArgumentException (at ")
                        .doesNotContain(CANARY));
        assertThat(Throwables.getStackTrace(failure))
                .contains("ConnectException: HOLD write-failed-")
                .doesNotContain(CANARY);
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("Slice of " + CUSTOMERS + " could not be filled, failure 10")
                .doesNotContain(CANARY);
    }

    /** Writes another row than the given one: no record that comes by the processor has a wrong scale. */
    private final class Misfit implements SliceWriter {
        private final SliceWriter parquet = new ParquetSliceWriterFactory(1).open(decimals, Set.of("amount"));

        @Override
        public void append(Record row) {
            GenericRecord misfit = GenericRecord.create(DECIMALS);
            misfit.setField("amount", new BigDecimal(CANARY));
            parquet.append(misfit);
        }

        @Override
        public void upsert(Record row) {
            append(row);
        }

        @Override
        public void delete(Record key) {
            parquet.delete(key);
        }

        @Override
        public boolean full() {
            return parquet.full();
        }

        @Override
        public long bytes() {
            return parquet.bytes();
        }

        @Override
        public long heldBytes() {
            return parquet.heldBytes();
        }

        @Override
        public int closedFiles() {
            return parquet.closedFiles();
        }

        @Override
        public void closeOpen() {
            parquet.closeOpen();
        }

        @Override
        public long rows() {
            return parquet.rows();
        }

        @Override
        public SliceFiles complete() {
            return parquet.complete();
        }

        @Override
        public void abort() {
            parquet.abort();
        }
    }

    private final class Misfits implements SliceWriterFactory {
        @Override
        public SliceWriter open(Table table, Set<String> decryptedColumns) {
            return new Misfit();
        }

        @Override
        public SliceWriter openUpsert(Table table, Set<String> decryptedColumns, KeyedRows keyed) {
            return new Misfit();
        }
    }

    /** A thousand times as fast: the pauses between ten failures sum up to minutes. */
    private static final class FastClock extends Clock {
        private final long startNanos = System.nanoTime();

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(1_700_000_000).plusMillis((System.nanoTime() - startNanos) / 1_000);
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
