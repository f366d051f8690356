package io.lockweir.sink.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.record.FilterReason;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.RecordProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class TopicSideTest {
    private static final TableIdentifier TABLE = TableIdentifier.of("bank", "customers");
    private static final TopicPartition PARTITION = new TopicPartition("customers", 0);
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "city", Types.StringType.get()),
            Types.NestedField.optional(3, "email", Types.StringType.get()));

    private final List<String> changes = new ArrayList<>();

    @Test
    void ofAnUpsertedTableTheLastChangeOfEachKeyCounts() {
        changes.addAll(List.of("1=Delft", "2=Delft", "1=Gouda", "2", "3=Delft", "filtered", "9=beyond"));

        Comparison found = compare(100, 6, Rows.of(Rows.row(1, "Gouda"), Rows.row(3, "Delft")));

        assertThat(found.equal()).isTrue();
        assertThat(found.sourceRows()).isEqualTo(2);
    }

    @Test
    void moreKeysThanFitIntoMemoryAreReadInParts() {
        Random random = new Random(7);
        List<Object[]> last = new ArrayList<>();
        for (int id = 0; id < 300; id++) {
            changes.add(id + "=before");
        }
        for (int id = 0; id < 300; id++) {
            boolean deleted = random.nextInt(4) == 0;
            changes.add(deleted ? "" + id : id + "=after");
            if (!deleted) {
                last.add(Rows.row(id, "after"));
            }
        }

        assertThat(compare(20, changes.size(), new Rows("table", last)).equal()).isTrue();
        last.remove(11);
        Comparison found = compare(20, changes.size(), new Rows("table", last));
        assertThat(found.kinds()).isEqualTo(Map.of(Difference.Kind.MISSING, 1L));
    }

    @Test
    void ofAnAppendedTableEachRecordCounts() {
        changes.addAll(List.of("1=Delft", "1=Delft"));

        TopicSide side = side(Set.of(), 100, 2);

        assertThat(new Reconciliation(Rows.BY_ID, side, Rows.of(Rows.row(1, "Delft"), Rows.row(1, "Delft")), 10, 10)
                        .compare(what -> (done, total) -> {})
                        .equal())
                .isTrue();
        assertThat(side.tally().records()).isEqualTo(2);
    }

    private Comparison compare(int memory, long to, Rows table) {
        return new Reconciliation(Rows.BY_ID, side(Set.of(1), memory, to), table, 100_000, 10)
                .compare(what -> (done, total) -> {});
    }

    private TopicSide side(Set<Integer> key, int memory, long to) {
        RecordReading reading = RecordReading.of(Map.of(
                "key.converter", TextConverter.class.getName(),
                "value.converter", TextConverter.class.getName()));
        return new TopicSide(
                new TopicReader(new Log()),
                Map.of(PARTITION, new TopicRange(0, to, changes.size())),
                reading,
                new Changes(key),
                TABLE,
                Rows.BY_ID,
                memory);
    }

    /** A consumer that has all changes after each assignment. */
    private final class Log extends MockConsumer<byte[], byte[]> {
        Log() {
            super(AutoOffsetResetStrategy.NONE.name());
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            boolean anew = !partitions.isEmpty() && assignment().isEmpty();
            super.assign(partitions);
            if (anew) {
                for (int i = 0; i < changes.size(); i++) {
                    addRecord(new ConsumerRecord<>(
                            PARTITION.topic(), 0, i, new byte[0], changes.get(i).getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    /** {@code id=city} upserts or appends, {@code id} deletes. */
    private record Changes(Set<Integer> key) implements RecordProcessor {
        @Override
        public Map<String, Set<TableIdentifier>> tablesOf(Collection<String> topics) {
            return Map.of(PARTITION.topic(), Set.of(TABLE));
        }

        @Override
        public void bind(TableIdentifier identifier, Table table) {}

        @Override
        public Set<String> decryptedColumns(TableIdentifier identifier) {
            return Set.of();
        }

        @Override
        public List<Integer> keyColumns(TableIdentifier identifier) {
            return List.copyOf(key);
        }

        @Override
        public Outcome process(SinkRecord record) {
            String text = String.valueOf(record.value());
            if (text.equals("filtered")) {
                return new Outcome.Filtered(TABLE, FilterReason.TOMBSTONE);
            }
            String[] parts = text.split("=", -1);
            Record row = GenericRecord.create(SCHEMA);
            row.setField("id", Long.parseLong(parts[0]));
            if (parts.length == 1) {
                return new Outcome.Delete(TABLE, row, 0);
            }
            row.setField("city", parts[1]);
            row.setField("email", Rows.CANARY + parts[0]);
            return key.isEmpty() ? new Outcome.Row(TABLE, row, 0) : new Outcome.Upsert(TABLE, row, null, 0);
        }

        @Override
        public void close() {}
    }
}
