package io.lockweir.sink.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * What the ledger says of one snapshot: which one it is, the facts of its summary, Iceberg's own counts. Nothing else of a
 * summary: partitions, which it may list, are values.
 *
 * @param facts entries of the summary, by name
 */
record LedgerEntry(
        String table, String tableUuid, long snapshotId, long sequence, long timestampMs, Map<String, String> facts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FACTS = "lockweir.";
    private static final Set<String> COUNTS = Set.of(
            SnapshotSummary.ADDED_FILES_PROP,
            SnapshotSummary.ADDED_RECORDS_PROP,
            SnapshotSummary.ADDED_DELETE_FILES_PROP,
            SnapshotSummary.ADDED_POS_DELETES_PROP,
            SnapshotSummary.ADDED_EQ_DELETES_PROP,
            SnapshotSummary.ADDED_FILE_SIZE_PROP,
            SnapshotSummary.TOTAL_DATA_FILES_PROP,
            SnapshotSummary.TOTAL_RECORDS_PROP);

    LedgerEntry {
        facts = Map.copyOf(facts);
    }

    static LedgerEntry of(TableIdentifier table, String uuid, Snapshot snapshot) {
        Map<String, String> facts = new TreeMap<>(snapshot.summary());
        facts.keySet().removeIf(name -> !name.startsWith(FACTS) && !COUNTS.contains(name));
        return new LedgerEntry(
                table.toString(),
                uuid,
                snapshot.snapshotId(),
                snapshot.sequenceNumber(),
                snapshot.timestampMillis(),
                facts);
    }

    /** The snapshot's id, in decimal digits. */
    byte[] key() {
        return Long.toString(snapshotId).getBytes(StandardCharsets.UTF_8);
    }

    /** A JSON object; ids are text, since many readers of JSON have no whole numbers of 64 bits. */
    byte[] value() {
        ObjectNode node = JSON.createObjectNode()
                .put("table", table)
                .put("table-uuid", tableUuid)
                .put("snapshot-id", Long.toString(snapshotId))
                .put("sequence-number", sequence)
                .put("timestamp-ms", timestampMs);
        ObjectNode said = node.putObject("summary");
        new TreeMap<>(facts).forEach(said::put);
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
