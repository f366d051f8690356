package io.lockweir.sink.feed;

import static io.lockweir.sink.feed.Bank.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.hold.HoldReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Someone alters a table while a task writes to it. */
class TableChangeTest {

    private static final TopicPartition C0 = new TopicPartition("t.customers", 0);
    private static final TopicPartition A0 = new TopicPartition("t.accounts", 0);

    private final Bank bank = new Bank();
    private final Worker worker = Worker.of(bank);

    @BeforeEach
    void begin() {
        bank.produce(C0, 10);
        bank.produce(A0, 1);
        worker.assign(C0, A0);
        worker.until(() -> bank.committed(CUSTOMERS, C0) == 10);
    }

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void writesAColumnDroppedAndAddedAnewUnderItsNewId() throws IOException {
        bank.table(CUSTOMERS).updateSchema().deleteColumn("id").commit();
        bank.table(CUSTOMERS)
                .updateSchema()
                .addColumn("id", Types.LongType.get())
                .commit();
        bank.produce(C0, 15);

        worker.until(() -> bank.committed(CUSTOMERS, C0) == 25);

        List<Object> ids = new ArrayList<>();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(bank.table(CUSTOMERS)).build()) {
            rows.forEach(row -> ids.add(row.getField("id")));
        }
        // The first ten are what dropping the column took away.
        assertThat(ids).hasSize(25);
        assertThat(ids.stream().filter(Objects::nonNull)).hasSize(15).doesNotHaveDuplicates();
        assertThat(worker.holds).isEmpty();
    }

    @Test
    void takesUpAnOptionalColumnAndGoesOn() {
        bank.table(CUSTOMERS)
                .updateSchema()
                .addColumn("note", Types.StringType.get())
                .commit();
        bank.produce(C0, 15);

        worker.until(() -> bank.committed(CUSTOMERS, C0) == 25);

        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
    }

    @Test
    void partitionsAsTheNewSpecSays() {
        bank.table(CUSTOMERS).updateSpec().addField(Expressions.bucket("id", 2)).commit();
        bank.produce(C0, 15);

        worker.until(() -> bank.committed(CUSTOMERS, C0) == 25);

        assertThat(bank.ids(CUSTOMERS)).isEqualTo(bank.produced("t.customers"));
        Table table = bank.table(CUSTOMERS);
        Map<Integer, Long> rowsBySpec = new HashMap<>();
        table.newScan()
                .planFiles()
                .forEach(task ->
                        rowsBySpec.merge(task.file().specId(), task.file().recordCount(), Long::sum));
        assertThat(rowsBySpec).containsEntry(table.spec().specId(), 15L).hasSize(2);
    }

    @Test
    void holdsWhenAColumnCanNoLongerBeFilled() {
        bank.table(CUSTOMERS)
                .updateSchema()
                .allowIncompatibleChanges()
                .addRequiredColumn("name", Types.StringType.get())
                .commit();
        bank.produce(C0, 15);

        worker.until(() -> !worker.holds.isEmpty());

        assertThat(worker.holds.get(0).table()).isEqualTo(CUSTOMERS);
        assertThat(worker.holds.get(0).reason()).isEqualTo(HoldReason.BAD_RECORD);
        assertThat(bank.committed(CUSTOMERS, C0)).isEqualTo(10);
    }
}
