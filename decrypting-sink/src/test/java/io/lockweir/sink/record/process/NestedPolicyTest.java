package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class NestedPolicyTest {
    private static final org.apache.kafka.connect.data.Schema ITEM = SchemaBuilder.struct()
            .field("card", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .field("amount", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
            .field("internal", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .build();
    private static final org.apache.kafka.connect.data.Schema ADDRESS = SchemaBuilder.struct()
            .field("street", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .build();
    private static final org.apache.kafka.connect.data.Schema ROW = SchemaBuilder.struct()
            .field("address", ADDRESS)
            .field("items", SchemaBuilder.array(ITEM).build())
            .field(
                    "labels",
                    SchemaBuilder.map(
                                    org.apache.kafka.connect.data.Schema.STRING_SCHEMA,
                                    org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
                            .build())
            .build();
    private static final Schema COLUMNS = new Schema(
            Types.NestedField.required(
                    1, "address", Types.StructType.of(Types.NestedField.required(2, "street", Types.StringType.get()))),
            Types.NestedField.required(
                    3,
                    "items",
                    Types.ListType.ofRequired(
                            4,
                            Types.StructType.of(
                                    Types.NestedField.required(5, "card", Types.StringType.get()),
                                    Types.NestedField.required(6, "amount", Types.LongType.get())))),
            Types.NestedField.required(
                    7, "labels", Types.MapType.ofRequired(8, 9, Types.StringType.get(), Types.StringType.get())));

    @Test
    void decryptsAndDropsInsideStructuresArraysAndMaps() {
        Struct row = new Struct(ROW)
                .put("address", new Struct(ADDRESS).put("street", "Main"))
                .put(
                        "items",
                        List.of(new Struct(ITEM)
                                .put("card", "4111")
                                .put("amount", 5L)
                                .put("internal", "x")))
                .put("labels", Map.of("k", "v"));
        SinkRecord record = Bank.encrypt(Bank.record(ROW, row), "fields", "address,items[*].card,labels{*}");
        Table table = Bank.table(COLUMNS);
        try (TableRecordProcessor processor = Bank.processor(
                table, "policy.decrypt", "address,items[*].card,labels{*}", "policy.drop", "items[*].internal")) {
            assertThat(processor.decryptedColumns(Bank.TABLE))
                    .containsExactlyInAnyOrder("address", "items.element.card", "labels.value");
            Record written = Bank.row(processor.process(record)).row();
            assertThat(((Record) written.getField("address")).getField("street"))
                    .isEqualTo("Main");
            Record item = (Record) ((List<?>) written.getField("items")).get(0);
            assertThat(item.getField("card")).isEqualTo("4111");
            assertThat(item.getField("amount")).isEqualTo(5L);
            assertThat(written.getField("labels")).isEqualTo(Map.of("k", "v"));
        }
    }
}
