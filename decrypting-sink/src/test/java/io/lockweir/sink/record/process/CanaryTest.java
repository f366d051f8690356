package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.write.ParquetSliceWriterFactory;
import io.lockweir.sink.write.SliceWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A value that goes wrong in every column type there is: no text, no log and no exception tells it. */
class CanaryTest {
    private static final String CANARY = "canary-7c1f-grace";
    private static final List<Type> TYPES = List.of(
            Types.BooleanType.get(),
            Types.IntegerType.get(),
            Types.LongType.get(),
            Types.DoubleType.get(),
            Types.DecimalType.of(9, 2),
            Types.DateType.get(),
            Types.TimeType.get(),
            Types.TimestampType.withZone(),
            Types.TimestampType.withoutZone(),
            Types.UUIDType.get(),
            Types.BinaryType.get(),
            Types.ListType.ofOptional(100, Types.LongType.get()),
            Types.MapType.ofOptional(100, 101, Types.StringType.get(), Types.LongType.get()),
            Types.StructType.of(Types.NestedField.optional(100, "a", Types.LongType.get())));

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
    }

    @Test
    void isNowhereWhenARecordWithSchemaIsRefused() {
        List<String> texts = new ArrayList<>();
        org.apache.kafka.connect.data.Schema rows = SchemaBuilder.struct()
                .field("v", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
                .build();
        for (Type type : TYPES) {
            Table table = Bank.table(new Schema(Types.NestedField.optional(1, "v", type)));
            SinkRecord record = Bank.encrypt(Bank.record(rows, new Struct(rows).put("v", CANARY)), "fields", "v");
            texts.add(refusal(table, record, "policy.decrypt", "v"));
            texts.add(refusal(table, Bank.record(rows, new Struct(rows).put("v", CANARY))));
        }
        assertNoCanary(texts);
    }

    @Test
    void isNowhereWhenARecordWithoutSchemaIsRefused() {
        List<String> texts = new ArrayList<>();
        for (Type type : TYPES) {
            Table table = Bank.table(new Schema(Types.NestedField.optional(1, "v", type)));
            for (Object value :
                    List.of(CANARY, List.of(CANARY), Map.of(CANARY, CANARY), CANARY.getBytes(StandardCharsets.UTF_8))) {
                texts.add(refusal(table, Bank.record(null, Map.of("v", value))));
            }
        }
        assertNoCanary(texts);
    }

    @Test
    void isNotInTheNameOrTextOfAnything() {
        Table table = Bank.table(Bank.COLUMNS);
        SinkRecord record = Bank.encrypt(Bank.event("c", null, Bank.row(1, CANARY, null)), "fields", "email");
        try (TableRecordProcessor processor = Bank.processor(table, "policy.decrypt", "email")) {
            Outcome.Row row = Bank.row(processor.process(record));
            SliceWriter writer = new ParquetSliceWriterFactory(1).open(table, processor.decryptedColumns(Bank.TABLE));
            writer.append(row.row());
            List<String> texts = new ArrayList<>(List.of(row.toString(), writer.toString()));
            writer.complete().data().forEach(file -> texts.add(file.toString()));
            SliceWriter aborted = new ParquetSliceWriterFactory(1).open(table, processor.decryptedColumns(Bank.TABLE));
            aborted.append(row.row());
            aborted.abort();
            // A row of another table: the file format fails on it, in its own words.
            texts.add(trace(catchThrowable(() -> aborted.append(misfit()))));
            assertNoCanary(texts);
        }
    }

    private String refusal(Table table, SinkRecord record, String... keysAndValues) {
        try (TableRecordProcessor processor = Bank.processor(table, keysAndValues)) {
            Outcome outcome = processor.process(record);
            assertThat(outcome).as(table.schema().toString()).isNotInstanceOf(Outcome.Filtered.class);
            return outcome.toString();
        }
    }

    private void assertNoCanary(List<String> texts) {
        assertThat(texts).isNotEmpty().noneMatch(text -> text.contains(CANARY));
        assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain(CANARY);
    }

    private static Record misfit() {
        GenericRecord row =
                GenericRecord.create(new Schema(Types.NestedField.optional(1, "id", Types.StringType.get())));
        row.setField("id", CANARY);
        return row;
    }

    private static String trace(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
