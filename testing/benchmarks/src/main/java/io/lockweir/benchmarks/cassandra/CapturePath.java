package io.lockweir.benchmarks.cassandra;

import io.lockweir.cassandra.connector.event.DeltaEvents;
import io.lockweir.cassandra.connector.event.FullEvents;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How far a log is taken, always by one thread. */
enum CapturePath {
    /** Every mutation decoded, whole. */
    DECODE {
        @Override
        long read(List<TableSchema> tables, List<Path> segments) throws IOException {
            DecodedLog.Count count = new DecodedLog.Count();
            DecodedLog.read(tables, segments, count);
            return count.mutations();
        }
    },
    /** Decoded, and a record for Connect made of every change: {@code images=delta}. */
    RECORD {
        @Override
        long read(List<TableSchema> tables, List<Path> segments) throws IOException {
            DeltaRecords records = new DeltaRecords(new DeltaEvents(SourceRecords.SETTINGS));
            DecodedLog.read(tables, segments, records);
            return records.made();
        }
    },
    /** Decoded, merged into rows that are kept, and a record made of every change of a row: {@code images=full}. */
    MERGED_RECORD {
        @Override
        long read(List<TableSchema> tables, List<Path> segments) throws IOException {
            Merge merge = new Merge(new HeapRowStore(STATE_BYTES), 0);
            FullRecords records = new FullRecords(merge, new FullEvents(SourceRecords.SETTINGS));
            DecodedLog.read(tables, segments, records);
            return records.made();
        }
    };

    private static final long STATE_BYTES = 1L << 31;

    /** How many mutations were decoded, or records made. */
    abstract long read(List<TableSchema> tables, List<Path> segments) throws IOException;

    /** As it is called in results. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
