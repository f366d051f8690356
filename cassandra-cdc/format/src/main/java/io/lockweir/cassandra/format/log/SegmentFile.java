package io.lockweir.cassandra.format.log;

import io.lockweir.cassandra.format.Slice;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a segment, which may be growing. Each read is into an array of its own. */
final class SegmentFile implements Closeable {

    private final FileChannel channel;

    SegmentFile(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    long length() throws IOException {
        return channel.size();
    }

    /**
     * Reads a range.
     *
     * @throws EOFException if the file is shorter
     */
    Slice read(int offset, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, (long) offset + buffer.position()) < 0) {
                throw new EOFException("the file ended while it was read");
            }
        }
        return Slice.of(buffer.array());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
