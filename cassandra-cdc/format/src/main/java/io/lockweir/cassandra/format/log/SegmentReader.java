package io.lockweir.cassandra.format.log;

import io.lockweir.cassandra.format.CommitLogException;
import io.lockweir.cassandra.format.CommitLogException.Fault;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.log.compression.SectionCodec;
import io.lockweir.cassandra.format.log.compression.SectionCodecs;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of one segment, while the node writes it or after, from any entry on. Never reads past the chain of sync markers:
 * entries behind it may be whole and still be forgotten when the node crashes.
 *
 * <p>Not thread safe.
 */
public final class SegmentReader implements Closeable {

    private final SegmentName name;
    private final SegmentFile file;
    private final SectionCodecs codecs;
    private LogPosition position;
    private @Nullable SegmentHeader header;
    private @Nullable Markers markers;
    private @Nullable Section upcoming;
    private @Nullable SectionReader section;

    private SegmentReader(SegmentName name, SegmentFile file, SectionCodecs codecs, int offset) {
        this.name = name;
        this.file = file;
        this.codecs = codecs;
        this.position = new LogPosition(name.id(), offset);
    }

    /**
     * Opens a segment.
     *
     * @param file with the name that the node gave it
     * @param offset where an entry starts or ends, or 0: entries that end at or before it are left out
     * @throws IllegalArgumentException if the file's name is not that of a segment
     * @throws IOException if the file cannot be opened; it is read only by {@link #next}
     */
    public static SegmentReader open(Path file, int offset, SectionCodecs codecs) throws IOException {
        SegmentName name = SegmentName.parse(String.valueOf(file.getFileName()))
                .orElseThrow(() -> new IllegalArgumentException(file + " is not named as a segment"));
        return new SegmentReader(name, new SegmentFile(file), codecs, offset);
    }

    /** Where the next entry starts, or a sync marker before it. */
    public LogPosition position() {
        return position;
    }

    /**
     * The next entry, if there is one.
     *
     * @throws CommitLogException if the segment is broken or cannot be read. Of a live segment, what is torn is {@link Step.NotYet}. The
     *     reader stays where it is, and may be asked again
     * @throws IOException if reading the file fails
     */
    public Step next(Extent extent) throws IOException {
        try {
            return step(extent);
        } catch (EOFException e) {
            // The chain was followed past a section that is not read: it is followed anew.
            section = null;
            upcoming = null;
            markers = null;
            return torn(
                    extent, new CommitLogException(Fault.TRUNCATED, position, "the file was cut while it was read"));
        } catch (CommitLogException e) {
            return torn(extent, e);
        }
    }

    private Step torn(Extent extent, CommitLogException failure) throws CommitLogException {
        if (extent.sealed() || !failure.fault().mayBeTorn()) {
            throw failure;
        }
        return new Step.NotYet(position);
    }

    private Step step(Extent extent) throws IOException {
        while (true) {
            if (section == null) {
                section = nextSection();
            }
            SectionReader current = section;
            if (current == null) {
                return end(extent);
            }
            Entry entry = current.next(extent.durableEnd());
            if (entry != null) {
                position = entry.end();
                return new Step.Found(entry);
            }
            switch (current.stop()) {
                case EXHAUSTED -> section = null;
                case BOUND -> {
                    return new Step.NotYet(position);
                }
                case PADDING -> {
                    return padding(extent, current);
                }
            }
        }
    }

    /** The section of the next entry, or null where the marker chain ends. */
    private @Nullable SectionReader nextSection() throws IOException {
        SegmentHeader known = header();
        Markers chain = markers;
        if (chain == null) {
            chain = new Markers(file, known);
            markers = chain;
        }
        // Kept until its content was opened: that may fail, and be tried again.
        Section next = upcoming;
        while (next == null || next.end() <= position.offset()) {
            next = chain.next().orElse(null);
            if (next == null) {
                return null;
            }
        }
        upcoming = next;
        LogPosition start = new LogPosition(name.id(), Math.max(next.start(), position.offset()));
        SectionReader reader = new SectionReader(known, next, content(known, next), start);
        upcoming = null;
        return reader;
    }

    private SegmentHeader header() throws IOException {
        SegmentHeader known = header;
        if (known == null) {
            Slice bytes = file.read(0, (int) Math.min(file.length(), SegmentHeader.MOST_BYTES));
            known = SegmentHeader.parse(name, bytes)
                    .orElseThrow(() -> new CommitLogException(
                            Fault.TORN_HEADER, new LogPosition(name.id(), 0), "the header is not whole"));
            header = known;
        }
        return known;
    }

    private SectionContent content(SegmentHeader known, Section found) throws IOException {
        if (known.compression().isEmpty()) {
            return new PlainContent(file, found);
        }
        String compressor = known.compression().get();
        SectionCodec codec = codecs.find(compressor)
                .orElseThrow(() ->
                        new CommitLogException(Fault.UNSUPPORTED_COMPRESSION, position, "no codec for " + compressor));
        try {
            return CompressedContent.read(file, found, codec);
        } catch (MalformedBytesException e) {
            throw new CommitLogException(Fault.BAD_COMPRESSION, position, e.getMessage());
        }
    }

    private Step padding(Extent extent, SectionReader current) throws IOException {
        if (!extent.sealed()) {
            return new Step.NotYet(position);
        }
        if (current.section().fileEnd() != file.length()) {
            throw new CommitLogException(
                    Fault.BAD_ENTRY_SIZE, position, "an entry of no bytes in the middle of a segment");
        }
        return new Step.End(position);
    }

    private Step end(Extent extent) throws CommitLogException {
        if (!extent.sealed()) {
            return new Step.NotYet(position);
        }
        Markers chain = Objects.requireNonNull(markers);
        if (position.offset() > chain.offset()) {
            throw new CommitLogException(
                    Fault.BEYOND_END, new LogPosition(name.id(), chain.offset()), "asked to read from " + position);
        }
        return new Step.End(position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
