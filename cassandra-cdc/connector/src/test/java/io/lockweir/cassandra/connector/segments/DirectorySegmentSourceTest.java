package io.lockweir.cassandra.connector.segments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectorySegmentSourceTest {
    @TempDir
    private Path folder;

    private Path raw = Path.of("");
    private Path spool = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        raw = Files.createDirectories(folder.resolve("cdc_raw"));
        spool = folder.resolve("spool");
    }

    private List<Long> ids() throws IOException {
        return new DirectorySegmentSource(raw, spool)
                .segments().stream().map(Segment::id).toList();
    }

    @Test
    void segmentThatTheNodeTakesAwayStaysReadable() throws IOException {
        Files.writeString(raw.resolve("CommitLog-7-2.log"), "two");
        Files.writeString(raw.resolve("CommitLog-7-11.log"), "eleven");
        Files.writeString(raw.resolve("other.txt"), "");
        assertThat(ids()).containsExactly(2L, 11L);
        Files.delete(raw.resolve("CommitLog-7-2.log"));
        assertThat(ids()).containsExactly(2L, 11L);
        assertThat(spool.resolve("CommitLog-7-2.log")).hasContent("two");
    }

    @Test
    void freedSegmentIsTakenFromTheNodeOnlyWithItsIndex() throws IOException {
        Files.writeString(raw.resolve("CommitLog-7-1.log"), "");
        Files.writeString(raw.resolve("CommitLog-7-2.log"), "");
        Files.writeString(raw.resolve("CommitLog-7-2_cdc.idx"), "40\nCOMPLETED");
        Files.writeString(raw.resolve("CommitLog-7-3.log"), "");
        DirectorySegmentSource source = new DirectorySegmentSource(raw, spool);
        assertThat(source.segments().get(1).completed()).isTrue();
        source.free(3);
        assertThat(ids()).containsExactly(1L, 3L);
        assertThat(raw.resolve("CommitLog-7-1.log")).exists();
        assertThat(raw.resolve("CommitLog-7-2.log")).doesNotExist();
        assertThat(raw.resolve("CommitLog-7-2_cdc.idx")).doesNotExist();
        Files.delete(raw.resolve("CommitLog-7-1.log"));
        source.free(3);
        assertThat(ids()).containsExactly(3L);
    }
}
