package io.lockweir.cassandra.format.log;

import io.lockweir.cassandra.format.CommitLogException;
import io.lockweir.cassandra.format.CommitLogException.Fault;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.Slice;
import java.io.IOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of one section: length, checksum of the length, content, checksum of both. Each checksum is verified before what it
 * covers is believed, a length before memory is reserved.
 */
final class SectionReader {

    private static final int LENGTH_BYTES = 2 * Integer.BYTES;
    private static final int OVERHEAD_BYTES = LENGTH_BYTES + Integer.BYTES;

    /** Why there is no next entry. */
    enum Stop {
        /** The section is read to its end. */
        EXHAUSTED,
        /** The rest of the section is what was left when its segment was full. */
        PADDING,
        /** The next entry ends behind what may be read. */
        BOUND
    }

    private final SegmentHeader header;
    private final Section section;
    private final SectionContent content;
    private final CRC32 checksum = new CRC32();
    private LogPosition position;
    private Slice chunk = Slice.EMPTY;
    private int chunkStart;
    private Stop stop = Stop.EXHAUSTED;

    SectionReader(SegmentHeader header, Section section, SectionContent content, LogPosition start) {
        this.header = header;
        this.section = section;
        this.content = content;
        this.position = start;
        this.chunkStart = start.offset();
    }

    /** Why {@link #next} had nothing. */
    Stop stop() {
        return stop;
    }

    Section section() {
        return section;
    }

    /** The next entry, or null for the reason that {@link #stop} tells. After an exception the same entry is read anew. */
    @Nullable
    Entry next(int bound) throws IOException {
        int start = position.offset();
        int left = section.end() - start;
        if (left == 0) {
            stop = Stop.EXHAUSTED;
            return null;
        }
        if (left < Integer.BYTES || intAt(start, Integer.BYTES) == 0) {
            return padding(start, left);
        }
        int length = length(start, left);
        int end = start + OVERHEAD_BYTES + length;
        if (end > bound) {
            chunk = Slice.EMPTY;
            stop = Stop.BOUND;
            return null;
        }
        Slice mutation = verified(start, length);
        LogPosition from = position;
        position = new LogPosition(header.id(), end);
        return new Entry(from, position, header.version(), mutation);
    }

    private @Nullable Entry padding(int start, int left) throws IOException {
        Slice rest = bytes(start, left).slice(0, left);
        for (int i = 0; i < left; i++) {
            if (rest.at(i) != 0) {
                throw fault(Fault.BAD_ENTRY_SIZE, "bytes that are no entry before the end of a section");
            }
        }
        stop = Stop.PADDING;
        return null;
    }

    private int length(int start, int left) throws IOException {
        if (left < OVERHEAD_BYTES) {
            throw fault(Fault.BAD_ENTRY_SIZE, "a section that ends within an entry");
        }
        Slice bytes = bytes(start, LENGTH_BYTES);
        int length = bytes.intAt(0);
        checksum.reset();
        bytes.updateChecksum(checksum, 0, Integer.BYTES);
        if (bytes.intAt(Integer.BYTES) != (int) checksum.getValue()) {
            throw fault(Fault.BAD_ENTRY_SIZE, "an entry's length with a wrong checksum");
        }
        if (length < 0 || length > left - OVERHEAD_BYTES) {
            throw fault(Fault.BAD_ENTRY_SIZE, "an entry of " + length + " bytes where " + left + " are left");
        }
        return length;
    }

    private Slice verified(int start, int length) throws IOException {
        Slice bytes = bytes(start, OVERHEAD_BYTES + length);
        bytes.updateChecksum(checksum, LENGTH_BYTES, length);
        if (bytes.intAt(LENGTH_BYTES + length) != (int) checksum.getValue()) {
            throw fault(Fault.BAD_ENTRY_CHECKSUM, "an entry of " + length + " bytes with a wrong checksum");
        }
        return bytes.slice(LENGTH_BYTES, length);
    }

    private int intAt(int start, int least) throws IOException {
        return bytes(start, least).intAt(0);
    }

    /** The section from a position on, with so many bytes at least. */
    private Slice bytes(int start, int least) throws IOException {
        if (start - chunkStart + least > chunk.length()) {
            chunk = content.from(start, least);
            chunkStart = start;
        }
        return chunk.slice(start - chunkStart, chunk.length() - (start - chunkStart));
    }

    private CommitLogException fault(Fault fault, String detail) {
        chunk = Slice.EMPTY;
        return new CommitLogException(fault, position, detail);
    }
}
