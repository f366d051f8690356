package io.lockweir.sink.hold;

import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.SourceIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;

/**
 * One table stopped on purpose.
 *
 * @param id the same for the same situation, also after a restart, so that an answer in the configuration finds it
 * @param what what was found, with coordinates; never a value of a record
 */
public record Hold(String id, TableIdentifier table, HoldReason reason, String what) {

    /**
     * A HOLD for one situation.
     *
     * @param situation what tells this situation from the next one of its kind, such as an offset or a snapshot id
     */
    public static Hold of(TableIdentifier table, HoldReason reason, String situation, String what) {
        return new Hold(reason.code() + "-" + digest(table + "|" + reason + "|" + situation), table, reason, what);
    }

    /**
     * The HOLD of a partition whose last snapshot is no longer in the history.
     *
     * @param progress of the partition, whose snapshot is gone
     */
    public static Hold rolledBack(TableIdentifier table, TopicPartition partition, Progress progress) {
        return of(
                table,
                HoldReason.ROLLED_BACK,
                Long.toString(progress.snapshotId()),
                "snapshot " + progress.snapshotId() + ", which brought " + partition + " to offset " + progress.to()
                        + ", is no longer in the table's history");
    }

    /** The HOLD of all partitions of a topic that is no longer the one the table was fed from. */
    public static Hold sourceChanged(TableIdentifier table, String topic, SourceIdentity recorded, SourceIdentity now) {
        return of(
                table,
                HoldReason.SOURCE_CHANGED,
                topic + "|" + recorded.format() + "|" + now.format(),
                "topic " + topic + " has cluster and topic id " + now.format() + ", the table was fed from "
                        + recorded.format());
    }

    /** The HOLD of all partitions of a topic that another sink feeds to the same table. */
    public static Hold otherSink(TableIdentifier table, String topic, String other) {
        return of(
                table,
                HoldReason.OTHER_SINK,
                topic + "|" + other,
                "sink.id " + other + " already wrote rows of topic " + topic);
    }

    /** The HOLD of a table that is not as designed, or cannot be taken as it is. */
    public static Hold drift(TableIdentifier table, String situation, String what) {
        return of(table, HoldReason.DRIFT, situation, what);
    }

    /** The HOLD of a partition whose log begins behind what the table needs next. */
    public static Hold retention(TableIdentifier table, TopicPartition partition, long needed, String what) {
        return of(table, HoldReason.RETENTION, partition + "|" + needed, what);
    }

    /** For a log line or a task's failure. */
    public String message() {
        String answers = reason.answers().stream().map(HoldAnswer::text).collect(Collectors.joining(" or ="));
        return "HOLD " + id + " of table " + table + ": " + what + ". What to do: " + reason.next() + "."
                + (answers.isEmpty() ? "" : " To answer, set hold." + id + "=" + answers + ".");
    }

    /**
     * With the answers that are there and do not help: one to another HOLD of the kind, such as the last one, and one to this
     * HOLD that was used already or is none for it.
     */
    public String message(Map<String, HoldAnswer> configured) {
        String unused = new TreeMap<>(configured)
                .entrySet().stream()
                        .filter(each -> each.getKey().startsWith(reason.code() + "-"))
                        .map(each ->
                                "hold." + each.getKey() + "=" + each.getValue().text()
                                        + (each.getKey().equals(id)
                                                ? " was used already, or is no answer to this HOLD"
                                                : " answers another HOLD"))
                        .collect(Collectors.joining("; "));
        return unused.isEmpty() ? message() : message() + " Not used: " + unused + ".";
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
