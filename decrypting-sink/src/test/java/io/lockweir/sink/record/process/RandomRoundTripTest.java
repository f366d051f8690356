package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.write.ParquetSliceWriterFactory;
import io.lockweir.sink.write.SliceWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Random rows of random tables, random fields of them encrypted: written and read back, they are what they were. */
class RandomRoundTripTest {
    private static final int TABLES = 15;
    private static final int ROWS = 40;

    @Test
    void readsBackWhatWasCaptured() throws IOException {
        long seed = System.nanoTime();
        System.out.println("RandomRoundTripTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < TABLES; i++) {
            roundTrip(random, "seed " + seed + ", table " + i);
        }
    }

    private static void roundTrip(Random random, String description) throws IOException {
        List<ColumnKind> kinds = new ArrayList<>();
        List<String> encrypted = new ArrayList<>();
        SchemaBuilder rows = SchemaBuilder.struct().name("bank.public.customers.Value");
        List<Types.NestedField> columns = new ArrayList<>();
        rows.field("id", org.apache.kafka.connect.data.Schema.INT32_SCHEMA);
        columns.add(Types.NestedField.required(1, "id", Types.IntegerType.get()));
        for (ColumnKind kind : ColumnKind.ALL) {
            if (random.nextBoolean()) {
                String name = "c" + kinds.size();
                kinds.add(kind);
                rows.field(name, kind.schema());
                columns.add(0, Types.NestedField.optional(10 + kinds.size(), name, kind.type()));
                if (random.nextBoolean()) {
                    encrypted.add(name);
                }
            }
        }
        org.apache.kafka.connect.data.Schema schema = rows.build();
        Table table = Bank.table(new Schema(columns));
        String fields = String.join(",", encrypted);
        Map<Integer, Map<String, Object>> expected = new HashMap<>();
        String[] policy = encrypted.isEmpty() ? new String[0] : new String[] {"policy.decrypt", fields};
        try (TableRecordProcessor processor = Bank.processor(table, policy)) {
            SliceWriter writer = new ParquetSliceWriterFactory(4).open(table, processor.decryptedColumns(Bank.TABLE));
            for (int id = 0; id < ROWS; id++) {
                Struct row = new Struct(schema).put("id", id);
                Map<String, Object> values = new HashMap<>();
                for (int i = 0; i < kinds.size(); i++) {
                    if (random.nextInt(5) > 0) {
                        ColumnKind.Sample sample = kinds.get(i).samples().apply(random);
                        row.put("c" + i, sample.source());
                        values.put("c" + i, sample.expected());
                    }
                }
                expected.put(id, values);
                var record = Bank.record(schema, row);
                Outcome outcome =
                        processor.process(encrypted.isEmpty() ? record : Bank.encrypt(record, "fields", fields));
                writer.append(Bank.row(outcome).row());
            }
            append(table, writer.complete().data());
        }
        assertThat(read(table, kinds.size())).as(description).isEqualTo(expected);
    }

    private static void append(Table table, List<DataFile> files) {
        var append = table.newFastAppend();
        files.forEach(append::appendFile);
        append.commit();
    }

    private static Map<Integer, Map<String, Object>> read(Table table, int columns) throws IOException {
        Map<Integer, Map<String, Object>> rows = new HashMap<>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
            for (Record record : records) {
                Map<String, Object> values = new HashMap<>();
                for (int i = 0; i < columns; i++) {
                    Object value = record.getField("c" + i);
                    if (value != null) {
                        values.put("c" + i, value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
                    }
                }
                rows.put((Integer) record.getField("id"), values);
            }
        }
        return rows;
    }
}
