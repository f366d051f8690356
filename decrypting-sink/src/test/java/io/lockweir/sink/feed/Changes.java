package io.lockweir.sink.feed;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.RecordProcessor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A topic of changes by key, the table they are upserted into, and what it must hold after so many of them. */
final class Changes {
    static final TableIdentifier TABLE = Bank.CUSTOMERS;
    static final String TOPIC = "t.customers";
    static final int PARTITIONS = 3;
    static final Schema SCHEMA = new Schema(
            List.of(
                    Types.NestedField.required(1, "id", Types.LongType.get()),
                    Types.NestedField.required(2, "name", Types.StringType.get()),
                    Types.NestedField.optional(3, "region", Types.StringType.get()),
                    Types.NestedField.optional(4, "version", Types.LongType.get())),
            Set.of(1, 2));

    /** Where the rows of a key may lie. */
    enum Layout {
        UNPARTITIONED,
        BY_KEY,
        /** Deletes reach all partitions, since the table was unpartitioned once. */
        BY_REGION
    }

    /** What is left of a key. */
    record Row(long id, String region, long version) {}

    private final Bank bank;
    private long versions;

    private Changes(Bank bank) {
        this.bank = bank;
    }

    /** For a table that is appended to. */
    static Changes none(Bank bank) {
        return new Changes(bank);
    }

    Changes(Bank bank, Layout layout, int formatVersion) {
        this.bank = bank;
        bank.catalog.dropTable(TABLE);
        PartitionSpec spec = layout == Layout.BY_KEY
                ? PartitionSpec.builderFor(SCHEMA).bucket("id", 3).build()
                : PartitionSpec.unpartitioned();
        bank.catalog.createTable(TABLE, SCHEMA, spec, Map.of("format-version", Integer.toString(formatVersion)));
        if (layout == Layout.BY_REGION) {
            bank.table(TABLE).updateSpec().addField("region").commit();
        }
    }

    static TopicPartition partition(long id) {
        return new TopicPartition(TOPIC, (int) (id % PARTITIONS));
    }

    static TopicPartition[] partitions() {
        TopicPartition[] partitions = new TopicPartition[PARTITIONS];
        for (int i = 0; i < PARTITIONS; i++) {
            partitions[i] = new TopicPartition(TOPIC, i);
        }
        return partitions;
    }

    void upsert(long id, String region) {
        bank.produce(partition(id), id, new Row(id, region, versions++));
    }

    /** As another topic has it. */
    void upsertBy(TopicPartition partition, long id, String region) {
        bank.produce(partition, id, new Row(id, region, versions++));
    }

    void delete(long id) {
        bank.produce(partition(id), id, null);
    }

    /** What the table must hold when it stands at these positions. */
    Map<Long, Row> expected(Map<TopicPartition, Long> positions) {
        Map<Long, Row> rows = new TreeMap<>();
        positions.forEach((partition, to) -> bank.logs
                .getOrDefault(partition, new TreeMap<>())
                .headMap(to)
                .values()
                .forEach(record -> {
                    if (record.value() == null) {
                        rows.remove((Long) record.key());
                    } else {
                        rows.put((Long) record.key(), (Row) record.value());
                    }
                }));
        return rows;
    }

    /** Understands the records above. */
    static final class Processor implements RecordProcessor {
        private Schema schema = SCHEMA;

        @Override
        public Map<String, Set<TableIdentifier>> tablesOf(Collection<String> topics) {
            Map<String, Set<TableIdentifier>> tables = new HashMap<>();
            topics.forEach(topic -> tables.put(topic, Set.of(TABLE)));
            return tables;
        }

        @Override
        public void bind(TableIdentifier identifier, Table table) {
            schema = table.schema();
        }

        @Override
        public Set<String> decryptedColumns(TableIdentifier identifier) {
            return Set.of("name");
        }

        @Override
        public List<Integer> keyColumns(TableIdentifier identifier) {
            return List.of(1, 2);
        }

        @Override
        public Outcome process(SinkRecord record) {
            long id = (Long) record.key();
            GenericRecord row = GenericRecord.create(schema);
            row.setField("id", id);
            row.setField("name", "name-" + id);
            if (record.value() == null) {
                return new Outcome.Delete(TABLE, row, record.timestamp());
            }
            Row change = (Row) record.value();
            row.setField("region", change.region());
            row.setField("version", change.version());
            return new Outcome.Upsert(TABLE, row, null, record.timestamp());
        }

        @Override
        public void close() {}
    }
}
