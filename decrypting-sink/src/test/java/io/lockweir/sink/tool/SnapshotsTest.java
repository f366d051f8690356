package io.lockweir.sink.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.progress.Progress;
import io.lockweir.sink.progress.ProgressKeys;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private static final ProgressKeys KEYS = new ProgressKeys("s1");
    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    private final Table table = table();

    @Test
    void tellsHowFarTheMainBranchIsThoughAnAuditBranchIsAhead() {
        commit("main", P0, 0, 10);
        commit("main", P1, 0, 7);
        table.manageSnapshots().createBranch("audit").commit();
        commit("audit", P0, 10, 20);

        Snapshot main = table.currentSnapshot();
        assertThat(Snapshots.progress(KEYS, table, main)).containsOnly(Map.entry(P0, 10L), Map.entry(P1, 7L));

        table.manageSnapshots().fastForwardBranch("main", "audit").commit();
        assertThat(Snapshots.progress(KEYS, table, table.currentSnapshot()))
                .containsOnly(Map.entry(P0, 20L), Map.entry(P1, 7L));
    }

    @Test
    void believesTheTableWhenTheSnapshotWasExpired() {
        commit("main", P0, 0, 10);
        commit("main", P1, 0, 7);
        table.expireSnapshots()
                .expireOlderThan(System.currentTimeMillis())
                .retainLast(1)
                .commit();

        assertThat(Snapshots.progress(KEYS, table, table.currentSnapshot()))
                .containsOnly(Map.entry(P0, 10L), Map.entry(P1, 7L));
    }

    /** As the sink does, without files. */
    private void commit(String branch, TopicPartition partition, long from, long to) {
        AppendFiles append = table.newFastAppend().toBranch(branch);
        append.set("lockweir.sink", "s1");
        append.set("lockweir.ranges", partition.topic() + ":" + partition.partition() + "=" + from + "-" + to);
        append.commit();
        Snapshot snapshot =
                table.snapshot(Objects.requireNonNull(table.refs().get(branch)).snapshotId());
        table.updateProperties()
                .set(
                        KEYS.partition(partition),
                        new Progress(to, "slice", snapshot.snapshotId(), snapshot.sequenceNumber()).format())
                .commit();
    }

    private static Table table() {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("snapshots", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        return catalog.createTable(
                TableIdentifier.of("bank", "customers"),
                new Schema(Types.NestedField.required(1, "id", Types.LongType.get())),
                PartitionSpec.unpartitioned(),
                Map.of("format-version", "2"));
    }
}
