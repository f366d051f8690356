package io.lockweir.sink.feed;

import io.lockweir.sink.facts.SliceFacts;
import io.lockweir.sink.facts.Violations;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.write.SliceFiles;
import io.lockweir.sink.write.SliceWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.iceberg.data.Record;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a table's feed collects until the next cut: files, counts, reports under way. */
final class OpenSlice {

    /** Asking for the size costs: every so many rows, and the fewer there are the more often, whatever the size of a row. */
    private static final int LONGEST_SAMPLE = 1024;
    /** Intervals for which a slice may wait for those before it, as in an outage, before nothing more is taken. */
    private static final int OLD = 10;
    /** Dead letters under way keep their records in memory. */
    private static final int MANY_REPORTS = 10_000;

    private static final long HELD_PER_FILE = 8 << 10;

    private final Supplier<SliceWriter> opener;
    private @Nullable SliceWriter writer;
    private long read;
    private long nextSample;
    private long firstMs = -1;
    private boolean large;
    private long written;
    private long deleted;
    private long filtered;
    private long quarantined;
    private long unseen;
    private long minEventMs = SliceFacts.NO_TIME;
    private long maxEventMs = SliceFacts.NO_TIME;
    private final Map<String, Long> violated = new HashMap<>();
    private final Map<String, Long> failed = new HashMap<>();
    final List<Future<Void>> reports = new ArrayList<>();
    final Map<String, HoldAnswer> answers = new HashMap<>();
    final Gaps gaps = new Gaps();
    private final Map<TopicPartition, Long> lastEventMs = new HashMap<>();

    /** @param opener opens the files, which happens with the first row */
    OpenSlice(Supplier<SliceWriter> opener) {
        this.opener = opener;
    }

    void append(TopicPartition partition, Record row, long eventTimeMs) {
        writer().append(row);
        written++;
        changed(partition, eventTimeMs);
    }

    /** @param before key of a row that goes as well */
    void upsert(TopicPartition partition, Record row, @Nullable Record before, long eventTimeMs) {
        SliceWriter files = writer();
        if (before != null) {
            files.delete(before);
        }
        files.upsert(row);
        written++;
        changed(partition, eventTimeMs);
    }

    void delete(TopicPartition partition, Record key, long eventTimeMs) {
        writer().delete(key);
        deleted++;
        changed(partition, eventTimeMs);
    }

    private SliceWriter writer() {
        SliceWriter files = writer;
        if (files == null) {
            files = opener.get();
            writer = files;
        }
        return files;
    }

    private void changed(TopicPartition partition, long eventTimeMs) {
        read++;
        if (eventTimeMs >= 0) {
            minEventMs = minEventMs == SliceFacts.NO_TIME ? eventTimeMs : Math.min(minEventMs, eventTimeMs);
            maxEventMs = Math.max(maxEventMs, eventTimeMs);
            lastEventMs.put(partition, eventTimeMs);
        }
    }

    void filter() {
        read++;
        filtered++;
    }

    void quarantine() {
        read++;
        quarantined++;
    }

    /** A record that is taken does not keep these rules. */
    void violations(List<String> rules, List<String> unpublished) {
        rules.forEach(rule -> violated.merge(rule, 1L, Long::sum));
        unpublished.forEach(rule -> failed.merge(rule, 1L, Long::sum));
    }

    /**
     * Offsets that did not reach the task.
     *
     * @param logStart where the partition's log begins, as of now
     */
    void unseen(TopicPartition partition, long from, long count, CompletableFuture<Long> logStart) {
        unseen += count;
        gaps.note(partition, from, logStart);
    }

    /** Whether it has files. */
    boolean hasChanges() {
        return written + deleted > 0;
    }

    /** To be called after each record. Returns whether it is so large that it should be cut. */
    boolean grew(long nowMs, long sliceBytes) {
        if (firstMs < 0) {
            firstMs = nowMs;
        }
        large = large || sampleBytes() >= sliceBytes || remembersMuch();
        return large;
    }

    /** @param interval between cuts, of which it should not miss too many */
    void aged(long nowMs, Duration interval) {
        large = large || (firstMs >= 0 && nowMs - firstMs >= OLD * interval.toMillis());
    }

    /** Whether it should be cut now, and take no more where it cannot be. */
    boolean large() {
        return large;
    }

    private boolean remembersMuch() {
        return reports.size() >= MANY_REPORTS || (writer != null && writer.full());
    }

    /** Something an operator waits to see in the table. */
    boolean urgent() {
        return hasChanges() || !answers.isEmpty();
    }

    /** Size so far, or zero between samples. */
    private long sampleBytes() {
        long rows = written + deleted;
        if (writer == null || rows < nextSample) {
            return 0;
        }
        nextSample = rows + Math.min(LONGEST_SAMPLE, rows / 8 + 1);
        return writer.bytes();
    }

    long openBytes() {
        return writer == null ? 0 : writer.heldBytes();
    }

    /** As if a closed file had some ten columns: it is about many of them. */
    long closedBytes() {
        return writer == null ? 0 : writer.closedFiles() * HELD_PER_FILE;
    }

    void closeFiles() {
        if (writer != null) {
            writer.closeOpen();
        }
    }

    long minEventMs() {
        return minEventMs;
    }

    SliceFacts facts() {
        return new SliceFacts(
                read,
                written,
                deleted,
                filtered,
                quarantined,
                unseen,
                minEventMs,
                maxEventMs,
                new Violations(violated, failed));
    }

    /** Event time of the last row, by partition. */
    Map<TopicPartition, Long> lastEventMs() {
        return lastEventMs;
    }

    SliceFiles complete() {
        return writer == null ? SliceFiles.NONE : writer.complete();
    }

    void abort() {
        if (writer != null) {
            writer.abort();
        }
    }
}
