package io.lockweir.demo.pipeline;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.lake.LakeRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * Somebody else's snapshot on an upserted table whose first spec is unpartitioned: one row is deleted, one comes twice, one
 * is changed.
 */
record Damage(Object deleted, Object doubled, Object changed) {

    /** @param column of text, which gets another value */
    static Damage to(BankTable bank, Table table, String column) throws IOException {
        String key = bank.key().name();
        List<Record> rows = new ArrayList<>();
        new LakeRows(table).forEach(row -> {
            if (rows.size() < 3) {
                rows.add(row.row());
            }
        });
        Record changed = rows.get(2).copy();
        changed.setField(column, "changed by somebody else");
        table.newRowDelta()
                .addDeletes(deletes(table, table.schema().select(key), rows.get(0), rows.get(2)))
                .addRows(data(table, rows.get(1), changed))
                .commit();
        return new Damage(rows.get(0).getField(key), rows.get(1).getField(key), changed.getField(key));
    }

    private static PartitionSpec first(Table table) {
        PartitionSpec spec = table.specs().get(0);
        if (spec == null || spec.isPartitioned()) {
            throw new IllegalArgumentException("The first spec of " + table.name() + " is partitioned");
        }
        return spec;
    }

    private static DeleteFile deletes(Table table, Schema key, Record... rows) throws IOException {
        EqualityDeleteWriter<Record> writer = Parquet.writeDeletes(table.io().newOutputFile(location(table)))
                .forTable(table)
                .withSpec(first(table))
                .rowSchema(key)
                .equalityFieldIds(List.of(key.columns().get(0).fieldId()))
                .createWriterFunc(GenericParquetWriter::create)
                .buildEqualityWriter();
        try (writer) {
            for (Record row : rows) {
                Record deleted = GenericRecord.create(key);
                deleted.set(0, row.getField(key.columns().get(0).name()));
                writer.write(deleted);
            }
        }
        return writer.toDeleteFile();
    }

    private static DataFile data(Table table, Record... rows) throws IOException {
        DataWriter<Record> writer = Parquet.writeData(table.io().newOutputFile(location(table)))
                .forTable(table)
                .withSpec(first(table))
                .createWriterFunc(GenericParquetWriter::create)
                .build();
        try (writer) {
            for (Record row : rows) {
                Record whole = GenericRecord.create(table.schema());
                table.schema().columns().forEach(each -> whole.setField(each.name(), row.getField(each.name())));
                writer.write(whole);
            }
        }
        return writer.toDataFile();
    }

    private static String location(Table table) {
        return table.locationProvider().newDataLocation("damage-" + UUID.randomUUID() + ".parquet");
    }
}
