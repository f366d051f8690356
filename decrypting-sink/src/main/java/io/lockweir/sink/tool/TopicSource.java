package io.lockweir.sink.tool;

import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.reconcile.RecordReading;
import io.lockweir.sink.reconcile.Side;
import io.lockweir.sink.reconcile.TableSide;
import io.lockweir.sink.reconcile.TopicRange;
import io.lockweir.sink.reconcile.TopicReader;
import io.lockweir.sink.reconcile.TopicSide;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.record.process.TableRecordProcessor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Topics as the source. */
final class TopicSource implements ReconcileSource {
    private final TopicReader reader;
    private final RecordProcessor processor;
    private final TopicSide source;
    private final TableSide table;
    private final SelectedColumns selected;
    private final Map<TopicPartition, TopicRange> ranges;

    TopicSource(
            ReconcileOptions options,
            Map<String, String> config,
            RecordConfig records,
            TableIdentifier id,
            Table table,
            SelectedColumns selected) {
        this.selected = selected;
        if (!config.getOrDefault("transforms", "").isBlank()) {
            throw new UsageException(
                    "The configuration has transforms, which are not run here; compare with the database");
        }
        if (!options.below.isEmpty()) {
            throw new UsageException("--below is for databases; topics are compared up to the table's progress");
        }
        Snapshot snapshot = Snapshots.of(options, table);
        RecordReading reading = RecordReading.of(config);
        this.processor = TableRecordProcessor.open(records);
        Map<String, Object> consumer = new HashMap<>(CatalogArguments.section(config, "source.kafka."));
        consumer.putAll(CatalogArguments.section(config, "consumer.override."));
        this.reader = TopicReader.open(consumer);
        try {
            processor.tablesOf(options.topics);
            processor.bind(id, table);
            this.ranges = ranges(options, config, table, snapshot);
            this.source = new TopicSide(reader, ranges, reading, processor, id, selected.rows(), options.memoryRows);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        boolean filters =
                !selected.place().isEmpty() && processor.keyColumns(id).isEmpty();
        this.table = new TableSide(
                table,
                snapshot,
                selected.rows(),
                filters ? Set.copyOf(selected.place()) : Set.of(),
                row -> !filters || inRange(row));
    }

    private Map<TopicPartition, TopicRange> ranges(
            ReconcileOptions options, Map<String, String> config, Table table, @Nullable Snapshot snapshot) {
        Map<TopicPartition, TopicRange> all = reader.ranges(options.topics);
        if (options.until.equals("end")) {
            return all;
        }
        if (!options.until.equals("progress")) {
            throw new UsageException("--until is progress or end");
        }
        String sinkId = config.getOrDefault("sink.id", "");
        if (sinkId.isEmpty()) {
            throw new UsageException("The configuration has no sink.id, by which the table keeps progress");
        }
        Map<TopicPartition, Long> progress = Snapshots.progress(new ProgressKeys(sinkId), table, snapshot);
        Map<TopicPartition, TopicRange> ranges = new HashMap<>();
        all.forEach((partition, range) -> {
            long to = progress.getOrDefault(partition, range.from());
            if (to > range.end()) {
                throw new UsageException("The table has come to offset " + to + " of " + partition + ", which ends at "
                        + range.end() + ": it is not the topic that the table was written from");
            }
            ranges.put(partition, new TopicRange(range.from(), to, range.end()));
        });
        return ranges;
    }

    /** Rows of records that the topic has no more, or that were not read, are not compared. */
    private boolean inRange(Record row) {
        Object topic = row.getField(selected.place().get(0));
        Object partition = row.getField(selected.place().get(1));
        Object offset = row.getField(selected.place().get(2));
        if (topic == null || partition == null || offset == null) {
            return false;
        }
        TopicRange range = ranges.get(new TopicPartition(topic.toString(), (Integer) partition));
        return range != null && range.contains((Long) offset);
    }

    @Override
    public Side source() {
        return source;
    }

    @Override
    public Side table() {
        return table;
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        Map<String, String> offsets = new TreeMap<>();
        long behind = 0;
        for (Map.Entry<TopicPartition, TopicRange> each : ranges.entrySet()) {
            TopicRange range = each.getValue();
            offsets.put(each.getKey().toString(), range.from() + "-" + range.to());
            behind += range.end() - range.to();
        }
        facts.put("offsets", offsets);
        facts.put("offsets_behind", behind);
        facts.put("records", source.tally().records());
        facts.put("records_filtered", source.tally().filtered());
        facts.put("records_refused", source.tally().refused());
        if (!source.tally().firstRefused().isEmpty()) {
            facts.put("first_refused", source.tally().firstRefused());
        }
        facts.put("table_rows_of_other_offsets", table.leftOut());
        facts.put("not_compared", selected.left());
        return facts;
    }

    @Override
    public void close() {
        reader.close();
        processor.close();
    }
}
