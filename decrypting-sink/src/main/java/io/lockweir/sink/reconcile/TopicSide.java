package io.lockweir.sink.reconcile;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.RecordProcessor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the sink makes of topics: by its own processor, and for an upserted table what the last change left of each
 * key. Of the latter as many keys at a time as fit into memory: with more, the topics are read several times.
 */
public final class TopicSide implements Side {
    private final TopicReader reader;
    private final Map<TopicPartition, TopicRange> ranges;
    private final RecordReading reading;
    private final RecordProcessor processor;
    private final TableIdentifier table;
    private final ComparedRows compared;
    private final int keysInMemory;
    private final TopicTally tally = new TopicTally();

    /**
     * A side.
     *
     * @param keysInMemory at an upserted table
     */
    public TopicSide(
            TopicReader reader,
            Map<TopicPartition, TopicRange> ranges,
            RecordReading reading,
            RecordProcessor processor,
            TableIdentifier table,
            ComparedRows compared,
            int keysInMemory) {
        this.reader = reader;
        this.ranges = Map.copyOf(ranges);
        this.reading = reading;
        this.processor = processor;
        this.table = table;
        this.compared = compared;
        this.keysInMemory = keysInMemory;
    }

    /** Of the last reading. */
    public TopicTally tally() {
        return tally;
    }

    @Override
    public String name() {
        return String.join(
                ", ",
                ranges.keySet().stream()
                        .map(TopicPartition::topic)
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Override
    public void read(RowPrinter printer, IntPredicate wanted, Consumer<RowPrint> rows, Progress progress) {
        if (processor.keyColumns(table).isEmpty()) {
            pass(progress, outcome -> {
                if (outcome instanceof Outcome.Row row) {
                    printer.print(values(row.row()), wanted, rows);
                }
            });
            return;
        }
        Slices slices = new Slices();
        while (slices.from < Digest.RANGES) {
            Map<Digest, RowPrint> last = new HashMap<>();
            IntPredicate now = range -> slices.contains(range) && wanted.test(range);
            pass(progress, outcome -> {
                change(outcome, printer, now, last);
                slices.narrowWhileOver(last, keysInMemory);
            });
            last.values().forEach(rows);
            slices.next();
        }
    }

    private void change(Outcome outcome, RowPrinter printer, IntPredicate now, Map<Digest, RowPrint> last) {
        if (outcome instanceof Outcome.Delete delete) {
            last.remove(printer.key(values(delete.key())));
        } else if (outcome instanceof Outcome.Upsert upsert) {
            if (upsert.before() != null) {
                last.remove(printer.key(values(upsert.before())));
            }
            printer.print(values(upsert.row()), now, print -> last.put(print.key(), print));
        }
    }

    private void pass(Progress progress, Consumer<Outcome> outcomes) {
        tally.begin();
        try {
            reader.read(ranges, record -> outcome(record, outcomes), progress);
        } catch (KeyUnavailableError e) {
            throw new ReadFailure("Keys cannot be had: " + e.getMessage(), e);
        }
    }

    private void outcome(ConsumerRecord<byte[], byte[]> record, Consumer<Outcome> outcomes) {
        tally.record();
        String place = record.topic() + "-" + record.partition() + " offset " + record.offset();
        Outcome outcome;
        try {
            outcome = processor.process(reading.converted(record)).decided();
        } catch (DataException e) {
            // Its text may quote the record.
            tally.refused("converter", place);
            return;
        }
        if (outcome instanceof Outcome.Quarantined quarantined) {
            tally.refused(quarantined.reason().name(), place);
        } else if (outcome instanceof Outcome.Held held) {
            tally.refused(held.reason().name(), place);
        } else if (outcome instanceof Outcome.Filtered || !outcome.table().equals(table)) {
            tally.passedBy();
        } else {
            outcomes.accept(outcome);
        }
    }

    private @Nullable Object[] values(Record row) {
        List<ComparedColumn> columns = compared.columns();
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getField(columns.get(i).name());
        }
        return values;
    }

    /** The ranges whose keys are held at a time. */
    private static final class Slices {
        private int from;
        private int to = Digest.RANGES;

        boolean contains(int range) {
            return range >= from && range < to;
        }

        void narrowWhileOver(Map<Digest, RowPrint> keys, int most) {
            while (keys.size() > most && to - from > 1) {
                to = from + (to - from) / 2;
                keys.keySet().removeIf(key -> key.range() >= to);
            }
        }

        void next() {
            from = to;
            to = Digest.RANGES;
        }
    }
}
