package io.lockweir.encryption.keys.file;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekRecordCodec;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FOR TESTS: data keys in a file on one machine, one record a line, in base64. Lines are only ever appended, forced to disk before a
 * record counts as published. Several processes may share the file. Nothing is replicated, and looking up reads the file again when it
 * has grown: use the topic store for anything that must last.
 */
public final class FileDekStore implements DekStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileDekStore.class);

    private final Path file;
    private final List<DekRecord> records = new ArrayList<>();
    private long readTo;

    /**
     * A store in a file, which need not exist.
     *
     * @throws KeyUnavailableError if the file is there and cannot be read
     */
    public FileDekStore(Path file) {
        this.file = file;
        read();
    }

    @Override
    public synchronized void publish(DekRecord record) {
        byte[] line = (Base64.getEncoder().encodeToString(DekRecordCodec.encode(record)) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            channel.position(wholeLines(channel));
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw failed("written", e);
        }
        read();
    }

    @Override
    public List<DekRecord> find(DekId id) {
        return matching(record -> record.id().equals(id));
    }

    @Override
    public List<DekRecord> domainKeys(Scope.Join scope) {
        return matching(record -> record.scope().equals(scope));
    }

    @Override
    public Stream<DekRecord> records() {
        return matching(record -> true).stream();
    }

    @Override
    public synchronized Progress progress() {
        return new Progress(records.size(), records.size(), true);
    }

    @Override
    public void close() {}

    private synchronized List<DekRecord> matching(Predicate<DekRecord> wanted) {
        read();
        return records.stream().filter(wanted).toList();
    }

    /** Reads the lines that were added since. */
    private synchronized void read() {
        try {
            if (!Files.exists(file) || Files.size(file) <= readTo) {
                return;
            }
            byte[] added;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - readTo));
                while (bytes.hasRemaining() && channel.read(bytes, readTo + bytes.position()) >= 0) {
                    // Reads on.
                }
                added = Arrays.copyOf(bytes.array(), bytes.position());
            }
            int begin = 0;
            for (int i = 0; i < added.length; i++) {
                if (added[i] == '\n') {
                    decoded(new String(added, begin, i - begin, StandardCharsets.US_ASCII))
                            .ifPresent(records::add);
                    begin = i + 1;
                }
            }
            readTo += begin;
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    private Optional<DekRecord> decoded(String line) {
        try {
            return Optional.of(DekRecordCodec.decode(Base64.getDecoder().decode(line)));
        } catch (IllegalArgumentException e) {
            LOG.error("A line of the key store {} after byte {} is no data key record and is skipped", file, readTo);
            return Optional.empty();
        }
    }

    /** A process that died while it wrote leaves half a line, which nobody was told of: it is written over. */
    private static long wholeLines(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        while (end > 0) {
            last.clear();
            channel.read(last, end - 1);
            if (last.get(0) == '\n') {
                break;
            }
            end--;
        }
        channel.truncate(end);
        return end;
    }

    private KeyUnavailableError failed(String what, IOException cause) {
        return new KeyUnavailableError(
                "The key store file " + file + " could not be " + what + ": "
                        + cause.getClass().getSimpleName(),
                cause);
    }
}
