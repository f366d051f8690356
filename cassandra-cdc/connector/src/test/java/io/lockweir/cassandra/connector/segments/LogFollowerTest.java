package io.lockweir.cassandra.connector.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFollowerTest {
    @TempDir
    Path folder;

    private Path raw;
    private LogFollower log;

    @BeforeEach
    void folders() throws IOException {
        raw = Files.createDirectories(folder.resolve("cdc_raw"));
        log = new LogFollower(new DirectorySegmentSource(raw, folder.resolve("spool")), Tail.MARKER, Optional.empty());
    }

    private void write(long segment, String... entries) throws IOException {
        SegmentFile.write(raw, segment, entries);
    }

    private List<String> read() throws IOException {
        List<String> read = new ArrayList<>();
        for (Optional<Entry> entry = log.next(); entry.isPresent(); entry = log.next()) {
            read.add(entry.get().mutation().toUtf8());
        }
        return read;
    }

    private long segment() {
        return log.position().map(LogPosition::segment).orElseThrow();
    }

    @Test
    void goesOnOverTheEndOfSegments() throws IOException {
        write(5, "one", "two");
        write(6, "three");
        write(7);
        assertThat(read()).containsExactly("one", "two", "three");
        assertThat(segment()).isEqualTo(6);
    }

    /** A node whose cdc_raw is full makes the file after next before it links the one that it goes on in. */
    @Test
    void segmentThatIsShownBehindALaterOneIsRead() throws IOException {
        write(5, "one");
        completed(5);
        write(7);
        assertThat(read()).containsExactly("one");
        assertThat(segment()).isEqualTo(5);
        write(6, "two");
        completed(6);
        assertThat(read()).containsExactly("two");
        write(7, "three");
        assertThat(read()).containsExactly("three");
    }

    @Test
    void segmentThatIsShownJustAsTheLaterOneIsBegunIsRead() throws IOException {
        DirectorySegmentSource source = new DirectorySegmentSource(raw, folder.resolve("spool"));
        List<Boolean> late = new ArrayList<>(List.of(false, true));
        SegmentSource showing = new SegmentSource() {
            @Override
            public List<Segment> segments() throws IOException {
                List<Segment> before = source.segments();
                if (!late.isEmpty() && late.remove(0)) {
                    write(6, "two");
                    write(7, "three");
                    return before;
                }
                return source.segments();
            }

            @Override
            public void free(long before) throws IOException {
                source.free(before);
            }
        };
        log = new LogFollower(showing, Tail.MARKER, Optional.empty());
        write(5, "one");
        completed(5);
        write(7);
        assertThat(read()).containsExactly("one", "two", "three");
    }

    /** A truncation's position may be in a segment without captured changes, which the node has deleted. */
    @Test
    void onceMoreFromASegmentThatTheNodeDeletedButNotFromOneThatWeFreed() throws IOException {
        DirectorySegmentSource source = new DirectorySegmentSource(raw, folder.resolve("spool"));
        write(5, "one");
        write(7, "two");
        try (LogFollower again = LogFollower.again(source, Tail.MARKER, new LogPosition(6, 100))) {
            assertThat(again.next().orElseThrow().mutation().toUtf8()).isEqualTo("two");
        }
        try (LogFollower again = LogFollower.again(source, Tail.MARKER, new LogPosition(5, 0))) {
            assertThat(again.next().orElseThrow().mutation().toUtf8()).isEqualTo("one");
        }
        for (LogPosition lost : List.of(new LogPosition(4, 100), new LogPosition(8, 0))) {
            assertThatThrownBy(() -> LogFollower.again(source, Tail.MARKER, lost))
                    .isInstanceOf(LostSegmentException.class);
        }
    }

    @Test
    void numbersThatAreLeftOutArePassedOverOnceTheNextHasBegun() throws IOException {
        write(5, "one");
        write(9);
        assertThat(read()).containsExactly("one");
        assertThat(segment()).isEqualTo(5);
        write(9, "two");
        assertThat(read()).containsExactly("two");
        write(12);
        completed(9);
        completed(12);
        assertThat(read()).isEmpty();
        assertThat(segment()).isEqualTo(12);
    }

    private void completed(long segment) throws IOException {
        Files.writeString(raw.resolve("CommitLog-7-" + segment + "_cdc.idx"), "40\nCOMPLETED");
    }
}
