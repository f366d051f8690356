package io.lockweir.sink.facts;

import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceRange;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The {@code lockweir.*} entries of a snapshot's summary. They live in every metadata file until the snapshot expires, so
 * only changed ranges are named.
 */
public final class SummaryFacts {

    public static final String SINK = "lockweir.sink";
    public static final String RANGES = "lockweir.ranges";
    /** By rule, whatever became of the records. */
    public static final String VIOLATIONS = "lockweir.violations";
    /** By rule, of rows that are in the snapshot and may not be published. */
    public static final String FAILED = "lockweir.failed-rules";

    private SummaryFacts() {}

    /**
     * The entries of one snapshot.
     *
     * @param tasks task instances whose slices the snapshot carries
     * @param validThroughMs time up to which the covered partitions' events are in the table, {@link SliceFacts#NO_TIME}
     *     if unknown
     */
    public static Map<String, String> of(
            Writer writer,
            Collection<String> tasks,
            Map<TopicPartition, SourceRange> ranges,
            SliceFacts facts,
            long validThroughMs) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("lockweir.connector", writer.connector());
        summary.put(SINK, writer.sinkId());
        summary.put("lockweir.task", String.join(",", tasks));
        summary.put("lockweir.build", writer.build());
        summary.put("lockweir.principal", writer.principal());
        if (!writer.tenant().isEmpty()) {
            summary.put("lockweir.tenant", writer.tenant());
        }
        if (!writer.policy().isEmpty()) {
            summary.put("lockweir.policy", writer.policy());
        }
        summary.put(RANGES, formatRanges(ranges));
        summary.put("lockweir.read", Long.toString(facts.read()));
        summary.put("lockweir.written", Long.toString(facts.written()));
        summary.put("lockweir.deleted", Long.toString(facts.deleted()));
        summary.put("lockweir.filtered", Long.toString(facts.filtered()));
        summary.put("lockweir.quarantined", Long.toString(facts.quarantined()));
        summary.put("lockweir.unseen", Long.toString(facts.unseen()));
        if (!facts.violations().found().isEmpty()) {
            summary.put(VIOLATIONS, Violations.format(facts.violations().found()));
        }
        if (!facts.violations().failed().isEmpty()) {
            summary.put(FAILED, Violations.format(facts.violations().failed()));
        }
        if (facts.maxEventMs() != SliceFacts.NO_TIME) {
            summary.put("lockweir.min-event-time-ms", Long.toString(facts.minEventMs()));
            summary.put("lockweir.max-event-time-ms", Long.toString(facts.maxEventMs()));
        }
        if (validThroughMs != SliceFacts.NO_TIME) {
            summary.put("lockweir.valid-through-ms", Long.toString(validThroughMs));
        }
        return summary;
    }

    /** {@code topic:partition=from-to}, separated by commas, sorted. */
    static String formatRanges(Map<TopicPartition, SourceRange> ranges) {
        Map<String, SourceRange> sorted = new TreeMap<>();
        ranges.forEach((partition, range) -> sorted.put(name(partition), range));
        return sorted.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().from() + "-"
                        + e.getValue().to())
                .collect(Collectors.joining(","));
    }

    /** Where a snapshot of the sink left off in each partition it moved; empty for snapshots of others. */
    public static Map<TopicPartition, Long> endsOf(String sinkId, Map<String, String> summary) {
        return rangesOf(sinkId, summary, SourceRange::to);
    }

    /** Where a snapshot of the sink began in each partition it moved; empty for snapshots of others. */
    public static Map<TopicPartition, Long> startsOf(String sinkId, Map<String, String> summary) {
        return rangesOf(sinkId, summary, SourceRange::from);
    }

    /** Whether a snapshot says that each record read had one fate; those of others say nothing, and nothing against it. */
    public static boolean balanced(String sinkId, Map<String, String> summary) {
        return !sinkId.equals(summary.get(SINK))
                || count(summary, "read")
                        == count(summary, "written")
                                + count(summary, "deleted")
                                + count(summary, "filtered")
                                + count(summary, "quarantined");
    }

    private static long count(Map<String, String> summary, String fate) {
        return Long.parseLong(summary.getOrDefault("lockweir." + fate, "0"));
    }

    private static Map<TopicPartition, Long> rangesOf(
            String sinkId, Map<String, String> summary, ToLongFunction<SourceRange> end) {
        Map<TopicPartition, Long> ends = new LinkedHashMap<>();
        String ranges = summary.get(RANGES);
        if (!sinkId.equals(summary.get(SINK)) || ranges == null || ranges.isEmpty()) {
            return ends;
        }
        for (String entry : ranges.split(",", -1)) {
            int colon = entry.lastIndexOf(':');
            int equals = entry.indexOf('=', colon);
            int dash = entry.indexOf('-', equals);
            ends.put(
                    new TopicPartition(entry.substring(0, colon), Integer.parseInt(entry.substring(colon + 1, equals))),
                    end.applyAsLong(new SourceRange(
                            Progress.NONE,
                            Long.parseLong(entry.substring(equals + 1, dash)),
                            Long.parseLong(entry.substring(dash + 1)))));
        }
        return ends;
    }

    private static String name(TopicPartition partition) {
        return partition.topic() + ":" + partition.partition();
    }
}
