package io.lockweir.cli.keyset;

import io.lockweir.cli.config.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A file that only its owner can read. */
public final class SecretFile {
    private final Path path;

    public SecretFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * Its text.
     *
     * @throws UsageException if it can't be read
     */
    public String read() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /**
     * Writes a new file.
     *
     * @throws UsageException if there is one already: it may hold the only copy of a key
     */
    public void create(String secret) {
        try {
            write(path, secret);
            syncFolder();
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(
                    "File " + path + " exists and may hold the only copy of a key. Name another file.");
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    /**
     * Changes the file in one step: a crash leaves either the old text or the new one. Of several that change it at once, in
     * this process or in others, each sees what the one before made; an empty file beside it, which stays, is their lock.
     *
     * @return the new text
     * @throws UsageException if it can't be read or replaced, or from the change, after which all is as before
     */
    public String update(UnaryOperator<String> change) {
        synchronized (SecretFile.class) {
            try (FileChannel lock = FileChannel.open(
                    sibling(".lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly())) {
                // Until the channel is closed.
                lock.lock();
                String changed = change.apply(read());
                replace(changed);
                return changed;
            } catch (IOException e) {
                throw failed("replaced", e);
            }
        }
    }

    private void replace(String secret) throws IOException {
        Path next = sibling(".new");
        Files.deleteIfExists(next);
        write(next, secret);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder();
    }

    private Path sibling(String suffix) {
        return folder().resolve(path.getFileName() + suffix);
    }

    private Path folder() {
        return Objects.requireNonNull(path.getParent());
    }

    /** Makes the name outlast a loss of power, where folders can be opened. */
    private void syncFolder() throws IOException {
        if (posix()) {
            try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private boolean posix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private FileAttribute<?>[] ownerOnly() {
        return posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Returns when the text is on the disk: it may be the only copy of a key. */
    private void write(Path target, String secret) throws IOException {
        try (FileChannel channel = FileChannel.open(
                target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(secret);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private UsageException failed(String what, IOException cause) {
        return new UsageException(
                "File " + path + " can't be " + what + " (" + cause.getClass().getSimpleName() + ").");
    }
}
