package io.lockweir.cassandra.format.log;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Writes a segment as a node does: header, entries, sync markers filled in when what they cover is written. */
final class LogBuilder {

    static final long ID = 1_700_000_000_123L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private byte[] markers = new byte[0];
    private int openMarker;

    LogBuilder() {
        this(7, ID, "{}");
    }

    LogBuilder(int version, long id, String parameters) {
        byte[] json = parameters.getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, version));
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, (int) id));
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, (int) (id >>> Integer.SIZE)));
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, json.length));
        checksum.update(json);
        try {
            out.writeInt(version);
            out.writeLong(id);
            out.writeShort(json.length);
            out.write(json);
            out.writeInt((int) checksum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openMarker = size();
        raw(new byte[8]);
    }

    int size() {
        return bytes.size();
    }

    LogBuilder entry(String content) {
        byte[] mutation = content.getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, mutation.length));
        try {
            out.writeInt(mutation.length);
            out.writeInt((int) checksum.getValue());
            checksum.update(mutation);
            out.write(mutation);
            out.writeInt((int) checksum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    LogBuilder raw(byte[] some) {
        bytes.writeBytes(some);
        return this;
    }

    /** Marks what was written; a place for the next marker follows. */
    LogBuilder sync() {
        close();
        openMarker = size();
        return raw(new byte[8]);
    }

    /** Marks what was written; nothing follows. */
    LogBuilder close() {
        byte[] marker = ByteBuffer.allocate(12)
                .putInt(openMarker)
                .putInt(size())
                .putInt(Checksums.ofMarker(ID, openMarker))
                .array();
        int length = markers.length;
        markers = Arrays.copyOf(markers, length + marker.length);
        System.arraycopy(marker, 0, markers, length, marker.length);
        return this;
    }

    byte[] build() {
        ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
        ByteBuffer marks = ByteBuffer.wrap(markers);
        while (marks.hasRemaining()) {
            int at = marks.getInt();
            all.putInt(at, marks.getInt()).putInt(at + Integer.BYTES, marks.getInt());
        }
        return all.array();
    }

    Path write(Path directory) throws IOException {
        return Files.write(directory.resolve(new SegmentName(7, ID).logFile()), build());
    }
}
