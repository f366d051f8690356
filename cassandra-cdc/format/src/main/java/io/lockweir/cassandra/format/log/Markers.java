package io.lockweir.cassandra.format.log;

import io.lockweir.cassandra.format.CommitLogException;
import io.lockweir.cassandra.format.CommitLogException.Fault;
import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.LogPosition;
import java.io.IOException;
import java.util.Optional;

/**
 * The chain of sync markers: each names the file's offset of the next, with a checksum of where it stands itself. The node writes a
 * marker only when all entries before the next are written, so where the chain ends, so does what a restarted node replays.
 */
final class Markers {

    static final int MARKER_BYTES = 2 * Integer.BYTES;

    private final SegmentFile file;
    private final long segment;
    private final boolean compressed;
    private int fileOffset;
    private int offset;

    Markers(SegmentFile file, SegmentHeader header) {
        this.file = file;
        this.segment = header.id();
        this.compressed = header.compression().isPresent();
        this.fileOffset = header.length();
        this.offset = header.length();
    }

    /** Where the chain ends as far as it was followed, logically. */
    int offset() {
        return offset;
    }

    /**
     * Follows the chain by one section.
     *
     * @return empty where the chain ends
     * @throws CommitLogException if the marker is torn or promises more than the file has
     */
    Optional<Section> next() throws IOException {
        if (file.length() - fileOffset < MARKER_BYTES) {
            return Optional.empty();
        }
        Cursor marker = Cursor.over(file.read(fileOffset, MARKER_BYTES));
        int next = marker.int32();
        int checksum = marker.int32();
        if (next == 0 && checksum == 0) {
            return Optional.empty();
        }
        if (checksum != Checksums.ofMarker(segment, fileOffset)) {
            throw fault(Fault.BAD_MARKER, "a sync marker with a wrong checksum");
        }
        int contentStart = fileOffset + MARKER_BYTES;
        if (next < contentStart) {
            throw fault(Fault.BAD_MARKER, "a sync marker that points back");
        }
        if (next > file.length()) {
            throw fault(
                    Fault.TRUNCATED, "a sync marker points to " + next + " in a file of " + file.length() + " bytes");
        }
        int start = offset + MARKER_BYTES;
        Section section = new Section(contentStart, next, start, start + plainLength(contentStart, next));
        fileOffset = next;
        offset = section.end();
        return Optional.of(section);
    }

    private int plainLength(int contentStart, int next) throws IOException {
        if (!compressed) {
            return next - contentStart;
        }
        if (next - contentStart < Integer.BYTES) {
            throw fault(Fault.BAD_COMPRESSION, "a compressed section without its length");
        }
        int length = file.read(contentStart, Integer.BYTES).intAt(0);
        if (length < 0 || length > Integer.MAX_VALUE - offset - 2 * MARKER_BYTES) {
            throw fault(Fault.BAD_COMPRESSION, "a compressed section of " + length + " plain bytes");
        }
        return length;
    }

    private CommitLogException fault(Fault fault, String detail) {
        return new CommitLogException(fault, new LogPosition(segment, offset), detail);
    }
}
