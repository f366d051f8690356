package io.lockweir.cli.keyset;

import io.lockweir.cli.config.UsageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

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
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(
                    "File " + path + " exists and may hold the only copy of a key. Name another file.");
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    /** Replaces the file in one step: a crash leaves either the old keyset or the new one. */
    public void replace(String secret) {
        Path folder = Objects.requireNonNull(path.getParent());
        Path next = folder.resolve(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            write(next, secret);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("replaced", e);
        }
    }

    private static void write(Path target, String secret) throws IOException {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(
                target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            var bytes = java.nio.charset.StandardCharsets.UTF_8.encode(secret);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private UsageException failed(String what, IOException cause) {
        return new UsageException(
                "File " + path + " can't be " + what + " (" + cause.getClass().getSimpleName() + ").");
    }
}
