package io.lockweir.cassandra.format.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.cassandra.format.CommitLogException;
import io.lockweir.cassandra.format.CommitLogException.Fault;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.log.compression.SectionCodecs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentReaderTest {

    @TempDir
    Path directory;

    @Test
    void readsTheEntriesOfEachSectionAndEnds() throws IOException {
        Path file = new LogBuilder()
                .entry("one")
                .entry("two")
                .sync()
                .entry("three")
                .close()
                .write(directory);

        assertThat(read(file, 0, Extent.SEALED)).containsExactly("one", "two", "three", "End");
    }

    @Test
    void readsNothingBehindTheLastMarker() throws IOException {
        Path file = new LogBuilder()
                .entry("one")
                .sync()
                .entry("forgotten by a crash")
                .write(directory);

        assertThat(read(file, 0, Extent.LIVE)).containsExactly("one", "NotYet");
        assertThat(read(file, 0, Extent.SEALED)).containsExactly("one", "End");
    }

    @Test
    void resumesFromWhereAnyEntryStartsOrEnds() throws IOException {
        Path file = new LogBuilder()
                .entry("one")
                .entry("two")
                .sync()
                .entry("three")
                .close()
                .write(directory);
        List<Entry> entries = entries(file);

        assertThat(read(file, entries.get(0).end().offset(), Extent.SEALED)).containsExactly("two", "three", "End");
        assertThat(read(file, entries.get(1).start().offset(), Extent.SEALED)).containsExactly("two", "three", "End");
        assertThat(read(file, entries.get(1).end().offset(), Extent.SEALED)).containsExactly("three", "End");
        assertThat(read(file, entries.get(2).start().offset(), Extent.SEALED)).containsExactly("three", "End");
        assertThat(read(file, entries.get(2).end().offset(), Extent.SEALED)).containsExactly("End");
    }

    @Test
    void followsASegmentThatGrows() throws IOException {
        LogBuilder log = new LogBuilder().entry("one").sync();
        Path file = log.write(directory);
        try (SegmentReader reader = open(file, 0)) {
            assertThat(next(reader, Extent.LIVE)).isEqualTo("one");
            assertThat(next(reader, Extent.LIVE)).isEqualTo("NotYet");

            log.entry("two").sync().write(directory);
            assertThat(next(reader, Extent.LIVE)).isEqualTo("two");
            assertThat(next(reader, Extent.LIVE)).isEqualTo("NotYet");

            log.entry("three").close().write(directory);
            assertThat(next(reader, Extent.LIVE)).isEqualTo("three");
            assertThat(next(reader, Extent.LIVE)).isEqualTo("NotYet");
            assertThat(next(reader, Extent.SEALED)).isEqualTo("End");
        }
    }

    @Test
    void stopsWhereTheIndexSaysThatTheDiskEnds() throws IOException {
        Path file = new LogBuilder().entry("one").entry("two").sync().write(directory);
        int secondEnd = entries(file).get(1).end().offset();

        assertThat(read(file, 0, Extent.durable(new CdcIndex(secondEnd - 1, false))))
                .containsExactly("one", "NotYet");
        assertThat(read(file, 0, Extent.durable(new CdcIndex(secondEnd, false))))
                .containsExactly("one", "two", "NotYet");
    }

    @Test
    void takesATornMarkerForNotYetThereWhileTheSegmentIsLive() throws IOException {
        byte[] log = new LogBuilder().entry("one").sync().entry("two").sync().build();
        byte[] torn = log.clone();
        int secondMarker = entries(write(log)).get(0).end().offset();
        ByteBuffer.wrap(torn).putInt(secondMarker + Integer.BYTES, 0);
        Path file = write(torn);
        try (SegmentReader reader = open(file, 0)) {
            assertThat(next(reader, Extent.LIVE)).isEqualTo("one");
            assertThat(next(reader, Extent.LIVE)).isEqualTo("NotYet");
            assertFault(reader, Fault.BAD_MARKER, secondMarker);

            write(log);
            assertThat(next(reader, Extent.LIVE)).isEqualTo("two");
        }
    }

    @Test
    void takesAnEntryWithAWrongChecksumForNotYetThereWhileTheSegmentIsLive() throws IOException {
        byte[] log = new LogBuilder().entry("one").entry("two").sync().build();
        byte[] torn = log.clone();
        int secondEntry = entries(write(log)).get(1).start().offset();
        torn[secondEntry + 9]++;
        Path file = write(torn);
        try (SegmentReader reader = open(file, 0)) {
            assertThat(next(reader, Extent.LIVE)).isEqualTo("one");
            assertThat(next(reader, Extent.LIVE)).isEqualTo("NotYet");
            assertFault(reader, Fault.BAD_ENTRY_CHECKSUM, secondEntry);

            write(log);
            assertThat(next(reader, Extent.LIVE)).isEqualTo("two");
        }
    }

    @Test
    void believesNoLengthBeforeItsChecksum() throws IOException {
        byte[] log = new LogBuilder().entry("one").sync().build();
        int entry = entries(write(log)).get(0).start().offset();
        ByteBuffer.wrap(log).putInt(entry, Integer.MAX_VALUE);
        try (SegmentReader reader = open(write(log), 0)) {
            assertFault(reader, Fault.BAD_ENTRY_SIZE, entry);
        }
    }

    @Test
    void endsAtThePaddingOfAFullSegment() throws IOException {
        Path file = new LogBuilder().entry("one").raw(new byte[100]).close().write(directory);

        assertThat(read(file, 0, Extent.LIVE)).containsExactly("one", "NotYet");
        assertThat(read(file, 0, Extent.SEALED)).containsExactly("one", "End");
    }

    @Test
    void reportsPaddingInTheMiddleOfASegment() throws IOException {
        Path file = new LogBuilder()
                .entry("one")
                .raw(new byte[100])
                .sync()
                .entry("two")
                .close()
                .write(directory);
        try (SegmentReader reader = open(file, 0)) {
            assertThat(next(reader, Extent.SEALED)).isEqualTo("one");
            assertFault(reader, Fault.BAD_ENTRY_SIZE, reader.position().offset());
        }
    }

    @Test
    void reportsASegmentThatIsCut() throws IOException {
        byte[] log = new LogBuilder().entry("one").sync().entry("two").close().build();
        Path file = write(Arrays.copyOf(log, log.length - 1));
        try (SegmentReader reader = open(file, 0)) {
            assertThat(next(reader, Extent.SEALED)).isEqualTo("one");
            assertFault(reader, Fault.TRUNCATED, reader.position().offset());
            assertThat(next(reader, Extent.LIVE)).isEqualTo("NotYet");
        }
    }

    /** A section of more than one chunk, of which the first was read. */
    @Test
    void readsNothingPastASectionThatIsCutWhileItIsRead() throws IOException {
        String large = "x".repeat(700_000);
        LogBuilder log = new LogBuilder().entry("one").entry(large).entry(large).sync();
        Path file = log.entry("behind").sync().write(directory);
        byte[] whole = Files.readAllBytes(file);
        try (SegmentReader reader = open(file, 0)) {
            assertThat(next(reader, Extent.SEALED)).isEqualTo("one");
            assertThat(next(reader, Extent.SEALED)).isEqualTo(large);
            int firstMarker = new LogBuilder().size() - 8;

            Files.write(file, Arrays.copyOf(whole, reader.position().offset()));
            assertThat(next(reader, Extent.LIVE)).isEqualTo("NotYet");
            assertFault(reader, Fault.TRUNCATED, firstMarker);
            assertFault(reader, Fault.TRUNCATED, firstMarker);

            Files.write(file, whole);
            assertThat(next(reader, Extent.SEALED)).isEqualTo(large);
            assertThat(next(reader, Extent.SEALED)).isEqualTo("behind");
        }
    }

    @Test
    void reportsThatTheSegmentEndsBeforeThePositionAskedFor() throws IOException {
        LogBuilder log = new LogBuilder().entry("one").sync();
        int chainEnd = log.size() - 8;
        Path file = log.entry("forgotten by a crash").write(directory);
        try (SegmentReader reader = open(file, log.size())) {
            assertThat(next(reader, Extent.LIVE)).isEqualTo("NotYet");
            assertFault(reader, Fault.BEYOND_END, chainEnd);
        }
    }

    @Test
    void waitsForAHeaderThatIsNotWhole() throws IOException {
        byte[] log = new LogBuilder().entry("one").sync().build();
        for (int length : new int[] {0, 10, 19}) {
            Path file = write(Arrays.copyOf(log, length));
            try (SegmentReader reader = open(file, 0)) {
                assertThat(next(reader, Extent.LIVE)).isEqualTo("NotYet");
                assertFault(reader, Fault.TORN_HEADER, 0);
                write(log);
                assertThat(next(reader, Extent.LIVE)).isEqualTo("one");
            }
        }
    }

    @Test
    void refusesAnEncryptedLog() throws IOException {
        Path file = new LogBuilder(7, LogBuilder.ID, "{\"encCipher\":\"AES/CBC/PKCS5Padding\",\"encKeyAlias\":\"k:1\"}")
                .write(directory);
        try (SegmentReader reader = open(file, 0)) {
            assertFault(reader, Fault.ENCRYPTED, 0);
        }
    }

    @Test
    void namesTheCompressorThatItDoesNotHave() throws IOException {
        Path file = new LogBuilder(
                        7,
                        LogBuilder.ID,
                        "{\"compressionClass\":\"ZstdCompressor\",\"compressionParameters\":{\"l\":\"3\"}}")
                .raw(new byte[4])
                .sync()
                .write(directory);
        try (SegmentReader reader = open(file, 0)) {
            assertThatExceptionOfType(CommitLogException.class)
                    .isThrownBy(() -> reader.next(Extent.SEALED))
                    .withMessageContaining("UNSUPPORTED_COMPRESSION")
                    .withMessageContaining("ZstdCompressor");
        }
    }

    @Test
    void refusesTheHeaderOfAnotherSegmentAndOfAnotherVersion() throws IOException {
        try (SegmentReader reader = open(new LogBuilder(7, LogBuilder.ID + 1, "{}").write(directory), 0)) {
            assertFault(reader, Fault.BAD_HEADER, 0);
        }
        try (SegmentReader reader = open(new LogBuilder(6, LogBuilder.ID, "{}").write(directory), 0)) {
            assertFault(reader, Fault.UNSUPPORTED_VERSION, 0);
        }
    }

    private Path write(byte[] log) throws IOException {
        return Files.write(directory.resolve(new SegmentName(7, LogBuilder.ID).logFile()), log);
    }

    private static SegmentReader open(Path file, int offset) throws IOException {
        return SegmentReader.open(file, offset, SectionCodecs.builtIn());
    }

    private static List<Entry> entries(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (SegmentReader reader = open(file, 0)) {
            while (reader.next(Extent.SEALED) instanceof Step.Found found) {
                entries.add(found.entry());
            }
        }
        return entries;
    }

    private static List<String> read(Path file, int offset, Extent extent) throws IOException {
        List<String> steps = new ArrayList<>();
        try (SegmentReader reader = open(file, offset)) {
            do {
                steps.add(next(reader, extent));
            } while (!List.of("NotYet", "End").contains(steps.get(steps.size() - 1)));
        }
        return steps;
    }

    private static String next(SegmentReader reader, Extent extent) throws IOException {
        Step step = reader.next(extent);
        return step instanceof Step.Found found
                ? found.entry().mutation().toUtf8()
                : step.getClass().getSimpleName();
    }

    private static void assertFault(SegmentReader reader, Fault fault, int offset) {
        assertThatExceptionOfType(CommitLogException.class)
                .isThrownBy(() -> reader.next(Extent.SEALED))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(fault))
                .satisfies(e -> assertThat(e.position()).isEqualTo(new LogPosition(LogBuilder.ID, offset)));
    }
}
