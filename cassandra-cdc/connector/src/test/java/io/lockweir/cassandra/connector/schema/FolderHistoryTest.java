package io.lockweir.cassandra.connector.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.connector.schema.SchemaHistory.Entry;
import io.lockweir.cassandra.format.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderHistoryTest {
    @TempDir
    private Path folder;

    private FolderHistory history = new FolderHistory(Path.of(""), "");

    @BeforeEach
    void history() {
        history = new FolderHistory(folder.resolve("spool"), "node-1");
    }

    private static Entry entry(long segment, int offset, String type) {
        return new Entry(new LogPosition(segment, offset), Described.table("payments", Described.PAYMENTS, type));
    }

    private Path file(long segment, int offset) {
        return folder.resolve("spool").resolve("Schema-" + segment + "-" + offset + ".rows");
    }

    @Test
    void comesBackByPositionWithEveryKindOfValue() {
        SystemRows rows = Described.table("payments", Described.PAYMENTS, "text");
        rows.put(SystemTable.TYPES, List.of("bank", "party"), "field_types", List.of("text", "int"));
        rows.put(
                SystemTable.DROPPED_COLUMNS,
                List.of("bank", "payments", "old"),
                "dropped_time",
                Instant.ofEpochMilli(1_700_000_000_001L));
        history.record(entry(12, 5, "blob"));
        history.record(new Entry(new LogPosition(2, 7), rows));
        assertThat(history.entries()).containsExactly(new Entry(new LogPosition(2, 7), rows), entry(12, 5, "blob"));
        assertThat(folder.resolve("spool")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void sameOneRecordedAgainReplacesTheFirst() {
        history.record(entry(1, 1, "text"));
        history.record(entry(1, 1, "blob"));
        assertThat(history.entries()).containsExactly(entry(1, 1, "blob"));
    }

    @Test
    void forgetsWhatOnlyAnEarlierStartNeedsButAFew() {
        for (int offset = 0; offset < 12; offset++) {
            history.record(entry(1, offset, "text"));
        }
        history.record(entry(2, 0, "text"));
        history.forget(new LogPosition(1, 11));
        assertThat(history.entries().stream().map(Entry::position))
                .startsWith(new LogPosition(1, 3))
                .contains(new LogPosition(1, 11), new LogPosition(2, 0))
                .hasSize(10);
    }

    @Test
    void damagedCutForeignOrNewerFileSaysWhichItIsAndWhatItsDeletionMeans() throws IOException {
        history.record(entry(1, 0, "text"));
        byte[] whole = Files.readAllBytes(file(1, 0));
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file(1, 0), flipped);
            assertThatThrownBy(history::entries)
                    .isInstanceOf(DamagedHistoryException.class)
                    .hasMessageContaining("Schema-1-0.rows cannot be read: its checksum is wrong")
                    .hasMessageContaining("Restore the file, or delete it");
        }
        Files.write(file(1, 0), new byte[0]);
        assertThatThrownBy(history::entries).hasMessageContaining("its checksum is wrong");
        Files.write(file(1, 0), whole);
        assertThatThrownBy(() -> new FolderHistory(folder.resolve("spool"), "node-2").entries())
                .hasMessageContaining("it is of node node-1, and this is node node-2");
        assertThat(history.entries()).hasSize(1);
    }
}
