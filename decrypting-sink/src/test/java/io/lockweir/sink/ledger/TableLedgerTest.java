package io.lockweir.sink.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.commit.SnapshotLedger;
import io.lockweir.sink.progress.ProgressKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableLedgerTest {
    private static final TableIdentifier ID = TableIdentifier.of("bank", "customers");
    private static final ProgressKeys KEYS = new ProgressKeys("s1");

    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final Published published = new Published();

    TableLedgerTest() {
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        create();
    }

    @AfterEach
    void close() throws Exception {
        catalog.close();
    }

    @Test
    void publishesWhatLandsAndRecordsItOnceTheBrokersHaveIt() {
        TableLedger ledger = ledger();
        ledger.seen(metadata());
        ledger.landed(snapshot("s1"));
        assertThat(published.sequences).containsExactly(1L);
        assertThat(ledger.published()).isEqualTo(SnapshotLedger.NOTHING);

        published.acknowledge();
        ledger.seen(metadata());

        assertThat(ledger.published()).isEqualTo(1);
        assertThat(published.sequences).containsExactly(1L);
    }

    @Test
    void publishesWhatAKilledWorkerLeftAndNothingThatIsRecorded() {
        snapshot("s1");
        snapshot("other");
        snapshot("s1");
        snapshot("s1");
        catalog.loadTable(ID).updateProperties().set(KEYS.ledger(), "1").commit();

        TableLedger ledger = ledger();
        ledger.seen(metadata());

        assertThat(published.sequences).containsExactly(3L, 4L);
        published.acknowledge();
        assertThat(ledger.published()).isEqualTo(4);
    }

    @Test
    void recordsNothingBehindASnapshotThatTheBrokersLack() {
        TableLedger ledger = ledger();
        ledger.seen(metadata());
        ledger.landed(snapshot("s1"));
        ledger.landed(snapshot("s1"));
        ledger.landed(snapshot("s1"));
        published.acknowledge(1);
        published.acknowledge(3);
        ledger.seen(metadata());

        assertThat(ledger.published()).isEqualTo(1);
        published.acknowledge(2);
        assertThat(ledger.published()).isEqualTo(3);
    }

    @Test
    void leavesSnapshotsOfAnotherWorkerToItUntilTheyAreOverdue() {
        TableLedger ledger = ledger();
        ledger.seen(metadata());
        snapshot("s1");
        ledger.seen(metadata());
        assertThat(published.sequences).isEmpty();
        assertThat(ledger.published()).isEqualTo(SnapshotLedger.NOTHING);

        published.later.forEach(Runnable::run);

        assertThat(published.sequences).containsExactly(1L);
    }

    @Test
    void publishesNothingThatAnotherWorkerRecordedMeanwhile() {
        TableLedger ledger = ledger();
        ledger.seen(metadata());
        snapshot("s1");
        ledger.seen(metadata());
        catalog.loadTable(ID).updateProperties().set(KEYS.ledger(), "1").commit();
        ledger.seen(metadata());

        published.later.forEach(Runnable::run);

        assertThat(published.sequences).isEmpty();
        assertThat(ledger.published()).isEqualTo(1);
    }

    @Test
    void beginsAnewWithAnotherTableOfTheName() {
        TableLedger ledger = ledger();
        ledger.seen(metadata());
        ledger.landed(snapshot("s1"));
        published.acknowledge();
        catalog.dropTable(ID);
        create();
        snapshot("s1");

        ledger.seen(metadata());

        assertThat(published.sequences).containsExactly(1L, 1L);
        assertThat(ledger.published()).isEqualTo(SnapshotLedger.NOTHING);
    }

    @Test
    void tellsFactsAndCountsAndNothingElse() {
        Table table = catalog.loadTable(ID);
        table.newFastAppend()
                .set("lockweir.sink", "s1")
                .set("lockweir.written", "7")
                .set("partitions.city=Bern", "added-records=7")
                .commit();
        Snapshot snapshot = Objects.requireNonNull(catalog.loadTable(ID).currentSnapshot());

        LedgerEntry entry = LedgerEntry.of(ID, "an-id", snapshot);

        assertThat(entry.key()).asString(StandardCharsets.UTF_8).isEqualTo(Long.toString(snapshot.snapshotId()));
        assertThat(entry.value())
                .asString(StandardCharsets.UTF_8)
                .contains("\"table\":\"bank.customers\"", "\"table-uuid\":\"an-id\"", "\"sequence-number\":1")
                .contains("\"lockweir.written\":\"7\"", "\"total-records\":\"0\"")
                .doesNotContain("Bern");
    }

    private void create() {
        catalog.createTable(ID, new Schema(Types.NestedField.required(1, "id", Types.LongType.get())));
    }

    private TableLedger ledger() {
        return new TableLedger(ID, KEYS, published);
    }

    private TableMetadata metadata() {
        return ((HasTableOperations) catalog.loadTable(ID)).operations().current();
    }

    private Snapshot snapshot(String sink) {
        AppendFiles append = catalog.loadTable(ID).newFastAppend();
        append.set("lockweir.sink", sink);
        append.commit();
        return Objects.requireNonNull(catalog.loadTable(ID).currentSnapshot());
    }

    /** Takes everything, and acknowledges it when told to. */
    private static final class Published implements LedgerLog {
        private final List<Long> sequences = new ArrayList<>();
        private final List<Runnable> acknowledgements = new ArrayList<>();
        private final List<Runnable> later = new ArrayList<>();

        @Override
        public void publish(LedgerEntry entry, Runnable acknowledged) {
            sequences.add(entry.sequence());
            acknowledgements.add(acknowledged);
        }

        @Override
        public void later(Runnable action, Duration delay) {
            later.add(action);
        }

        private void acknowledge() {
            acknowledgements.forEach(Runnable::run);
        }

        private void acknowledge(int number) {
            acknowledgements.get(number - 1).run();
        }
    }
}
