package io.lockweir.cassandra.format.log;

import io.lockweir.cassandra.format.CommitLogException;
import io.lockweir.cassandra.format.CommitLogException.Fault;
import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.LogVersion;
import io.lockweir.cassandra.format.Slice;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How a segment begins: version, id, parameters as JSON, and a checksum of them.
 *
 * @param compression the class that compressed the sections, as the node names it; empty if they are plain
 * @param length in bytes: the first sync marker stands behind it
 */
record SegmentHeader(LogVersion version, long id, Optional<String> compression, int length) {

    /** No header is longer. */
    static final int MOST_BYTES = Integer.BYTES + Long.BYTES + Short.BYTES + 0xFFFF + Integer.BYTES;

    private static final int FIXED_BYTES = Integer.BYTES + Long.BYTES + Short.BYTES + Integer.BYTES;

    /**
     * From the file's first bytes, at most {@link #MOST_BYTES}.
     *
     * @return empty if the header is not whole, as it may be in a segment just made
     * @throws CommitLogException if the header is whole, and the segment cannot be read
     */
    static Optional<SegmentHeader> parse(SegmentName name, Slice bytes) throws CommitLogException {
        if (bytes.length() < FIXED_BYTES) {
            return Optional.empty();
        }
        Cursor in = Cursor.over(bytes);
        int version = in.int32();
        long id = in.int64();
        int parametersLength = in.unsignedShort();
        if (in.remaining() < parametersLength + Integer.BYTES) {
            return Optional.empty();
        }
        Slice parameters = in.slice(parametersLength);
        if (in.int32() != checksum(version, id, parameters)) {
            return Optional.empty();
        }
        LogPosition start = new LogPosition(name.id(), 0);
        if (id != name.id()) {
            throw new CommitLogException(Fault.BAD_HEADER, start, "the header is of segment " + id);
        }
        LogVersion known = LogVersion.of(version)
                .orElseThrow(() -> new CommitLogException(Fault.UNSUPPORTED_VERSION, start, "version " + version));
        Map<String, String> map = HeaderParameters.parse(parameters.toUtf8())
                .orElseThrow(
                        () -> new CommitLogException(Fault.BAD_HEADER, start, "its parameters are no JSON object"));
        if (map.containsKey("encCipher")) {
            throw new CommitLogException(
                    Fault.ENCRYPTED,
                    start,
                    "turn transparent_data_encryption_options of the node off to capture changes");
        }
        return Optional.of(new SegmentHeader(
                known, id, Optional.ofNullable(map.get("compressionClass")), FIXED_BYTES + parametersLength));
    }

    private static int checksum(int version, long id, Slice parameters) {
        CRC32 checksum = new CRC32();
        Checksums.update(checksum, version);
        Checksums.update(checksum, (int) id);
        Checksums.update(checksum, (int) (id >>> Integer.SIZE));
        Checksums.update(checksum, parameters.length());
        checksum.update(parameters.toByteArray());
        return (int) checksum.getValue();
    }
}
