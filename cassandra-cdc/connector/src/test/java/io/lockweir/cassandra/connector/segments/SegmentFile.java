package io.lockweir.cassandra.connector.segments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Writes segments as a node does, with one section of entries (docs/cassandra-commit-log.md). */
final class SegmentFile {
    private static final int VERSION = 7;
    private static final int HEADER = 20;
    private static final int MARKER = 8;

    private SegmentFile() {}

    /** A segment with a header, entries and, as it was closed, one marker; without entries as the node makes it ahead. */
    static void write(Path folder, long id, String... entries) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(4096);
        out.putInt(VERSION).putLong(id).putShort((short) 2).put(bytes("{}"));
        out.putInt(crc(VERSION, (int) id, (int) (id >>> Integer.SIZE), 2, "{}"));
        out.position(HEADER + MARKER);
        for (String entry : entries) {
            out.putInt(entry.length()).putInt(crc(entry.length(), "")).put(bytes(entry));
            out.putInt(crc(entry.length(), entry));
        }
        int end = out.position();
        if (entries.length > 0) {
            out.putInt(HEADER, end)
                    .putInt(HEADER + Integer.BYTES, crc((int) id, (int) (id >>> Integer.SIZE), HEADER, ""));
        }
        Path file = folder.resolve("CommitLog-" + VERSION + "-" + id + ".log");
        byte[] content = new byte[entries.length > 0 ? end : out.capacity()];
        out.get(0, content);
        Files.write(file, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int crc(Object... parts) {
        CRC32 crc = new CRC32();
        for (Object part : parts) {
            if (part instanceof Integer number) {
                crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
            } else {
                crc.update(bytes((String) part));
            }
        }
        return (int) crc.getValue();
    }
}
